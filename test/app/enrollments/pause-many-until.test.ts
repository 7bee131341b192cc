import { DateTime } from 'luxon';
import { createMemoryChat } from '../../../src/adapters/memory/chat.js';
import { endDuePauses } from '../../../src/app/enrollments/endDuePauses.js';
import { explainEnrollment } from '../../../src/app/enrollments/explainEnrollment.js';
import { pause } from '../../../src/app/enrollments/pause.js';
import { resume } from '../../../src/app/enrollments/resume.js';
import type { PauseTarget } from '../../../src/app/enrollments/target.js';
import { showHome } from '../../../src/app/overview/showHome.js';
import { completeTask } from '../../../src/app/tasks/completeTask.js';
import { handOverTasks } from '../../../src/app/tasks/handOverTasks.js';
import { reassignTask } from '../../../src/app/tasks/reassignTask.js';
import { lanesOf } from '../../../src/compose/firing.js';
import { type AppWorld, createAppWorld } from '../../support/app-world.js';
import { call, followUp, standing } from './cadence.js';

/** Pauses of a sequence, of somebody and of everything that end by themselves. It is Monday, 2 March 2026, 08:00. */
let world: AppWorld;
beforeEach(async () => {
  world = await createAppWorld();
});
afterEach(() => world.close());

const on = (date: string) => DateTime.fromISO(date, { zone: world.workspace.zone });
const actors = () => ({ sequence: world.manager, owner: world.rep, everything: world.admin });
const targets = () => ({
  sequence: { kind: 'sequence', name: 'Outbound' } as const,
  owner: { kind: 'owner', memberId: world.rep.id } as const,
  everything: { kind: 'everything' } as const,
});
type Which = keyof ReturnType<typeof targets>;
const whole = (which: Which): { actor: (typeof world)['rep']; target: PauseTarget } => ({
  actor: actors()[which],
  target: targets()[which],
});
const pauseUntil = (which: Which, date: string) => pause(world.app, { ...whole(which), until: on(date) });
const enrolled = async () =>
  (await world.enrollIn(await world.publish({ steps: [followUp] }), { email: 'ada@example.com', company: 'Acme' }))
    .enrollment;
const pausesOf = async (id: string) => (await standing(world, id)).enrollment.pauses;
/** Moves the clock and does what a worker does. */
const workAt = async (at: string) => {
  await world.clock.freezeAt(on(at).toUTC());
  await endDuePauses(world.app);
  return world.fireAt(at);
};

test.each<Which>(['sequence', 'owner', 'everything'])(
  'of the %s: holds until then, goes on as of that moment at the usual time, and new ones run',
  async (which) => {
    const { id } = await enrolled();
    expect(await pauseUntil(which, '2026-03-09')).toMatchObject({
      ok: true,
      paused: 1,
      until: on('2026-03-09').toUTC(),
    });
    await workAt('2026-03-08T23:59');
    expect(await pausesOf(id)).toHaveLength(1);
    // Noticed hours late: what it holds goes on as of midnight.
    await workAt('2026-03-09T08:30');
    expect(await pausesOf(id)).toEqual([]);
    const { pending } = (await standing(world, id)).enrollment.progress;
    expect(pending?.dueAt.setZone(world.workspace.zone).toISO()).toBe('2026-03-09T09:00:00.000-07:00');
    await workAt('2026-03-09T09:00');
    expect(world.mailer.taken).toHaveLength(1);
    const { read } = world.store;
    const { workspace, rep } = world;
    expect(await read.members.pausedSince(rep.id)).toBeNull();
    expect(await read.workspaces.pausedSince(workspace.id)).toBeNull();
    expect((await read.sequences.all(workspace.id)).map(({ pausedAt }) => pausedAt)).toEqual([null]);
    expect(await read.pauseEnds.nextAt()).toBeNull();
    const audited = (await world.audit()).filter(({ action }) => action === 'resume');
    expect(audited).toMatchObject([{ detail: { policy: 'keep', until: on('2026-03-09').toUTC().toISO() } }]);
  },
);

test('is found where everything is that falls due, so that a worker wakes for it and ends it', async () => {
  const { id } = await enrolled();
  await pauseUntil('owner', '2026-03-09');
  const chat = createMemoryChat({ now: () => on('2026-03-09') });
  const quiet = { onSettled: () => {}, onFault: () => {} };
  const lane = lanesOf({ ...world.deps, chat }, () => {}, quiet).find(({ name }) => name === 'pauses');
  expect((await lane?.nextDueAt())?.toMillis()).toBe(on('2026-03-09').toMillis());
  await world.clock.freezeAt(on('2026-03-09').toUTC());
  expect(await lane?.run()).toBe(1);
  expect(await pausesOf(id)).toEqual([]);
});

test('what another pause holds too stays paused', async () => {
  const { id } = await enrolled();
  await pauseUntil('sequence', '2026-03-09');
  await pause(world.app, whole('owner'));
  await workAt('2026-03-09T00:00');
  expect(await pausesOf(id)).toEqual(['owner']);
});

