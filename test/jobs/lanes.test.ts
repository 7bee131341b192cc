import { createMemoryChat } from '../../src/adapters/memory/chat.js';
import { lanesOf } from '../../src/compose/firing.js';
import { countedLanes } from '../../src/compose/measuring.js';
import { createWorld, type World } from '../support/world.js';

let world: World;
beforeEach(async () => {
  world = await createWorld();
});
afterEach(() => world.close());

test('a message that a dead worker held is asked for again when its lease runs out, not a minute later', async () => {
  const { store, ids, clock, workspace, deps } = world;
  const now = await clock.now();
  const content = { kind: 'notice', notice: { kind: 'report', text: 'Enrolled 40.' } } as const;
  const of = { workspaceId: workspace.id, conversation: 'UANA', enrollmentId: null, key: 'report' };
  await store.read.posts.add([{ id: ids.next(), ...of, content, dueAt: now }]);
  await store.transact((tables) => tables.posts.claimDue(now, 1, { worker: 'dead', leaseMs: 20_000 }));

  const chat = createMemoryChat({ now: () => now });
  const wishes: number[] = [];
  const lanes = lanesOf({ ...deps, chat }, (inMs) => wishes.push(inMs), {
    onSettled: () => {},
    onFault: (error) => {
      throw error;
    },
  });
  expect(await lanes.find(({ name }) => name === 'slack')?.run()).toBe(0);
  expect(wishes).toEqual([expect.any(Number)]);
  expect(wishes[0]).toBeGreaterThan(10_000);
  expect(wishes[0]).toBeLessThanOrEqual(20_000);
});

test('somebody is told of an overdue task in a lane that knows when that is', async () => {
  const due = {
    id: 'call',
    kind: 'task',
    when: 'immediately',
    task: { title: 'Call', type: 'call' },
    due: { days: 1 },
  };
  await world.enrollIn(await world.publish({ steps: [due] }));
  await world.fireAt('2026-03-02T09:00');
  const { deps, clock } = world;
  const now = await clock.now();
  const quiet = { onSettled: () => {}, onFault: () => {} };
  const lanes = lanesOf({ ...deps, chat: createMemoryChat({ now: () => now }) }, () => {}, quiet);
  const lane = lanes.find(({ name }) => name === 'overdue');
  const at = await lane?.nextDueAt();
  expect(at?.setZone(world.workspace.zone).toISO()).toBe('2026-03-04T08:00:00.000-08:00');
  await clock.freezeAt(at ?? now);
  expect(await lane?.run()).toBe(1);
  expect(await lane?.nextDueAt()).toBeNull();
});

test('of everything that can be late it is counted how much is due', async () => {
  const { deps, clock, store } = world;
  const now = await clock.now();
  const quiet = { onSettled: () => {}, onFault: () => {} };
  const lanes = lanesOf({ ...deps, chat: createMemoryChat({ now: () => now }) }, () => {}, quiet);
  const { due } = await store.read.readings.queues(countedLanes, now);
  // Leases that run out are no lane in which something waits for its time.
  const late = lanes.map(({ name }) => name).filter((name) => name !== 'lapsed');
  expect([...due.keys()].sort()).toEqual(late.sort());
});
