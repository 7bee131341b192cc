import type { DateTime } from 'luxon';
import { pause } from '../../../src/app/enrollments/pause.js';
import { removeFromSequence } from '../../../src/app/enrollments/removeFromSequence.js';
import { showTask } from '../../../src/app/posting/showTask.js';
import { completeTask } from '../../../src/app/tasks/completeTask.js';
import { listTasks } from '../../../src/app/tasks/listTasks.js';
import { reassignTask } from '../../../src/app/tasks/reassignTask.js';
import { reportReply } from '../../../src/app/tasks/reportReply.js';
import { showTaskNow } from '../../../src/app/tasks/showTaskNow.js';
import { skipTask } from '../../../src/app/tasks/skipTask.js';
import { snoozeTask } from '../../../src/app/tasks/snoozeTask.js';
import { type AppWorld, createAppWorld } from '../../support/app-world.js';
import { call, everything, followUp, intro, posts, showPosts, standing, toRefresh } from '../enrollments/cadence.js';

let world: AppWorld;
beforeEach(async () => {
  world = await createAppWorld();
});
afterEach(() => world.close());

/** Ada, whose call appeared at 08:00 and is shown. */
async function calling(step: Record<string, unknown> = call) {
  const { enrollment, contact } = await world.enrollIn(await world.publish({ steps: [step, intro, followUp] }));
  await world.fireAt('2026-03-02T08:00');
  await showPosts(world);
  const [task] = await world.store.read.tasks.find({ workspaceId: world.workspace.id, enrollmentId: enrollment.id });
  if (task === undefined) throw new Error('no task appeared');
  return { enrollment, contact, taskId: task.id };
}
const stored = async (taskId: string) => world.store.read.tasks.byId(taskId);
const hoursLater = async (hours: number): Promise<DateTime> => (await world.clock.now()).plus({ hours });

describe('done', () => {
  test('closes the task, lets the cadence go on at once, and has its message rewritten', async () => {
    const { enrollment, taskId } = await calling();
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
    const { taskId } = await calling();
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
    const { taskId } = await calling();
    const [one, other] = await Promise.all([
      completeTask(world.app, { actor: world.rep, taskId }),
      skipTask(world.app, { actor: world.manager, taskId }),
    ]);
    expect([one.ok, other.ok].sort()).toEqual([false, true]);
    expect((await world.audit()).filter(({ action }) => action.startsWith('task.'))).toHaveLength(1);
  });

  test('a task that the cadence does not wait for leaves it alone', async () => {
    const { enrollment, taskId } = await calling({ ...call, pause: false });
    const before = (await standing(world, enrollment.id)).enrollment.progress;
    expect(await completeTask(world.app, { actor: world.rep, taskId })).toMatchObject({ ok: true });
    const answers = { ...before.answers, outcomes: { call: 'done' } };
    expect((await standing(world, enrollment.id)).enrollment.progress).toEqual({ ...before, answers });
  });

  test('during a pause it counts, and nothing fires until the resume', async () => {
    const { enrollment, taskId } = await calling();
    await pause(world.app, { actor: world.rep, target: { kind: 'enrollment', enrollmentId: enrollment.id } });
    await completeTask(world.app, { actor: world.rep, taskId });
    const { enrollment: after } = await standing(world, enrollment.id);
    expect(after).toMatchObject({ dueAt: null, progress: { pending: { stepId: 'intro' }, openTask: null } });
  });

  test('a task whose enrollment ended says so', async () => {
    const { enrollment, taskId } = await calling();
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
    const { taskId } = await calling();
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
    const { taskId } = await calling();
    const stranger = { ...world.rep, workspaceId: world.ids.next() };
    expect(await completeTask(world.app, { actor: stranger, taskId })).toEqual({ ok: false, reason: 'unknown-task' });
  });
});

test('skip lets the cadence go on, with its own outcome', async () => {
  const { enrollment, taskId } = await calling();
  expect(await skipTask(world.app, { actor: world.rep, taskId })).toMatchObject({
    task: { state: 'skipped', outcome: 'skipped' },
  });
  expect((await standing(world, enrollment.id)).enrollment.progress.pending?.stepId).toBe('intro');
});

