import { DateTime } from 'luxon';
import { vi } from 'vitest';
import type { Asked, ClaimedItems, Sender } from '../../../src/app/firing/sender.js';
import { createSendingFlow } from '../../../src/app/firing/sendingFlow.js';

const now = DateTime.utc(2026, 3, 2, 9);
const taken = { kind: 'accepted', providerMessageId: null } as const;

/** A backlog of numbers. Claims and requests end when the test lets them. */
function backlog({ most, due }: { readonly most: number; readonly due: number }) {
  let left = due;
  let next = 0;
  const claims: { readonly asked: Asked; readonly end: () => void }[] = [];
  const requests: { readonly items: readonly number[]; readonly end: () => void }[] = [];
  const inHand = { now: 0, most: 0 };
  const hold = (count: number) => {
    inHand.now += count;
    inHand.most = Math.max(inHand.most, inHand.now);
  };
  const sender: Sender<number> = {
    concurrency: 2,
    most,
    keyOf: () => 'all',
    leaseMs: 2000,
    leaveWithinMs: 1000,
    claim: (asked) =>
      new Promise<ClaimedItems<number>>((resolve) => {
        const count = Math.min(asked.limit, left);
        left -= count;
        hold(count);
        const ready = Array.from({ length: count }, () => next++);
        const end = () => resolve({ decided: count, postponed: 0, ready, mayBeMore: count === asked.limit });
        claims.push({ asked, end });
      }),
    begin: async (requests) => requests.flat().map((item) => ({ item, attempt: 1, requestId: 'one' })),
    send: async (items, mayLeave) => {
      await mayLeave();
      await new Promise<void>((end) => requests.push({ items, end }));
      return items.map(() => taken);
    },
    settle: async (sent) => {
      hold(-sent.length);
      return false;
    },
    giveBack: async () => {},
  };
  const deps = { clock: { now: async () => now }, startStopwatch: () => () => 0, stopping: () => false };
  const flow = createSendingFlow(deps, sender, {
    onSettled: () => {},
    onFault: (error) => {
      throw error;
    },
  });
  /** Ends claims and requests in the order in which they began until nothing is left. */
  const endAll = async () => {
    for (let at = 0; flow.underWay() !== null || at < claims.length; ) {
      claims[at]?.end();
      if (at < claims.length) at += 1;
      for (const { end } of requests) end();
      await new Promise((resolve) => setImmediate(resolve));
    }
  };
  return { flow, claims, requests, inHand, endAll };
}

test('while there is more, one claim is decided as the database works for another', async () => {
  const { flow, claims, inHand, endAll, requests } = backlog({ most: 10, due: 1000 });
  const ran = flow.run();
  await vi.waitFor(() => expect(claims).toHaveLength(1));
  // The first of what falls due at one minute leaves before the rest is decided.
  expect(claims[0]?.asked.limit).toBe(40);
  claims[0]?.end();
  await vi.waitFor(() => expect(claims).toHaveLength(3));
  expect(requests.flatMap(({ items }) => items)).toHaveLength(20);
  expect(claims.slice(1).map(({ asked }) => asked.limit)).toEqual([80, 80]);
  await endAll();
  await ran;
  // Twelve rounds of two requests with ten each.
  expect(inHand).toEqual({ now: 0, most: 240 });
  expect(requests.flatMap(({ items }) => items).sort((a, b) => a - b)).toEqual(
    Array.from({ length: 1000 }, (_, i) => i),
  );
});

test('where a request carries one thing, claims come one after the other', async () => {
  const { flow, claims, requests, endAll, inHand } = backlog({ most: 1, due: 100 });
  const ran = flow.run();
  await vi.waitFor(() => expect(claims).toHaveLength(1));
  claims[0]?.end();
  await vi.waitFor(() => expect(requests).toHaveLength(2));
  expect(claims).toHaveLength(1);
  await endAll();
  await ran;
  expect(inHand).toEqual({ now: 0, most: 4 });
});

test('when nothing is due, that is asked once', async () => {
  const { flow, claims, endAll } = backlog({ most: 10, due: 0 });
  const ran = flow.run();
  await vi.waitFor(() => expect(claims).toHaveLength(1));
  await endAll();
  expect(await ran).toBe(0);
  expect(claims).toHaveLength(1);
});
