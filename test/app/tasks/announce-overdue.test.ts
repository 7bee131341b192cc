import { DateTime } from 'luxon';
import { showPost } from '../../../src/app/posting/showPost.js';
import { announceOverdue } from '../../../src/app/tasks/announceOverdue.js';
import { completeTask } from '../../../src/app/tasks/completeTask.js';
import { reassignTask } from '../../../src/app/tasks/reassignTask.js';
import { snoozeTask } from '../../../src/app/tasks/snoozeTask.js';
import { type AppWorld, createAppWorld } from '../../support/app-world.js';
import { call, posts } from '../enrollments/cadence.js';

/** Ana is in New York, her sequences count in Los Angeles; a Monday, 08:00 there, is when people are enrolled. */
let world: AppWorld;
beforeEach(async () => {
  world = await createAppWorld();
  const { store, rep } = world;
  await store.read.members.save({ ...rep, zone: 'America/New_York' }, await world.clock.now());
});
afterEach(() => world.close());

/** Calls that are due at these times of Monday, in Los Angeles; their tasks, in that order. */
async function calls(...times: readonly string[]) {
  for (const [index, at] of times.entries()) {
    const steps = [{ ...call, due: { days: 0, at } }];
    const version = await world.publish({ name: `Calls ${index}`, steps });
    await world.enrollIn(version, { email: `ada${index}@example.com` });
  }
  await world.fireAt('2026-03-02T08:00');
  const tasks = await world.store.read.tasks.find({ workspaceId: world.workspace.id, state: 'open' });
  return tasks.map(({ id }) => id);
}

/** Runs the announcements at a time of Ana's clock. */
async function announceAt(time: string): Promise<void> {
  const now = DateTime.fromISO(`2026-${time}`, { zone: 'America/New_York' }).toUTC();
  await world.clock.freezeAt(now);
  await announceOverdue(world.deps, now);
}

const announced = async () =>
  (await posts(world)).filter(({ content }) => content.kind === 'notice' && content.notice.kind === 'overdue');

/** What was announced, to whom and in which words; null: nothing is left to be said. */
async function told() {
  const now = await world.clock.now();
  const shown = (await announced()).map(async ({ id, conversation }) => {
    const post = await world.store.read.posts.byId(id);
    const drawn = post === null ? null : await showPost(world.store.read, post, now);
    return [conversation, drawn?.kind === 'notice' ? drawn.notice : null] as const;
  });
  return Promise.all(shown);
}

test('what became overdue in a day comes in one message the next morning at eight, on the assignee’s clock', async () => {
  const [first, second] = await calls('12:00', '17:00');
  await announceAt('03-03T07:59');
  expect(await announced()).toEqual([]);
  await announceAt('03-03T08:00');
  expect(await told()).toEqual([
    [
      'UANA',
      {
        title: '2 tasks of yours are overdue',
        text: [
          '• “Call” (Call Ada) for Ada Byron in Calls 0, due Mon 2 Mar, 15:00 (12:00 in Los Angeles)',
          '• “Call” (Call Ada) for Ada Byron in Calls 1, due Mon 2 Mar, 20:00 (17:00 in Los Angeles)',
        ].join('\n'),
        buttons: [
          { action: 'open-task', label: 'Open: Call Ada', value: first },
          { action: 'open-task', label: 'Open: Call Ada', value: second },
          { action: 'tasks', label: 'Show all my tasks', value: 'me' },
        ],
      },
    ],
  ]);
});

test('they are told once, however many workers look, and their own messages are brought up to date', async () => {
  const [taskId = ''] = await calls('12:00', '17:00', '18:00');
  await world.pool.query("UPDATE posts SET ts = '1.1', channel = 'D1', due_at = NULL WHERE subject_id = $1", [taskId]);
  const now = DateTime.fromISO('2026-03-03T13:00:00Z', { zone: 'utc' });
  await world.clock.freezeAt(now);
  await world.atOnce([1, 2, 3, 4].map(() => () => announceOverdue(world.deps, now)));
  await announceAt('03-04T08:00');
  expect(await announced()).toHaveLength(1);
  expect((await posts(world)).find(({ ts }) => ts === '1.1')).toMatchObject({ wanted: 2, due_at: expect.any(Date) });
});

test('the next morning tells of what became overdue since', async () => {
  const [first, second] = await calls('17:00', '07:30');
  await announceAt('03-03T08:00');
  await announceAt('03-04T08:00');
  const named = (await told()).map(([, notice]) => notice?.buttons.map(({ value }) => value));
  expect(named).toEqual([[first], [second]]);
});

test('a task that is done by then is not told of, nor one that is done before the message is there', async () => {
  const [first = '', second = ''] = await calls('12:00', '17:00');
  await completeTask(world.app, { actor: world.rep, taskId: first });
  await announceAt('03-03T08:00');
  expect(await told()).toMatchObject([['UANA', { title: 'A task of yours is overdue', buttons: [{ value: second }] }]]);
  await completeTask(world.app, { actor: world.rep, taskId: second });
  expect(await told()).toEqual([['UANA', null]]);
});

test('where nobody looked in time, it waits for the next morning and is one message', async () => {
  await calls('12:00', '07:30');
  await announceAt('03-05T03:00');
  expect(await announced()).toEqual([]);
  expect((await world.store.read.tasks.nextAnnouncementAt())?.toISO()).toBe('2026-03-05T13:00:00.000Z');
  await announceAt('03-05T08:00');
  expect(await told()).toMatchObject([['UANA', { title: '2 tasks of yours are overdue' }]]);
});

test('a snoozed one is not told of: it says so itself when it is shown again', async () => {
  const [taskId = ''] = await calls('12:00');
  await snoozeTask(world.app, {
    actor: world.rep,
    taskId,
    until: DateTime.fromISO('2026-03-04T17:00:00Z', { zone: 'utc' }),
  });
  await announceAt('03-03T08:00');
  await announceAt('03-05T08:00');
  expect(await announced()).toEqual([]);
});

test('one that was handed on is told of to whoever has it, on their clock; an overdue one says so at once', async () => {
  const [first = '', second = ''] = await calls('12:00', '17:00');
  const ben = await world.member('ben', { zone: 'Europe/London', slackUserId: 'UBEN' });
  await reassignTask(world.app, { actor: world.rep, taskId: first, to: ben.id });
  await world.clock.freezeAt(DateTime.fromISO('2026-03-03T09:00:00Z', { zone: 'utc' }));
  await reassignTask(world.app, { actor: world.rep, taskId: second, to: ben.id });
  await announceAt('03-03T08:00');
  expect((await told()).map(([whom, notice]) => [whom, notice?.buttons.map(({ value }) => value)])).toEqual([
    ['UBEN', [first]],
  ]);
});

test('a channel’s task, and one without a time, are nobody’s to be told', async () => {
  const version = await world.publish({ steps: [{ ...call, assignee: '#sales', due: { days: 0, at: '12:00' } }] });
  await world.enrollIn(version, {});
  await world.enrollIn(await world.publish({ name: 'Open', steps: [call] }), { email: 'grace@example.com' });
  await world.fireAt('2026-03-02T08:00');
  expect(await world.store.read.tasks.nextAnnouncementAt()).toBeNull();
});
