import type { DateTime } from 'luxon';
import { PermanentFault, TransientFault } from '../faults.js';
import { backOff } from '../firing/backOff.js';
import type { Chat, ChatOutcome, PostedAt, ThreadPlace } from '../ports/chat.js';
import type { Clock } from '../ports/clock.js';
import type { Store, Tables } from '../ports/store.js';
import type { ClaimedPost, PostSettlement } from '../ports/stores/tasks.js';
import { showPost } from './showPost.js';
import { threadOf } from './threadOf.js';

export interface BringingDeps {
  readonly store: Pick<Store, 'read'>;
  readonly clock: Clock;
  readonly chat: Chat;
  /** How long a claim, and a request of it, may take (milliseconds, the database's raw time). */
  readonly leaseMs: number;
  /** How far apart new messages of one conversation lie, whoever brings them (milliseconds, the database's raw time); absent: not at all. */
  readonly postSpacingMs?: number;
}

/** How far Slack's clock may lie from the database's: a message is looked for so much earlier and later. Its key decides. */
const clocksDiffer = { minutes: 10 } as const;

/** Brings one message to Slack and says what became of it; null where it is in another worker's hands by now. */
export async function bringPost(
  { store, clock, chat, leaseMs, postSpacingMs = 0 }: BringingDeps,
  post: ClaimedPost,
): Promise<PostSettlement | null> {
  const shown = await showPost(store.read, post, await clock.now());
  if (shown === null) return { kind: 'gave-up', problem: 'nothing is left to show' };
  const as = { kind: 'shown', wanted: post.wanted, fingerprint: chat.fingerprint(shown) } as const;
  if (post.at !== null && standsThere(post, as.fingerprint)) return { ...as, at: post.at };
  const left =
    post.at === null ? await leftBefore(store.read, chat, post, leaseMs) : { kind: 'there' as const, at: post.at };
  if (left.kind === 'cannot-tell') return retryLater(post, left.problem, null, await clock.now());
  if (left.kind === 'never-told') return { kind: 'gave-up', problem: left.code };
  const ask = async (thread: ThreadPlace | null, to: string) => {
    const threadTs = left.kind === 'there' ? post.threadTs : (thread?.ts ?? null);
    if (!(await store.read.posts.begin({ ...post, threadTs }, leaseMs, postSpacingMs))) return null;
    if (left.kind === 'there') return chat.update(left.at, shown);
    return chat.post(to, shown, post.key, thread);
  };
  const thread = left.kind === 'there' ? null : await threadOf(store.read, post);
  const { conversation } = post;
  const byName = await ask(thread, conversation);
  const renamed = isRefused(byName, 'channel_not_found') ? await placeBefore(store.read, post) : null;
  const answer = renamed === null ? byName : await ask(thread, renamed);
  // As when somebody deleted the first message: this one is the first of a thread then.
  const isThreadGone = thread !== null && isRefused(answer, 'thread_not_found');
  const outcome = isThreadGone ? await ask(null, renamed ?? conversation) : answer;
  if (outcome === null) return null;
  if (outcome.kind === 'ok') return { ...as, at: outcome.at };
  return settlementOf(outcome, post, left.kind === 'there', await clock.now());
}

/** Whether Slack has exactly this; after a try whose end is not known, nobody can say. */
function standsThere(post: ClaimedPost, wanted: string): boolean {
  return post.sendingSince === null && post.fingerprint === wanted;
}

type Left =
  | { readonly kind: 'there'; readonly at: PostedAt }
  | { readonly kind: 'nowhere' }
  /** Slack cannot be asked at the moment. */
  | { readonly kind: 'cannot-tell'; readonly problem: string }
  /** Slack will not say, now or later. */
  | { readonly kind: 'never-told'; readonly code: string };

/** Where an earlier try has left the message, which may have died before it could say so. */
async function leftBefore(tables: Tables, chat: Chat, post: ClaimedPost, leaseMs: number): Promise<Left> {
  const { conversation, key, sendingSince, threadTs } = post;
  if (sendingSince === null) return { kind: 'nowhere' };
  try {
    const until = sendingSince.plus({ milliseconds: leaseMs }).plus(clocksDiffer);
    const within = { from: sendingSince.minus(clocksDiffer), until, threadTs };
    const renamed = await placeBefore(tables, post);
    const byName = await chat.find(conversation, key, within);
    const at = byName === null && renamed !== null ? await chat.find(renamed, key, within) : byName;
    return at === null ? { kind: 'nowhere' } : { kind: 'there', at };
  } catch (fault) {
    if (fault instanceof TransientFault) return { kind: 'cannot-tell', problem: fault.message };
    if (fault instanceof PermanentFault) return { kind: 'never-told', code: fault.code ?? fault.message };
    throw fault;
  }
}

/**
 * Where a channel is by its id that is written by its name, which may be another's by now or nobody's: where its messages have come
 * to so far. Null where it is written by its id, or nothing has come there yet.
 */
async function placeBefore({ posts }: Pick<Tables, 'posts'>, post: ClaimedPost): Promise<string | null> {
  return post.conversation.startsWith('#') ? posts.placeOf(post) : null;
}

function isRefused(outcome: ChatOutcome | null, code: string): boolean {
  return outcome?.kind === 'refused' && outcome.code === code;
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
export function retryLater(post: ClaimedPost, problem: string, retryAfterMs: number | null, now: DateTime) {
  const wait = retryAfterMs ?? backOff(post.attempts, null);
  return { kind: 'retry' as const, dueAt: now.plus({ milliseconds: wait }), problem, maybePosted: true };
}
