import type { DateTime } from 'luxon';
import { NewerContent } from '../faults.js';
import { sideBySide } from '../firing/sideBySide.js';
import type { Clock } from '../ports/clock.js';
import type { Ids } from '../ports/ids.js';
import type { Store } from '../ports/store.js';
import type { ClaimedPost, PostSettlement } from '../ports/stores/tasks.js';
import { type BringingDeps, bringPost, retryLater } from './bringPost.js';
import { gatherTasks } from './gatherTasks.js';
import { createLeftToNewer, type LeftToNewer } from './leftToNewer.js';
import { postRefused } from './postRefused.js';

/** What bringing messages to Slack needs. */
export interface PostingDeps extends BringingDeps {
  readonly store: Store;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly worker: string;
  readonly stopping: () => boolean;
}

/** Conversations served at once. */
const mostAtOnce = 10;

/**
 * Brings due messages to Slack until none is due: posts what is new, updates in place what has changed, and leaves alone
 * what would be the same. Those of one conversation come one after the other, and wait for one that has to be tried again;
 * other conversations go on. Many tasks of one person come in one message. Answers how many were brought; rejects with
 * the first fault when everything else is done. `left`: what calls before this one left to a newer program.
 */
export function postDue(deps: PostingDeps, left: LeftToNewer = createLeftToNewer()): Promise<number> {
  return sideBySide({
    most: mostAtOnce,
    stopping: deps.stopping,
    claim: (limit) => claim(deps, left, limit),
    work: (post) => bringAndSettle(deps, left, post),
  });
}

/** What is due, without tasks that became lines of a list; `claimed` counts them too. */
async function claim({ store, clock, ids, worker, leaseMs }: PostingDeps, left: LeftToNewer, limit: number) {
  const now = await clock.now();
  return store.transact(async (tables) => {
    const posts = await tables.posts.claimDue(now, limit, { worker, leaseMs }, left.at(now));
    return { claimed: posts.length, items: await gatherTasks(tables, ids, posts, now) };
  });
}

async function bringAndSettle(deps: PostingDeps, left: LeftToNewer, post: ClaimedPost): Promise<void> {
  try {
    const settlement = await bringPost(deps, post);
    if (settlement !== null) await settle(deps, post, settlement, await deps.clock.now());
  } catch (fault) {
    // Its conversation must not wait for it for ever; where the database is what is away, its lease runs out.
    const putBack = async (now: DateTime) =>
      settle(deps, post, retryLater(post, 'It could not be brought to Slack; the log says why', null, now), now);
    if (fault instanceof NewerContent) return leaveToNewer(deps, left, post);
    await deps.clock
      .now()
      .then(putBack)
      .catch(() => undefined);
    throw fault;
  }
}

/** What it is about was written by a newer program, which finds it when it is due again; this one leaves it alone then. */
async function leaveToNewer(deps: PostingDeps, left: LeftToNewer, post: ClaimedPost): Promise<void> {
  const now = await deps.clock.now();
  left.leave(post.id, now);
  const again = { dueAt: now.plus({ minutes: 1 }), problem: 'A newer version of the program shows it' };
  await settle(deps, post, { kind: 'retry', ...again, maybePosted: post.sendingSince !== null }, now);
}

async function settle({ store, ids }: PostingDeps, post: ClaimedPost, settlement: PostSettlement, now: DateTime) {
  await store.transact(async (tables) => {
    if (!(await tables.posts.settle(post, settlement))) return;
    if (settlement.kind === 'gave-up') await postRefused(tables, ids, post, settlement.problem, now);
    if (settlement.kind === 'shown' && post.at === null) await tables.posts.refreshOlder(post.id, now);
  });
}
