import type { RespondFn } from '@slack/bolt';
import type { ModalView } from '@slack/types';
import type { WebClient } from '@slack/web-api';
import { resultModal, workingModal } from '../views/answer.js';
import { allBlocks, type Drawn, plainBlocks } from '../views/blocks.js';
import { type Answer, type FillingAnswer, type ModalAnswer, message, modalAnswer } from './answers.js';

/** What is left to talk with after an acknowledgement. */
export interface Talk {
  readonly client: Pick<WebClient, 'views'>;
  readonly triggerId: string;
  /** Null where Slack gives no response_url: in the App Home and in modals. */
  readonly respond: RespondFn | null;
  /** The modal that was clicked in. */
  readonly modal: ClickedModal | null;
  /** Writes down a fault, and answers what is said of it. */
  readonly incident: (error: unknown) => Drawn;
  /** What views that are opened from here must remember, merged into their metadata. */
  readonly remember: Readonly<Record<string, unknown>>;
}

export interface ClickedModal {
  readonly id: string;
  readonly hash: string;
  /** One that only shows something, so that the next answer takes its place. */
  readonly isResult: boolean;
  /** Whether nothing was clicked in it since. */
  readonly isNewest: () => boolean;
}

/** Says an answer, after the acknowledgement. Rejects with what Slack or the work throws. */
export async function say(talk: Talk, answer: Answer): Promise<void> {
  const { client, respond, modal } = talk;
  switch (answer.kind) {
    case 'nothing':
    case 'home':
      return;
    case 'later':
      return say(talk, await answer.work());
    case 'modal':
      if (modal !== null && takesPlace(answer, modal)) return say(talk, { kind: 'update', view: answer.view });
      await open(talk, answer.view);
      return;
    case 'filling':
      return fill(talk, answer);
    case 'update':
      if (modal === null) return say(talk, modalAnswer(answer.view));
      return update(client, modal, rememberedIn(answer.view, talk.remember));
    case 'message': {
      if (respond === null) {
        const view = resultModal('Drumbeat', answer.drawn);
        return say(talk, modal?.isResult ? { kind: 'update', view } : modalAnswer(view));
      }
      const { drawn, replaces, refused } = answer;
      const whisper = { response_type: 'ephemeral', replace_original: replaces, text: drawn.text } as const;
      try {
        await respond({ ...whisper, blocks: allBlocks(drawn) });
      } catch (error) {
        if (drawn.wide === undefined || !isRefusal(error)) throw error;
        if (refused !== undefined) return say(talk, message(await refused(), { replaces }));
        await respond({ ...whisper, blocks: plainBlocks(drawn) });
      }
    }
  }
}

/** What was opened cannot be opened again: a fault takes its place too. Somebody may have closed it meanwhile. */
async function fill(talk: Talk, { title, fill }: FillingAnswer): Promise<void> {
  const viewId = await open(talk, workingModal(title));
  const next = await fill().catch((error: unknown) => message(talk.incident(error)));
  const view = rememberedIn(next.kind === 'modal' ? next.view : resultModal(title, next.drawn), talk.remember);
  try {
    await talk.client.views.update({ view_id: viewId, view });
  } catch (error) {
    if (codeOf(error) !== 'not_found') throw error;
  }
}

/** Of two quick clicks, the view that answers the newer one holds what both did: it is drawn, and not the other over it. */
async function update(client: Talk['client'], { id, hash, isNewest }: ClickedModal, view: ModalView): Promise<void> {
  try {
    await client.views.update({ view_id: id, hash, view });
  } catch (error) {
    if (codeOf(error) !== 'hash_conflict') throw error;
    if (isNewest()) await client.views.update({ view_id: id, view });
  }
}

/** Slack did not take what a response_url was sent (Bolt's RespondError): a block that it does not know yet, perhaps. */
function isRefusal(error: unknown): boolean {
  return error instanceof Error && 'statusCode' in error && error.statusCode === 400;
}

/** What Slack answered; null for another fault. */
function codeOf(error: unknown): unknown {
  const { data } = error instanceof Error && 'data' in error ? error : { data: null };
  return typeof data === 'object' && data !== null && 'error' in data ? data.error : null;
}

function takesPlace({ instead }: ModalAnswer, { isResult }: ClickedModal): boolean {
  return instead === 'any' || (instead === 'shown' && isResult);
}

/** Answers the view's id. Where Slack puts no more on each other it takes the place of the one that was clicked in. */
async function open({ client, triggerId, modal, remember }: Talk, view: ModalView): Promise<string> {
  const asked = { trigger_id: triggerId, view: rememberedIn(view, remember) };
  const opened =
    modal === null
      ? await client.views.open(asked)
      : await client.views.push(asked).catch((error: unknown) => {
          if (codeOf(error) !== 'push_limit_reached') throw error;
          return client.views.update({ view_id: modal.id, view: asked.view });
        });
  if (opened.view?.id === undefined) throw new Error('Slack opened a view without an id');
  return opened.view.id;
}

/** The view with this in its metadata beside its own. */
export function rememberedIn(view: ModalView, remember: Talk['remember']): ModalView {
  if (Object.keys(remember).length === 0) return view;
  return { ...view, private_metadata: JSON.stringify({ ...readMetadata(view.private_metadata), ...remember }) };
}

/** A view's metadata as it was written; what is no object reads as an empty one. */
export function readMetadata(text: string | undefined): Readonly<Record<string, unknown>> {
  if (text === undefined || text === '') return {};
  try {
    const parsed: unknown = JSON.parse(text);
    return typeof parsed === 'object' && parsed !== null ? { ...parsed } : {};
  } catch {
    return {};
  }
}
