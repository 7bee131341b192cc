import { measuredSender } from '../../../src/app/firing/measuredSender.js';
import type { Sender } from '../../../src/app/firing/sender.js';
import { createStepLanes } from '../../../src/app/firing/stepLanes.js';
import { type Measures, unmeasured } from '../../../src/app/ports/measures.js';
import type { AnyOutcome } from '../../../src/app/ports/sending-outcome.js';
import { createWorld } from '../../support/world.js';

/** What was told, and a clock on which everything takes two seconds. */
function watch() {
  const told: unknown[] = [];
  let nowMs = 0;
  const tell =
    (name: string) =>
    (...about: unknown[]) =>
      void told.push([name, ...about]);
  const measures = Object.fromEntries(Object.keys(unmeasured).map((name) => [name, tell(name)])) as unknown as Measures;
  const monotonicMs = () => {
    nowMs += 2_000;
    return nowMs;
  };
  return { told, watched: { measures, monotonicMs } };
}

const outcomes: readonly AnyOutcome[] = [
  { kind: 'accepted', providerMessageId: null },
  { kind: 'refused', reason: 'no' },
  { kind: 'opted-out', reason: 'no' },
  { kind: 'deferred', reason: 'busy', retryAfterMs: null, cause: 'moment' },
  { kind: 'unknown', reason: 'broken' },
];
const sender: Sender<number> = {
  concurrency: 1,
  most: 5,
  keyOf: () => null,
  leaseMs: 2000,
  leaveWithinMs: 30_000,
  claim: async ({ limit }) => ({ decided: limit, postponed: 0, ready: [], mayBeMore: false }),
  begin: async () => [],
  send: async () => outcomes,
  settle: async () => true,
  giveBack: async () => undefined,
};

test('claims, requests and settlements tell how long they took and what they came to', async () => {
  const { told, watched } = watch();
  const measured = measuredSender('sms', sender, watched);
  const now = undefined as never;
  await measured.claim({ now, limit: 7, shut: null });
  expect(await measured.send([1, 2, 3, 4, 5], async () => true)).toBe(outcomes);
  expect(await measured.settle([])).toBe(true);
  expect(told).toEqual([
    ['shut', 'sms', false],
    ['claimed', 'sms', 2, 7],
    ['requestBegins', 'sms'],
    ['requestEnds', 'sms', 2, ['fired', 'failed', 'failed', 'deferred', 'uncertain']],
    ['settled', 'sms', 2],
  ]);
});

test('a claim that found nothing is no claim, and one while the provider fails says that it does', async () => {
  const { told, watched } = watch();
  const now = undefined as never;
  await measuredSender('email', sender, watched).claim({ now, limit: 0, shut: { reason: 'away', opensAt: now } });
  expect(told).toEqual([['shut', 'email', true]]);
});

test('lanes that fire are measured, those without a provider too', async () => {
  const world = await createWorld();
  const { told, watched } = watch();
  const mail = { id: 'intro', kind: 'email', when: 'immediately', email: { subject: 'Hello', body: 'Hi' } };
  const task = { id: 'call', kind: 'task', when: 'immediately', task: { title: 'Call', type: 'call' } };
  await world.enrollIn(await world.publish({ steps: [task, mail] }));
  const lanes = createStepLanes(world.deps, { onSettled: () => {}, onFault: () => {} }, watched);
  for (const lane of lanes) await lane.run();
  await Promise.all(lanes.flatMap((lane) => lane.underWay() ?? []));
  const took = expect.any(Number);
  expect(told.filter((one) => Array.isArray(one) && one[0] !== 'shut')).toEqual([
    ['claimed', 'inside', took, 1],
    ['claimed', 'email', took, 1],
    ['requestBegins', 'email'],
    ['requestEnds', 'email', took, ['fired']],
    ['settled', 'email', took],
  ]);
  await world.close();
});
