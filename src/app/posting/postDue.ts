import type { DateTime } from 'luxon';
import { backOff } from '../firing/backOff.js';
import type { Chat, ChatOutcome, PostedAt } from '../ports/chat.js';
import type { Clock } from '../ports/clock.js';
import type { Ids } from '../ports/ids.js';
import type { Store } from '../ports/store.js';
import type { ClaimedPost, PostSettlement } from '../ports/stores/tasks.js';
import { gatherTasks } from './gatherTasks.js';
import { postRefused } from './postRefused.js';
import { showPost } from './showPost.js';

/** What bringing messages to Slack needs. */
export interface PostingDeps {
  readonly store: Store;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly chat: Chat;
  readonly worker: string;
  /** How long one batch of messages may take (milliseconds, the database's raw time). */
  readonly leaseMs: number;
  readonly stopping: () => boolean;
}

const batchSize = 20;

/**
 * Brings due messages to Slack, those of one conversation in order, until none is due: posts what is new, updates in
 * place what has changed, and leaves alone what would be the same. Many tasks of one person come in one message. A
 * message that an earlier worker may have posted is looked for before it is posted again.
 */
export async function postDue(deps: PostingDeps): Promise<number> {
  let brought = 0;
  while (!deps.stopping()) {
    const now = await deps.clock.now();
    const { claimed, due } = await deps.store.transact(async (tables) => {
      const posts = await tables.posts.claimDue(now, batchSize, deps);
      return { claimed: posts.length, due: await gatherTasks(tables, deps.ids, posts, now) };
    });
    if (claimed === 0) break;
    const conversations = new Set(due.map(({ conversation }) => conversation));
    await Promise.all([...conversations].map((one) => bringInOrder(deps, due, one, now)));
    brought += due.length;
  }
  return brought;
}

async function bringInOrder(deps: PostingDeps, due: readonly ClaimedPost[], conversation: string, now: DateTime) {
  for (const post of due.filter((one) => one.conversation === conversation)) {
    const settlement = await bring(deps, post, now);
    await deps.store.transact(async (tables) => {
      await tables.posts.settle(post.id, settlement);
      if (settlement.kind === 'gave-up') await postRefused(tables, deps.ids, post, settlement.problem, now);
      if (settlement.kind === 'shown' && post.at === null) await tables.posts.refreshOlder(post.id, now);
    });
  }
}

async function bring({ store, chat }: PostingDeps, post: ClaimedPost, now: DateTime): Promise<PostSettlement> {
  const shown = await showPost(store.read, post, now);
  if (shown === null) return { kind: 'gave-up', problem: 'nothing is left to show' };
  const as = { kind: 'shown', wanted: post.wanted, fingerprint: chat.fingerprint(shown) } as const;
  if (post.at !== null && standsThere(post, as.fingerprint)) return { ...as, at: post.at };
  const found = post.at ?? (await leftBefore(chat, post));
  if (found === 'cannot tell') return retryLater(post, 'Slack could not say whether it was posted', null, now);
  const outcome =
    found === null ? await chat.post(post.conversation, shown, post.key) : await chat.update(found, shown);
  if (outcome.kind === 'ok') return { ...as, at: outcome.at };
  return settlementOf(outcome, post, found !== null, now);
}

/** Whether Slack has exactly this; after a try whose end is not known, nobody can say. */
function standsThere(post: ClaimedPost, wanted: string): boolean {
  return post.sendingSince === null && post.fingerprint === wanted;
}

/** Where an earlier try has left the message, which may have died before it could say so. */
async function leftBefore(chat: Chat, post: ClaimedPost): Promise<PostedAt | 'cannot tell' | null> {
  if (post.sendingSince === null) return null;
  try {
    return await chat.find(post.conversation, post.key, post.sendingSince);
  } catch {
    return 'cannot tell';
  }
}

function settlementOf(
  outcome: Exclude<ChatOutcome, { kind: 'ok' }>,
  post: ClaimedPost,
  wasUpdate: boolean,
  now: DateTime,
): PostSettlement {
  if (outcome.kind === 'refused') {
    if (wasUpdate && outcome.code === 'message_not_found') return { kind: 'gone', dueAt: now };
    return { kind: 'gave-up', problem: outcome.code };
  }
  const retryAfterMs = outcome.kind === 'deferred' ? outcome.retryAfterMs : null;
  const settlement = retryLater(post, outcome.reason, retryAfterMs, now);
  return { ...settlement, maybePosted: outcome.kind === 'unknown' || post.sendingSince !== null };
}

/** Slack's own waiting time is kept to; without one, tries grow apart. */
function retryLater(post: ClaimedPost, problem: string, retryAfterMs: number | null, now: DateTime) {
  const wait = retryAfterMs ?? backOff(post.attempts, null);
  return { kind: 'retry' as const, dueAt: now.plus({ milliseconds: wait }), problem, maybePosted: true };
}
