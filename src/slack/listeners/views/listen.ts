import type { App, SlackViewMiddlewareArgs, ViewSubmitAction } from '@slack/bolt';
import type { WebClient } from '@slack/web-api';
import { resultModal } from '../../views/answer.js';
import { inputBlockIds } from '../../views/field-errors.js';
import { type Acting, identify, type ListenerDeps } from '../acting.js';
import { refused, result, type SubmissionAnswer } from '../answers.js';
import { readHomePlace } from '../home/home-place.js';
import type { RefreshHome } from '../home/publish.js';
import { incidentOf } from '../incident.js';
import { type OpenView, openView } from '../open-view.js';
import { rememberedIn } from '../talk.js';
import { submissionWithWhoCan } from '../who-can.js';
import { acknowledge } from './acknowledge.js';
import { submissionHandler } from './handlers.js';

/** Every modal's submission. A fault leaves the form as it is, with what was typed, and says so in it. */
export function listenToSubmissions(app: App, deps: ListenerDeps, refreshHome: RefreshHome): void {
  app.view<ViewSubmitAction>(
    { type: 'view_submission', callback_id: /.*/ },
    async ({ body, view: submitted, ack, client }) => {
      const view = openView(submitted);
      const where = { listener: 'submission', id: view.callbackId } as const;
      let acknowledged = false;
      try {
        const { answer, acting } = await answerTo(body, view, deps);
        acknowledged = true;
        await acknowledge(ack, answer);
        await follow(client, view, answer);
        const state = view.metadata.home;
        if (state !== undefined && acting !== null && answer.kind !== 'errors') {
          await refreshHome(client, acting, readHomePlace(state));
        }
      } catch (error) {
        const { drawn, sentence } = incidentOf(deps, error, where);
        const shown = resultModal('Drumbeat', drawn);
        if (acknowledged) {
          await client.views
            .update({ view_id: view.id, view: shown })
            .catch((late: unknown) => incidentOf(deps, late, where));
          return;
        }
        await acknowledge(ack, faultAnswer(view, sentence, shown));
      }
    },
  );
}

type Submitted = SlackViewMiddlewareArgs<ViewSubmitAction>['body'];

async function answerTo(
  body: Submitted,
  view: OpenView,
  deps: ListenerDeps,
): Promise<{ readonly answer: SubmissionAnswer; readonly acting: Acting | null }> {
  const identified = await identify(deps, {
    teamId: body.team?.id ?? null,
    userId: body.user.id,
    userTeamId: body.user.team_id ?? null,
  });
  if (!identified.ok) return { answer: result('Drumbeat', refused(identified.sentence)), acting: null };
  const { acting } = identified;
  const handler = submissionHandler(view.callbackId);
  if (handler === null) throw new Error('a submission of an unknown modal');
  const answer = remembering(await handler({ ...acting, view }), view);
  return { answer: await submissionWithWhoCan(acting, answer), acting };
}

/** A view that takes this one's place, or comes on top of it, belongs to the same App Home. */
function remembering(answer: SubmissionAnswer, { metadata: { home } }: OpenView): SubmissionAnswer {
  if (home === undefined || (answer.kind !== 'update' && answer.kind !== 'push')) return answer;
  return { ...answer, view: rememberedIn(answer.view, { home }) };
}

/** What is left to do after the acknowledgement. */
async function follow(client: Pick<WebClient, 'views'>, view: OpenView, answer: SubmissionAnswer): Promise<void> {
  if (answer.kind === 'close' && answer.below !== undefined) {
    await client.views.update({ view_id: answer.below.viewId, view: answer.below.view });
  }
  if (answer.kind !== 'later') return;
  const next = await answer.work();
  const shown = next.kind === 'update' ? next.view : resultModal(next.title, next.drawn);
  await client.views.update({ view_id: view.id, view: shown });
}

/** At the first field, so that nothing that was typed is lost; in the modal's place where it has none. */
function faultAnswer(view: OpenView, sentence: string, shown: ReturnType<typeof resultModal>): SubmissionAnswer {
  const [first] = inputBlockIds(view.blocks);
  if (first === undefined) return { kind: 'update', view: shown };
  return { kind: 'errors', errors: { [first]: sentence } };
}