describe('snooze', () => {
  test('puts the message away; a new one appears then, and the cadence keeps waiting', async () => {
    const { enrollment, taskId } = await calling();
    const until = await hoursLater(3);
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
    const { taskId } = await calling();
    await snoozeTask(world.app, { actor: world.rep, taskId, until: await hoursLater(1) });
    const until = await hoursLater(5);
    await snoozeTask(world.app, { actor: world.rep, taskId, until });
    await snoozeTask(world.app, { actor: world.rep, taskId, until });
    const waiting = (await posts(world)).filter(({ ts }) => ts === null);
    expect(waiting.map(({ key }) => key)).toEqual([`task:${taskId}:${until.toISO()}`]);
  });

  test('Show now undoes it', async () => {
    const { taskId } = await calling();
    await snoozeTask(world.app, { actor: world.rep, taskId, until: await hoursLater(3) });
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
    const { taskId } = await calling();
    await world.pool.query('UPDATE posts SET ts = NULL, channel = NULL');
    await snoozeTask(world.app, { actor: world.rep, taskId, until: await hoursLater(3) });
    await showTaskNow(world.app, { actor: world.rep, taskId });
    const [only, ...others] = await posts(world);
    expect(others).toEqual([]);
    expect(only).toMatchObject({ conversation: 'UANA', ts: null });
    expect(only?.due_at?.toISOString()).toBe((await world.clock.now()).toISO());
  });

  test('takes a time ahead, within a year', async () => {
    const { taskId } = await calling();
    const snooze = async (until: DateTime) => snoozeTask(world.app, { actor: world.rep, taskId, until });
    expect(await snooze(await world.clock.now())).toMatchObject({ reason: 'in-the-past' });
    expect(await snooze(await hoursLater(24 * 400))).toMatchObject({ reason: 'too-far' });
    expect(await stored(taskId)).toMatchObject({ snoozedUntil: null });
  });

  test('done in the meantime, nothing appears later', async () => {
    const { taskId } = await calling();
    await snoozeTask(world.app, { actor: world.rep, taskId, until: await hoursLater(3) });
    await completeTask(world.app, { actor: world.rep, taskId });
    expect((await posts(world)).filter(({ ts }) => ts === null)).toEqual([]);
  });
});

/** What stands in Slack about the task: whose message, and what it is to the task. */
async function standings(taskId: string) {
  const now = await world.clock.now();
  const shown = (await posts(world)).filter(({ ts }) => ts !== null);
  return Promise.all(
    shown.map(async ({ id, conversation }) => {
      const task = await showTask(world.store.read, taskId, now, { reader: conversation, postId: id });
      return [conversation, task?.standing.kind];
    }),
  );
}

