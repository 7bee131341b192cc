import type { AppDeps } from '../deps.js';
import type { Notice } from '../notices.js';

/** An answer to what somebody wrote to the app. */
export interface AnswerInput {
  readonly workspaceId: string;
  /** Who wrote; they read it in their DM with the app. */
  readonly slackUserId: string;
  /** Slack's id of the event that told of it: however often Slack tells, and to however many workers, one answer comes. */
  readonly eventId: string;
  readonly answer: Omit<Extract<Notice, { kind: 'answer' }>, 'kind'>;
}

/** Puts an answer into somebody's DM with the app, as a message that the Slack lane brings there. */
export async function answerOnce(
  { store, clock, ids, poke }: Pick<AppDeps, 'store' | 'clock' | 'ids' | 'poke'>,
  { workspaceId, slackUserId: conversation, eventId, answer }: AnswerInput,
): Promise<void> {
  const dueAt = await clock.now();
  const content = { kind: 'notice', notice: { kind: 'answer', ...answer } } as const;
  const key = `notice:answer:${eventId}`;
  await store.read.posts.add([{ id: ids.next(), workspaceId, conversation, content, enrollmentId: null, key, dueAt }]);
  poke();
}
