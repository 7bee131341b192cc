import { waitsOrIsOver } from '../../support/locks.js';
import { insertTask, insertWorkspace } from '../../support/rows.js';
import { at, type DigestDay, eachDigestDay } from './digest-day.js';

/** What a digest tells of its day: what left, what came back, what was done. */
let day: DigestDay;
eachDigestDay((made) => {
  day = made;
});

test('a quiet day has nothing to report', async () => {
  await day.enrollment();
  expect(await day.compose()).toMatchObject({ title: 'Digest for Wednesday 4 March', sections: [], lateFrom: null });
});

test("another workspace's day is not reported", async () => {
  const other = (await insertWorkspace(day.database.prisma)).id;
  const { id } = await day.enrollment({ workspaceId: other, hold: 'failed', pauses: ['self'] });
  for (const [stepId, state] of [
    ['a', 'fired'],
    ['b', 'failed'],
    ['c', 'uncertain'],
  ]) {
    await day.execution(id, {
      workspaceId: other,
      stepId: stepId ?? '',
      state: state ?? '',
      firedAt: at('03T15:00:00'),
    });
  }
  await insertTask(day.database.prisma, {
    workspaceId: other,
    enrollmentId: id,
    pauses: true,
    dueAt: at('02T12:00:00'),
  });
  await day.answer({ workspaceId: other, enrollmentId: id });
  expect((await day.compose()).sections).toEqual([]);
});

test('all of it is read as of one moment, whatever is written while it is read', async () => {
  await day.task((await day.enrollment()).id, { dueAt: at('03T12:00:00') });
  const before = await day.compose();
  const writer = await day.database.pool.connect();
  await writer.query('BEGIN; LOCK TABLE provider_events IN ACCESS EXCLUSIVE MODE');
  const composing = day.compose();
  await waitsOrIsOver(day.database.pool, composing);
  await writer.query("UPDATE tasks SET state = 'done', closed_at = '2026-03-04T07:00:00Z'; COMMIT");
  writer.release();
  expect(await composing).toEqual(before);
  expect(await day.compose()).not.toEqual(before);
});

describe('Fired', () => {
  test('counts what left by sequence and kind, and leaves delays out', async () => {
    const trial = (await day.sequence({ name: 'Free trial' })).id;
    const saas = (await day.sequence({ name: 'SaaS outbound' })).id;
    const first = await day.enrollment({ sequenceId: saas });
    const second = await day.enrollment({ sequenceId: saas });
    const third = await day.enrollment({ sequenceId: trial });
    await day.execution(first.id);
    await day.execution(second.id);
    await day.execution(second.id, { stepId: 'call', kind: 'task' });
    await day.execution(second.id, { stepId: 'wait', kind: 'delay' });
    await day.execution(second.id, { stepId: 'skipped', state: 'skipped' });
    await day.execution(third.id);
    expect(await day.section('Fired')).toEqual(['Free trial: 1 mail', 'SaaS outbound: 2 mails, 1 task']);
  });

  test('counts from the beginning of its span up to, not including, its end', async () => {
    const { id } = await day.enrollment();
    const times = ['03T07:29:59.999', '03T07:30:00', '04T07:29:59.999', '04T07:30:00'];
    for (const [index, time] of times.entries()) await day.execution(id, { stepId: `s${index}`, dueAt: at(time) });
    expect(await day.section('Fired')).toEqual(['SaaS outbound: 2 mails']);
  });
});

