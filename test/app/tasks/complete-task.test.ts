import { pause } from '../../../src/app/enrollments/pause.js';
import { removeFromSequence } from '../../../src/app/enrollments/removeFromSequence.js';
import { completeTask } from '../../../src/app/tasks/completeTask.js';
import { reportReply } from '../../../src/app/tasks/reportReply.js';
import { skipTask } from '../../../src/app/tasks/skipTask.js';
import { type AppWorld, createAppWorld } from '../../support/app-world.js';
import { call, everything, standing, toRefresh } from '../enrollments/cadence.js';
import { calling } from './calling.js';

/** How a task ends: done, skipped, or because they replied. */
let world: AppWorld;
beforeEach(async () => {
  world = await createAppWorld();
});
afterEach(() => world.close());

const stored = async (taskId: string) => world.store.read.tasks.byId(taskId);

describe('done', () => {
  test('closes the task, lets the cadence go on at once, and has its message rewritten', async () => {
    const { enrollment, taskId } = await calling(world);
    await world.fireAt('2026-03-02T10:20');
    const outcome = await completeTask(world.app, { actor: world.rep, taskId, outcome: 'voicemail' });
    expect(outcome).toMatchObject({
      ok: true,
      task: { state: 'done', outcome: 'voicemail', closedBy: { name: 'Ana Ruiz' }, next: 'Intro, Mon 2 Mar, 10:20' },
    });
    expect(await toRefresh(world)).toEqual([`task:${taskId}`]);
    expect(world.poked()).toBe(1);
    const { enrollment: after } = await standing(world, enrollment.id);
    expect(after.progress.openTask).toBeNull();
    await world.fireAt('2026-03-02T10:20');
    expect(world.mailer.taken).toHaveLength(1);
  });

  test('a second click, or a retry after a restart, changes nothing and says who was faster', async () => {
    const { taskId } = await calling(world);
    await completeTask(world.app, { actor: world.rep, taskId });
    const before = await everything(world);
    const again = await completeTask(world.app, { actor: world.manager, taskId, outcome: 'connected' });
    expect(again).toMatchObject({
      ok: false,
      reason: 'already-closed',
      state: 'done',
      outcome: 'done',
      by: { name: 'Ana Ruiz' },
    });
    expect(await skipTask(world.app, { actor: world.rep, taskId })).toMatchObject({ reason: 'already-closed' });
    expect(await everything(world)).toEqual(before);
  });

  test('two people at once: one does it, the other is told', async () => {
    const { taskId } = await calling(world);
    const [one, other] = await Promise.all([
      completeTask(world.app, { actor: world.rep, taskId }),
      skipTask(world.app, { actor: world.manager, taskId }),
    ]);
    expect([one.ok, other.ok].sort()).toEqual([false, true]);
    expect((await world.audit()).filter(({ action }) => action.startsWith('task.'))).toHaveLength(1);
  });

  test('a task that the cadence does not wait for leaves it alone', async () => {
    const { enrollment, taskId } = await calling(world, { ...call, pause: false });
    const before = (await standing(world, enrollment.id)).enrollment.progress;
    expect(await completeTask(world.app, { actor: world.rep, taskId })).toMatchObject({ ok: true });
    const answers = { ...before.answers, outcomes: { call: 'done' } };
    expect((await standing(world, enrollment.id)).enrollment.progress).toEqual({ ...before, answers });
  });

  test('during a pause it counts, and nothing fires until the resume', async () => {
    const { enrollment, taskId } = await calling(world);
    await pause(world.app, { actor: world.rep, target: { kind: 'enrollment', enrollmentId: enrollment.id } });
    await completeTask(world.app, { actor: world.rep, taskId });
    const { enrollment: after } = await standing(world, enrollment.id);
    expect(after).toMatchObject({ dueAt: null, progress: { pending: { stepId: 'intro' }, openTask: null } });
  });

  test('a task whose enrollment ended says so', async () => {
    const { enrollment, taskId } = await calling(world);
    const target = { kind: 'enrollment', enrollmentId: enrollment.id } as const;
    await removeFromSequence(world.app, { actor: world.manager, target });
    const outcome = await completeTask(world.app, { actor: world.rep, taskId });
    expect(outcome).toMatchObject({
      reason: 'already-closed',
      state: 'closed',
      closedReason: 'removed',
      by: { name: 'mia' },
    });
  });

  test("somebody else's task takes a manager; a channel's anybody may do, and it is theirs then", async () => {
    const ben = await world.member('ben');
    const { taskId } = await calling(world);
    expect(await completeTask(world.app, { actor: ben, taskId })).toEqual({
      ok: false,
      reason: 'not-allowed',
      needs: 'manager',
    });
    expect(await stored(taskId)).toMatchObject({ state: 'open' });
    await world.pool.query('UPDATE tasks SET assignee_id = NULL');
    expect(await completeTask(world.app, { actor: ben, taskId })).toMatchObject({ ok: true });
    expect(await stored(taskId)).toMatchObject({ state: 'done', assigneeId: ben.id, closedById: ben.id });
  });

  test('a task of another workspace is unknown', async () => {
    const { taskId } = await calling(world);
    const stranger = { ...world.rep, workspaceId: world.ids.next() };
    expect(await completeTask(world.app, { actor: stranger, taskId })).toEqual({ ok: false, reason: 'unknown-task' });
  });
});

test('skip lets the cadence go on, with its own outcome', async () => {
  const { enrollment, taskId } = await calling(world);
  expect(await skipTask(world.app, { actor: world.rep, taskId })).toMatchObject({
    task: { state: 'skipped', outcome: 'skipped' },
  });
  expect((await standing(world, enrollment.id)).enrollment.progress.pending?.stepId).toBe('intro');
});

describe('they replied', () => {
  test('ends the cadence as a reply does; pressed twice it is one event', async () => {
    const { enrollment, taskId } = await calling(world);
    expect(await reportReply(world.app, { actor: world.rep, taskId })).toMatchObject({
      ok: true,
      ended: [{ sequenceName: 'Outbound' }],
    });
    expect((await standing(world, enrollment.id)).enrollment.progress.exited?.reason).toBe('reply');
    expect(await stored(taskId)).toMatchObject({ state: 'closed', closedReason: 'reply', closedById: world.rep.id });
    expect(await reportReply(world.app, { actor: world.rep, taskId })).toMatchObject({ ok: true, repeated: true });
  });

  test('takes whoever may do the task', async () => {
    const { taskId } = await calling(world);
    const ben = await world.member('ben');
    expect(await reportReply(world.app, { actor: ben, taskId })).toMatchObject({ needs: 'manager' });
  });
});
