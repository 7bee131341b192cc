import type { DateTime } from 'luxon';
import { showTask } from '../../../src/app/posting/showTask.js';
import { completeTask } from '../../../src/app/tasks/completeTask.js';
import { showTaskNow } from '../../../src/app/tasks/showTaskNow.js';
import { snoozeTask } from '../../../src/app/tasks/snoozeTask.js';
import { type AppWorld, createAppWorld } from '../../support/app-world.js';
import { everything, posts, standing, toRefresh } from '../enrollments/cadence.js';
import { calling, hoursLater } from './calling.js';

/** A task that is put away until later, and shown again before. */
let world: AppWorld;
beforeEach(async () => {
  world = await createAppWorld();
});
afterEach(() => world.close());

describe('snooze', () => {
  test('puts the message away; a new one appears then, and the cadence keeps waiting', async () => {
    const { enrollment, taskId } = await calling(world);
    const until = await hoursLater(world, 3);
    const outcome = await snoozeTask(world.app, { actor: world.rep, taskId, until });
    expect(outcome.ok && outcome.task.snoozedUntil?.toISO()).toBe(until.toISO());
    expect(await toRefresh(world)).toEqual([`task:${taskId}`]);
    const [, later] = await posts(world);
    expect(later).toMatchObject({ key: `task:${taskId}:${until.toISO()}`, conversation: 'UANA', ts: null });
    expect(later?.due_at?.toISOString()).toBe(until.toISO());
    expect((await standing(world, enrollment.id)).enrollment.progress.openTask).not.toBeNull();
    expect((await showTask(world.store.read, taskId, until))?.snoozedUntil).toBeNull();
  });

  test('snoozed again, only the last time counts', async () => {
    const { taskId } = await calling(world);
    await snoozeTask(world.app, { actor: world.rep, taskId, until: await hoursLater(world, 1) });
    const until = await hoursLater(world, 5);
    await snoozeTask(world.app, { actor: world.rep, taskId, until });
    await snoozeTask(world.app, { actor: world.rep, taskId, until });
    const waiting = (await posts(world)).filter(({ ts }) => ts === null);
    expect(waiting.map(({ key }) => key)).toEqual([`task:${taskId}:${until.toISO()}`]);
  });

  test('Show now undoes it', async () => {
    const { taskId } = await calling(world);
    await snoozeTask(world.app, { actor: world.rep, taskId, until: await hoursLater(world, 3) });
    expect(await showTaskNow(world.app, { actor: world.rep, taskId })).toMatchObject({
      ok: true,
      task: { snoozedUntil: null },
    });
    expect((await posts(world)).map(({ key }) => key)).toEqual([`task:${taskId}`]);
    const before = await everything(world);
    expect(await showTaskNow(world.app, { actor: world.rep, taskId })).toMatchObject({ ok: true });
    expect(await everything(world)).toEqual(before);
  });

  test('Show now posts what had never been shown', async () => {
    const { taskId } = await calling(world);
    await world.pool.query('UPDATE posts SET ts = NULL, channel = NULL');
    await snoozeTask(world.app, { actor: world.rep, taskId, until: await hoursLater(world, 3) });
    await showTaskNow(world.app, { actor: world.rep, taskId });
    const [only, ...others] = await posts(world);
    expect(others).toEqual([]);
    expect(only).toMatchObject({ conversation: 'UANA', ts: null });
    expect(only?.due_at?.toISOString()).toBe((await world.clock.now()).toISO());
  });

  test('takes a time ahead, within a year', async () => {
    const { taskId } = await calling(world);
    const snooze = async (until: DateTime) => snoozeTask(world.app, { actor: world.rep, taskId, until });
    expect(await snooze(await world.clock.now())).toMatchObject({ reason: 'in-the-past' });
    expect(await snooze(await hoursLater(world, 24 * 400))).toMatchObject({ reason: 'too-far' });
    expect(await world.store.read.tasks.byId(taskId)).toMatchObject({ snoozedUntil: null });
  });

  test('done in the meantime, nothing appears later', async () => {
    const { taskId } = await calling(world);
    await snoozeTask(world.app, { actor: world.rep, taskId, until: await hoursLater(world, 3) });
    await completeTask(world.app, { actor: world.rep, taskId });
    expect((await posts(world)).filter(({ ts }) => ts === null)).toEqual([]);
  });
});