describe('reassign', () => {
  test('the message of whoever had it says to whom it went, by whom and when, on that reader’s clock', async () => {
    const { taskId } = await calling();
    const ben = await world.member('ben', { zone: 'Europe/London' });
    await world.store.read.members.save({ ...world.rep, zone: 'America/New_York' }, await world.clock.now());
    await reassignTask(world.app, { actor: world.manager, taskId, to: ben.id });
    const [old, fresh] = await posts(world);
    const now = await world.clock.now();
    const seen = (post = old) => {
      if (post === undefined) throw new Error('no message');
      return showTask(world.store.read, taskId, now, { reader: post.conversation, postId: post.id });
    };
    expect(await seen(old)).toMatchObject({
      zone: 'America/New_York',
      standing: { kind: 'handed-on', to: { name: 'ben' }, by: { name: 'mia' } },
    });
    expect(await seen(fresh)).toMatchObject({ zone: 'Europe/London', standing: { kind: 'live' } });
  });

  test('whoever has it now reads who gave it to them; a task that came by itself, or was taken, names nobody', async () => {
    const { taskId } = await calling();
    const givenBy = async () => (await showTask(world.store.read, taskId, await world.clock.now()))?.givenBy;
    expect(await givenBy()).toBeNull();
    const ben = await world.member('ben');
    await reassignTask(world.app, { actor: world.manager, taskId, to: ben.id });
    expect(await givenBy()).toMatchObject({ name: 'mia' });
    await world.clock.freezeAt(await hoursLater(1));
    await reassignTask(world.app, { actor: world.rep, taskId, to: world.rep.id });
    expect(await givenBy()).toBeNull();
  });

  test('handed back and forth, there is one live message each time', async () => {
    const { taskId } = await calling();
    const ben = await world.member('ben');
    await reassignTask(world.app, { actor: world.rep, taskId, to: ben.id });
    await showPosts(world);
    expect(await standings(taskId)).toEqual([
      ['UANA', 'handed-on'],
      ['UBEN', 'live'],
    ]);
    await world.clock.freezeAt(await hoursLater(1));
    await reassignTask(world.app, { actor: ben, taskId, to: world.rep.id });
    await showPosts(world);
    await world.clock.freezeAt(await hoursLater(1));
    await reassignTask(world.app, { actor: world.rep, taskId, to: ben.id });
    await showPosts(world);
    expect(await standings(taskId)).toEqual([
      ['UANA', 'handed-on'],
      ['UBEN', 'handed-on'],
      ['UANA', 'handed-on'],
      ['UBEN', 'live'],
    ]);
  });

  test('a click in the message of whoever had it changes nothing and says to whom it went', async () => {
    const { taskId } = await calling();
    const ben = await world.member('ben');
    await reassignTask(world.app, { actor: world.rep, taskId, to: ben.id });
    await showPosts(world);
    const [old, fresh] = await world.store.read.posts.ofTasks([taskId]);
    const before = await everything(world);
    const stale = { actor: world.rep, taskId, clickedIn: old?.at ?? undefined };
    for (const outcome of [
      await completeTask(world.app, stale),
      await skipTask(world.app, stale),
      await snoozeTask(world.app, { ...stale, until: await hoursLater(1) }),
      await reassignTask(world.app, { ...stale, to: world.manager.id }),
      await reportReply(world.app, stale),
    ]) {
      expect(outcome).toMatchObject({ ok: false, reason: 'handed-on', to: { name: 'ben' }, by: { name: 'Ana Ruiz' } });
    }
    expect(await everything(world)).toEqual(before);
    const live = { actor: ben, taskId, clickedIn: fresh?.at ?? undefined };
    expect(await completeTask(world.app, live)).toMatchObject({ ok: true });
  });

  test('to somebody whom Slack does not know yet: it is in their list, and no message pretends otherwise', async () => {
    const { taskId } = await calling();
    const zoe = await world.member('zoe', { slackUserId: null });
    expect(await reassignTask(world.app, { actor: world.rep, taskId, to: zoe.id })).toMatchObject({ ok: true });
    await showPosts(world);
    expect(await standings(taskId)).toEqual([['UANA', 'handed-on']]);
  });

  test('snoozed by whoever got it before it was shown there, Show now shows it there', async () => {
    const { taskId } = await calling();
    const ben = await world.member('ben');
    await reassignTask(world.app, { actor: world.rep, taskId, to: ben.id });
    await snoozeTask(world.app, { actor: ben, taskId, until: await hoursLater(2) });
    await showTaskNow(world.app, { actor: ben, taskId });
    await showPosts(world);
    expect(await standings(taskId)).toEqual([
      ['UANA', 'handed-on'],
      ['UBEN', 'live'],
    ]);
  });

  test('the old message is rewritten and a new one comes to whom it is given', async () => {
    const { taskId } = await calling();
    const ben = await world.member('ben');
    await snoozeTask(world.app, { actor: world.rep, taskId, until: await hoursLater(3) });
    const outcome = await reassignTask(world.app, { actor: world.rep, taskId, to: ben.id });
    expect(outcome).toMatchObject({ ok: true, task: { assignee: { name: 'ben' }, snoozedUntil: null } });
    const shown = await posts(world);
    expect(shown.map(({ conversation, ts }) => [conversation, ts === null])).toEqual([
      ['UANA', false],
      ['UBEN', true],
    ]);
    expect(await toRefresh(world)).toEqual([`task:${taskId}`]);
    expect(await completeTask(world.app, { actor: ben, taskId })).toMatchObject({ ok: true });
  });

  test('a second click changes nothing; it may come back', async () => {
    const { taskId } = await calling();
    const ben = await world.member('ben');
    await reassignTask(world.app, { actor: world.rep, taskId, to: ben.id });
    const before = await everything(world);
    const again = await reassignTask(world.app, { actor: world.rep, taskId, to: ben.id });
    expect(again).toMatchObject({ ok: false, reason: 'same-person', to: { name: 'ben' } });
    expect(await everything(world)).toEqual(before);
    expect(await reassignTask(world.app, { actor: ben, taskId, to: world.rep.id })).toMatchObject({ ok: true });
  });

  test('guests and strangers get none', async () => {
    const { taskId } = await calling();
    const guest = await world.member('guest', { isRefused: true });
    const to = async (id: string) => reassignTask(world.app, { actor: world.rep, taskId, to: id });
    expect(await to(guest.id)).toEqual({ ok: false, reason: 'not-a-member' });
    expect(await to(world.ids.next())).toEqual({ ok: false, reason: 'not-a-member' });
  });
});

