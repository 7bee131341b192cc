import type { Acceptance } from '../ports/stores/requests.js';
import { oneAtATime } from './oneAtATime.js';
import type { BegunItem, Sender } from './sender.js';

/** What is written of requests while they are open. */
export interface SendingLedger<Item> {
  /** That a request with these items begins. Answers those that may leave; rejects for faults of the database. */
  begin(items: readonly Item[]): Promise<readonly BegunItem<Item>[]>;
  /**
   * That a request was taken as a whole. Whatever is asked to begin after this does so in the same commit or a later one. False:
   * the database could not be asked; then it is kept with whatever begins next.
   */
  keep(acceptance: Acceptance): Promise<boolean>;
  /** There is nothing to keep of it any more. */
  settled(acceptance: Acceptance): void;
}

/** Writes one after the other; what comes meanwhile, beginnings and answers, is written together. */
export function createSendingLedger<Item>(sender: Pick<Sender<Item>, 'begin'>): SendingLedger<Item> {
  const unkept = new Set<Acceptance>();
  const write = oneAtATime<readonly Item[], readonly BegunItem<Item>[]>(async (requests) => {
    const accepted = [...unkept];
    if (requests.length + accepted.length === 0) return [];
    const begun = await sender.begin(requests, { accepted });
    for (const one of accepted) unkept.delete(one);
    return begun;
  });
  return {
    begin: async (items) => begunAmong(new Set(items), await write([items])),
    keep: (acceptance) => {
      unkept.add(acceptance);
      return write([]).then(
        () => true,
        () => false,
      );
    },
    settled: (acceptance) => {
      unkept.delete(acceptance);
    },
  };
}

/** What began of these items, of all that was written together. */
function begunAmong<Item>(items: ReadonlySet<Item>, begun: readonly BegunItem<Item>[]): BegunItem<Item>[] {
  const own: BegunItem<Item>[] = [];
  for (const one of begun) if (items.has(one.item)) own.push(one);
  return own;
}
