import type { App, BlockAction, RespondFn } from '@slack/bolt';
import { callbackIds } from '../../action-ids.js';
import { type Acting, identify, type ListenerDeps } from '../acting.js';
import { type Answer, info, message, refused } from '../answers.js';
import { type HomePlace, homePlace, homePlaceValue, readHomePlace } from '../home/home-place.js';
import type { RefreshHome } from '../home/publish.js';
import { incidentOf } from '../incident.js';
import { openView } from '../open-view.js';
import { readMetadata, say, type Talk } from '../talk.js';
import { answerWithWhoCan } from '../who-can.js';
import type { ActionContext, ActionPlace } from './action.js';
import { chosenValue } from './chosen-value.js';
import { actionHandler } from './handlers.js';
import { type Click, createNewestClicks } from './newest-click.js';

type Clicked = BlockAction['actions'][number];

/** Every button and menu: what is committed is acknowledged, then said; the App Home follows what was done from it. */
export function listenToActions(app: App, deps: ListenerDeps, refreshHome: RefreshHome): void {
  const clicks = createNewestClicks();
  app.action<BlockAction>({ type: 'block_actions' }, async ({ body, action, ack, respond, client }) => {
    const place = placeOf(body);
    const click = clicks.began(body.view?.id ?? body.trigger_id);
    const where = { listener: 'action', id: action.action_id } as const;
    const incident = (error: unknown) => incidentOf(deps, error, where).drawn;
    const talk = { ...talkOf(body, place, respond, client, click), incident };
    let acknowledged = false;
    try {
      const { answer, acting } = await answerTo(body, action, place, deps);
      acknowledged = true;
      await ack();
      await say(talk, answer);
      if (acting !== null) await followInHome((place) => refreshHome(client, acting, place), talk, answer);
    } catch (error) {
      const drawn = incident(error);
      if (!acknowledged) await ack();
      await say(talk, message(drawn)).catch((late) => incidentOf(deps, late, where));
    } finally {
      click.ended();
    }
  });
}

async function answerTo(
  body: BlockAction,
  action: Clicked,
  place: ActionPlace,
  deps: ListenerDeps,
): Promise<{ readonly answer: Answer; readonly acting: Acting | null }> {
  const handler = actionHandler(action.action_id);
  if (handler === null)
    return { answer: info('This button is from an older Drumbeat and does nothing any more.'), acting: null };
  const identified = await identify(deps, {
    teamId: body.team?.id ?? null,
    userId: body.user.id,
    userTeamId: body.user.team_id ?? null,
  });
  if (!identified.ok) return { answer: refused(identified.sentence), acting: null };
  const { acting } = identified;
  const answer = await handler({
    ...acting,
    place,
    blockId: action.block_id,
    value: chosenValue(action),
    view: body.view === undefined ? null : openView(body.view),
    channel: body.channel?.id ?? null,
    message: place === 'message' ? messageOf(body) : null,
  });
  return { answer: await answerWithWhoCan(acting, answer), acting };
}

function messageOf({ channel, message }: BlockAction): ActionContext['message'] {
  return channel === undefined || message === undefined ? null : { channel: channel.id, ts: message.ts };
}

function placeOf({ view, container }: BlockAction): ActionPlace {
  if (view !== undefined) return view.type === 'home' ? 'home' : 'modal';
  return container.is_ephemeral === true ? 'ephemeral' : 'message';
}

function talkOf(
  body: BlockAction,
  place: ActionPlace,
  respond: RespondFn,
  client: Talk['client'],
  click: Click,
): Omit<Talk, 'incident'> {
  const { view } = body;
  const { isNewest } = click;
  return {
    client,
    triggerId: body.trigger_id,
    // Bolt gives `respond` always; it works where Slack sent an address for it.
    respond: body.response_url ? respond : null,
    modal:
      place !== 'modal' || view === undefined
        ? null
        : { id: view.id, hash: view.hash, isResult: view.callback_id === callbackIds.shown, isNewest },
    remember: rememberedHome(place, view),
  };
}

/** Modals that are opened from the App Home remember it, so that it follows what is done in them. */
function rememberedHome(place: ActionPlace, view: BlockAction['view']): Talk['remember'] {
  if (place === 'home') {
    const listed = homePlace(view);
    return { home: listed === null ? null : homePlaceValue(listed) };
  }
  const { home } = readMetadata(view?.private_metadata);
  return home === undefined ? {} : { home };
}

async function followInHome(
  refresh: (place: HomePlace | null) => Promise<void>,
  talk: Talk,
  answer: Answer,
): Promise<void> {
  const { home } = talk.remember;
  if (answer.kind === 'home') await refresh(answer.place);
  else if (home !== undefined) await refresh(readHomePlace(home));
}