describe('answers', () => {
  test('names replies, meetings, unsubscribes and bounces of its span', async () => {
    const { id: enrollmentId, contactId } = await day.enrollment({ contact: 'Ada Byron' });
    await day.answer({ enrollmentId, contactId, kind: 'reply' });
    await day.answer({ enrollmentId, contactId, kind: 'meeting-booked', at: at('03T13:00:00') });
    await day.answer({ contactId, kind: 'unsubscribe' });
    await day.answer({ kind: 'bounce' });
    await day.answer({ enrollmentId, contactId, kind: 'reply', at: at('03T07:00:00') });
    expect((await day.compose()).sections).toEqual([
      { title: 'Replies', lines: ['Ada Byron replied in SaaS outbound (Tue 3 Mar, 13:00, Ana Ruiz)'] },
      { title: 'Meetings booked', lines: ['Ada Byron booked a meeting in SaaS outbound (Tue 3 Mar, 14:00, Ana Ruiz)'] },
      {
        title: 'Unsubscribes and bounces',
        lines: [
          'Ada Byron unsubscribed (Tue 3 Mar, 13:00)',
          'Somebody who was removed since cannot be reached: mail bounced (Tue 3 Mar, 13:00)',
        ],
      },
    ]);
  });

  test('counts a reply that ended two sequences once', async () => {
    const first = await day.enrollment({ contact: 'Ada Byron' });
    const trial = await day.sequence({ name: 'Free trial' });
    const { contactId, ownerId } = first;
    const second = await day.enrollment({ contactId, ownerId, sequenceId: trial.id });
    await day.answer({ enrollmentId: first.id, contactId });
    await day.answer({ enrollmentId: second.id, contactId: null });
    expect(await day.section('Replies')).toEqual([
      'Ada Byron replied in Free trial, SaaS outbound (Tue 3 Mar, 13:00, Ana Ruiz)',
    ]);
  });

  test('cuts each kind by itself', async () => {
    const { id: enrollmentId } = await day.enrollment();
    for (let count = 0; count < 11; count += 1) await day.answer({});
    await day.answer({ enrollmentId, kind: 'bounce' });
    expect((await day.section('Replies'))?.at(-1)).toBe('and 1 more');
    expect(await day.section('Unsubscribes and bounces')).toHaveLength(1);
  });
});

describe('tasks', () => {
  test('counts done and overdue ones by rep, who has most overdue first', async () => {
    const ana = (await day.member({ name: 'Ana Ruiz' })).id;
    const ben = (await day.member({ name: 'Ben Ode' })).id;
    const { id } = await day.enrollment();
    const closed = { state: 'done', closedAt: at('03T12:00:00') };
    await day.task(id, { ...closed, assigneeId: ana, closedById: ana });
    await day.task(id, { ...closed, assigneeId: ben, closedById: ana });
    await day.task(id, { ...closed, state: 'skipped', closedById: ana });
    await day.task(id, { ...closed, closedById: ana, closedAt: at('02T12:00:00') });
    await day.task(id, { ...closed, state: 'closed', closedReason: 'reply' });
    await day.task(id, { assigneeId: ben, dueAt: at('04T07:00:00') });
    await day.task(id, { assigneeId: ben, dueAt: at('04T08:00:00') });
    expect(await day.section('Tasks by rep')).toEqual(['Ben Ode: 0 done, 1 overdue', 'Ana Ruiz: 2 done, 1 skipped']);
  });

  test('lists the overdue ones, the longest overdue first', async () => {
    const ana = (await day.member({ name: 'Ana Ruiz' })).id;
    const { id } = await day.enrollment({ contact: 'Ada Byron' });
    await day.task(id, { title: 'Invite her', dueAt: at('04T07:00:00') });
    await day.task(id, { title: 'Call her', assigneeId: ana, dueAt: at('03T16:00:00') });
    expect(await day.section('Overdue tasks')).toEqual([
      '“Call” (Call her) for Ada Byron, due Tue 3 Mar, 17:00 (Ana Ruiz)',
      '“Call” (Invite her) for Ada Byron, due Wed 4 Mar, 08:00 (nobody has claimed it)',
    ]);
    expect(await day.section('Tasks by rep')).toEqual([
      'Ana Ruiz: 0 done, 1 overdue',
      'Nobody has claimed: 0 done, 1 overdue',
    ]);
  });
});
