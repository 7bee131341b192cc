import { DateTime } from 'luxon';
import type { Sender } from '../../../src/app/firing/sender.js';
import { createSendingFlow } from '../../../src/app/firing/sendingFlow.js';

const now = DateTime.utc(2026, 3, 2, 9);
const taken = { kind: 'accepted', providerMessageId: null } as const;
const leaseMs = 45_000;

/** A worker of one request at a time unless told, with three due, and a database that takes no answers until it is back. */
function worker({ concurrency = 1, poison = 0 } = {}) {
  const sentTo: number[] = [];
  const settled: number[] = [];
  const faults: unknown[] = [];
  const database = { isAway: true };
  const clock = { ms: 0 };
  let due = [1, 2, 3];
  const sender: Sender<number> = {
    concurrency,
    most: 1,
    keyOf: () => null,
    leaseMs,
    leaveWithinMs: leaseMs,
    claim: async ({ limit }) => {
      const ready = due.slice(0, limit);
      due = due.slice(limit);
      return { decided: ready.length, postponed: 0, ready, mayBeMore: due.length > 0 };
    },
    begin: async (requests) => requests.flat().map((item) => ({ item, attempt: 1, requestId: 'one' })),
    send: async (items, mayLeave) => {
      if (await mayLeave()) sentTo.push(...items);
      return items.map(() => taken);
    },
    settle: async (sent) => {
      if (database.isAway || sent.some(({ item }) => item === poison)) throw new Error('the database is away');
      settled.push(...sent.map(({ item }) => item));
      return false;
    },
    giveBack: async (items) => {
      due = [...items, ...due];
    },
  };
  const startStopwatch = () => {
    const startedMs = clock.ms;
    return () => clock.ms - startedMs;
  };
  const deps = { clock: { now: async () => now }, startStopwatch, stopping: () => false };
  const flow = createSendingFlow(deps, sender, { onSettled: () => {}, onFault: (error) => faults.push(error) });
  const run = async () => {
    await flow.run();
    for (let under = flow.underWay(); under !== null; under = flow.underWay()) await under;
  };
  return { run, sentTo, settled, faults, database, clock };
}

test('an answer that the database did not take is written when it is back, before anything else begins', async () => {
  const { run, sentTo, settled, faults, database } = worker();
  await run();
  expect(faults).toHaveLength(1);
  database.isAway = false;
  await run();
  expect(settled).toEqual([1, 2, 3]);
  expect(sentTo).toEqual([1, 2, 3]);
});

test('while it is not written it is in doubt, and takes the place of a request until its lease is over', async () => {
  const { run, sentTo, settled, database, clock } = worker();
  await run();
  await run();
  clock.ms += leaseMs - 1;
  await run();
  expect(sentTo).toEqual([1]);
  // Whoever finds it by its lease says what became of it.
  clock.ms += 1;
  database.isAway = false;
  await run();
  expect(sentTo).toEqual([1, 2, 3]);
  expect(settled).toEqual([2, 3]);
});

test('what can never be written holds up nothing else where more requests may be open', async () => {
  const { run, sentTo, settled, faults, database } = worker({ concurrency: 2, poison: 1 });
  database.isAway = false;
  await run();
  await run();
  expect(sentTo).toEqual([1, 2, 3]);
  expect(settled).toEqual([2, 3]);
  expect(faults.length).toBeGreaterThan(0);
});
