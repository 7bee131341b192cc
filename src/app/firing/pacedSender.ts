import type { CarriedKind } from '../../domain/steps/lane.js';
import type { FiringDeps } from './fireDue.js';
import type { Sender } from './sender.js';

/** How many things a second providers are handed, from all workers together. */
export interface Pacing {
  /** Kinds that are not in it go as fast as they can. */
  readonly perSecond: Readonly<Partial<Record<CarriedKind, number>>>;
  readonly wait: (ms: number) => Promise<void>;
}

/** For how many seconds requests may wait for their turn: less than their lease, also beside other workers. */
const secondsAhead = 3;

/**
 * A sender whose requests take turns, so that its provider gets no more than so many things in any second, however many workers
 * there are: their order is a row in the database. It claims no more than may leave in the next seconds; the others stay due.
 */
export function pacedSender<Item>(
  lane: CarriedKind,
  sender: Sender<Item>,
  { pacing, store }: Pick<FiringDeps, 'pacing' | 'store'>,
): Sender<Item> {
  const perSecond = pacing?.perSecond[lane];
  if (pacing === null || perSecond === undefined) return sender;
  return {
    ...sender,
    ...pacedSize(sender, perSecond),
    turn: async (things) => pacing.wait(await store.read.paces.take(lane, things, perSecond)),
  };
}

/** How many requests are open, and what each carries at the most: never more in one than may leave in a second. */
export function pacedSize(
  { concurrency, most }: Pick<Sender<unknown>, 'concurrency' | 'most'>,
  perSecond: number,
): Pick<Sender<unknown>, 'concurrency' | 'most'> {
  const each = Math.max(1, Math.min(most, Math.floor(perSecond)));
  const open = Math.floor((secondsAhead * perSecond) / each);
  return { concurrency: Math.max(1, Math.min(concurrency, open)), most: each };
}