test('another end moves it, and a pause without one leaves it', async () => {
  const { id } = await enrolled();
  await pauseUntil('owner', '2026-03-09');
  expect(await pauseUntil('owner', '2026-03-11')).toMatchObject({ paused: 0, moved: 1, already: 1 });
  expect(await pause(world.app, whole('owner'))).toMatchObject({ moved: 0, until: on('2026-03-11').toUTC() });
  await workAt('2026-03-10T00:00');
  expect(await pausesOf(id)).toEqual(['owner']);
  await workAt('2026-03-11T00:00');
  expect(await pausesOf(id)).toEqual([]);
});

test('somebody who resumes it before takes the end away; a pause after that has none', async () => {
  const { id } = await enrolled();
  await pauseUntil('owner', '2026-03-09');
  const resumed = await resume(world.app, { ...whole('owner'), policy: { policy: 'keep' } });
  expect(resumed).toMatchObject({ ok: true, resumed: 1, wasUntil: on('2026-03-09').toUTC() });
  await pause(world.app, whole('owner'));
  await workAt('2026-03-09T00:00');
  expect(await pausesOf(id)).toEqual(['owner']);
});

test('a worker that died in the middle is followed by another, unless somebody paused it anew', async () => {
  const { id } = await enrolled();
  await pauseUntil('owner', '2026-03-09');
  await world.clock.freezeAt(on('2026-03-09').toUTC());
  // As far as the first one came: new enrollments run, this one is not resumed yet.
  await world.store.read.members.setPaused(world.rep.id, null);
  await endDuePauses(world.app);
  expect(await pausesOf(id)).toEqual([]);

  await pauseUntil('owner', '2026-03-10');
  await world.clock.freezeAt(on('2026-03-10').toUTC());
  await world.store.read.members.setPaused(world.rep.id, null);
  await pause(world.app, whole('owner'));
  await endDuePauses(world.app);
  expect(await pausesOf(id)).toEqual(['owner']);
});

test('an end that is over, or more than a year ahead, is refused', async () => {
  expect(await pauseUntil('owner', '2026-03-01')).toMatchObject({ ok: false, reason: 'end-past' });
  expect(await pauseUntil('everything', '2027-12-01')).toMatchObject({ ok: false, reason: 'end-too-far' });
});

test('is told by why, and on the Home of whoever is away', async () => {
  await enrolled();
  await pauseUntil('owner', '2026-03-09');
  const told = await explainEnrollment(world.app, { actor: world.rep, email: 'ada@example.com', sequence: null });
  expect(told.ok ? told.why.enrollments[0]?.facts : told).toEqual([
    expect.stringMatching(/^Everything of Ana Ruiz has been paused since .*; it goes on by itself Mon 9 Mar, 00:00$/),
  ]);
  const home = await showHome(world.app, { actor: world.rep });
  expect(home).toMatchObject({ isPaused: true, pausedUntil: on('2026-03-09').toUTC() });
});

describe('tasks that a colleague stood in for', () => {
  /** Three of Ana's, who is away until the 9th; Mia has them. */
  async function away() {
    const version = await world.publish({ steps: [{ ...call, when: 'immediately' }] });
    for (const email of ['a@example.com', 'b@example.com', 'c@example.com']) await world.enrollIn(version, { email });
    await world.fireAt('2026-03-02T08:00');
    await pauseUntil('owner', '2026-03-09');
    const { rep, manager, admin } = world;
    const handed = await handOverTasks(world.app, { actor: rep, from: rep.id, to: manager.id });
    expect(handed).toMatchObject({ ok: true, moved: 3, standsIn: true });
    const [first, second, third] = await openOf(manager.id);
    return { first: first ?? '', second: second ?? '', third: third ?? '', manager, admin };
  }
  const openOf = async (assigneeId: string) =>
    (await world.store.read.tasks.find({ workspaceId: world.workspace.id, assigneeId, state: 'open' })).map(
      ({ id }) => id,
    );

  test('are theirs again by the end, where they are open, and nobody gave them to another', async () => {
    const { first, second, third, manager, admin } = await away();
    await completeTask(world.app, { actor: manager, taskId: first });
    await reassignTask(world.app, { actor: manager, taskId: second, to: admin.id });
    await workAt('2026-03-08T23:59');
    expect(await openOf(world.rep.id)).toEqual([]);
    await workAt('2026-03-09T00:00');
    expect(await openOf(world.rep.id)).toEqual([third]);
    expect([await openOf(manager.id), await openOf(admin.id)]).toEqual([[], [second]]);
  });

  test('may be acted on by whoever is away', async () => {
    const { first } = await away();
    expect(await completeTask(world.app, { actor: world.rep, taskId: first })).toMatchObject({ ok: true });
  });

  test('stay where they are, where the pause begins anew while it ends', async () => {
    const { manager } = await away();
    await world.clock.freezeAt(on('2026-03-09').toUTC());
    let again = true;
    const transact: typeof world.store.transact = async (work, options) => {
      const result = await world.store.transact(work, options);
      if (again) {
        again = false;
        await pause(world.app, whole('owner'));
      }
      return result;
    };
    await endDuePauses({ ...world.app, store: { ...world.store, transact } });
    expect(await openOf(manager.id)).toHaveLength(3);
  });
});