describe('they replied', () => {
  test('ends the cadence as a reply does; pressed twice it is one event', async () => {
    const { enrollment, taskId } = await calling();
    expect(await reportReply(world.app, { actor: world.rep, taskId })).toMatchObject({
      ok: true,
      ended: [{ sequenceName: 'Outbound' }],
    });
    expect((await standing(world, enrollment.id)).enrollment.progress.exited?.reason).toBe('reply');
    expect(await stored(taskId)).toMatchObject({ state: 'closed', closedReason: 'reply', closedById: world.rep.id });
    expect(await reportReply(world.app, { actor: world.rep, taskId })).toMatchObject({ ok: true, repeated: true });
  });

  test('takes whoever may do the task', async () => {
    const { taskId } = await calling();
    const ben = await world.member('ben');
    expect(await reportReply(world.app, { actor: ben, taskId })).toMatchObject({ needs: 'manager' });
  });
});

describe('the list of open tasks', () => {
  test('the overdue come first, then by due time, then those without', async () => {
    const version = await world.publish({
      steps: [
        { ...call, id: 'whenever', pause: false, task: { title: 'Whenever' } },
        { ...call, id: 'tomorrow', pause: false, due: { days: 1 }, task: { title: 'Tomorrow' } },
        { ...call, id: 'today', pause: false, due: { days: 0, at: '09:00' }, task: { title: 'Today' } },
      ],
    });
    await world.enrollIn(version, { email: 'ada@example.com' });
    await world.fireAt('2026-03-02T08:00');
    await world.fireAt('2026-03-02T12:00');
    const outcome = await listTasks(world.app, { actor: world.rep });
    expect(outcome).toMatchObject({
      ok: true,
      total: 3,
      of: { name: 'Ana Ruiz' },
      list: { zone: 'America/Los_Angeles' },
    });
    if (!outcome.ok) return;
    expect(outcome.list.tasks.map(({ title, overdue }) => [title, overdue])).toEqual([
      ['Today', true],
      ['Tomorrow', false],
      ['Whenever', false],
    ]);
    expect(outcome.list.tasks[0]).toMatchObject({ contact: { email: 'ada@example.com' }, sequenceName: 'Outbound' });
    expect(await listTasks(world.app, { actor: world.rep, limit: 2 })).toMatchObject({ total: 3 });
  });

  test("one's own is for everybody, anybody's for managers", async () => {
    await calling();
    const ben = await world.member('ben');
    expect(await listTasks(world.app, { actor: ben })).toMatchObject({ ok: true, total: 0 });
    expect(await listTasks(world.app, { actor: ben, of: world.rep.id })).toMatchObject({ needs: 'manager' });
    expect(await listTasks(world.app, { actor: world.manager, of: world.rep.id })).toMatchObject({
      ok: true,
      total: 1,
    });
    expect(await listTasks(world.app, { actor: ben, of: world.ids.next() })).toMatchObject({
      reason: 'unknown-member',
    });
  });
});
