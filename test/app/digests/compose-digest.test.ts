import type { Prisma } from '../../../src/adapters/prisma/generated/client.js';
import { createStore } from '../../../src/adapters/prisma/store.js';
import { composeDigest } from '../../../src/app/digests/composeDigest.js';
import { previewDigest } from '../../../src/app/digests/previewDigest.js';
import type { Store } from '../../../src/app/ports/store.js';
import type { TestDatabase } from '../../support/database.js';
import { ids } from '../../support/ids.js';
import { waitsOrIsOver } from '../../support/locks.js';
import {
  insertContact,
  insertEnrollment,
  insertExecution,
  insertMember,
  insertSequence,
  insertTask,
  insertWorkspace,
} from '../../support/rows.js';
import { createDigestDatabase, utc } from './digest-world.js';

// Every test has a workspace of its own, in Berlin: an hour ahead of the instants here.
const from = utc('2026-03-03T07:30:00Z');
const to = utc('2026-03-04T07:30:00Z');

let database: TestDatabase;
let store: Store;
let workspaceId: string;
beforeAll(async () => {
  database = await createDigestDatabase();
  store = createStore(database);
});
beforeEach(async () => {
  workspaceId = (await insertWorkspace(database.prisma, { zone: 'Europe/Berlin' })).id;
});
afterAll(() => database.drop());

const at = (iso: string) => utc(`2026-03-${iso}Z`).toJSDate();
const compose = () =>
  composeDigest(store.read, { workspace: { id: workspaceId, zone: 'Europe/Berlin' }, from, to, now: to });
/** The lines of one section; undefined where the digest does not have it. */
const section = async (title: string) => (await compose()).sections.find((one) => one.title === title)?.lines;

const enrollment = (given: Partial<Parameters<typeof insertEnrollment>[1]> = {}) =>
  insertEnrollment(database.prisma, { workspaceId, ...given });
const execution = (enrollmentId: string, given: Partial<Prisma.ExecutionUncheckedCreateInput> = {}) =>
  insertExecution(database.prisma, { workspaceId, enrollmentId, dueAt: at('03T12:00:00'), ...given });
const task = (enrollmentId: string, given: Partial<Prisma.TaskUncheckedCreateInput> = {}) =>
  insertTask(database.prisma, { workspaceId, enrollmentId, appearedAt: at('04T06:00:00'), ...given });
const answer = (given: Partial<Prisma.ProviderEventUncheckedCreateInput>) => {
  const id = ids.next();
  const data = { id, workspaceId, sourceId: id, kind: 'reply', at: at('03T12:00:00'), ...given };
  return database.prisma.providerEvent.create({ data });
};

test('a quiet day has nothing to report', async () => {
  await enrollment();
  expect(await compose()).toMatchObject({ title: 'Digest for Wednesday 4 March', sections: [], lateFrom: null });
});

test("another workspace's day is not reported", async () => {
  const other = (await insertWorkspace(database.prisma)).id;
  const { id } = await enrollment({ workspaceId: other, hold: 'failed', pauses: ['self'] });
  for (const [stepId, state] of [
    ['a', 'fired'],
    ['b', 'failed'],
    ['c', 'uncertain'],
  ]) {
    await execution(id, { workspaceId: other, stepId: stepId ?? '', state: state ?? '', firedAt: at('03T15:00:00') });
  }
  await insertTask(database.prisma, { workspaceId: other, enrollmentId: id, pauses: true, dueAt: at('02T12:00:00') });
  await answer({ workspaceId: other, enrollmentId: id });
  expect((await compose()).sections).toEqual([]);
});

test('all of it is read as of one moment, whatever is written while it is read', async () => {
  await task((await enrollment()).id, { dueAt: at('03T12:00:00') });
  const before = await compose();
  const writer = await database.pool.connect();
  await writer.query('BEGIN; LOCK TABLE provider_events IN ACCESS EXCLUSIVE MODE');
  const composing = compose();
  await waitsOrIsOver(database.pool, composing);
  await writer.query("UPDATE tasks SET state = 'done', closed_at = '2026-03-04T07:00:00Z'; COMMIT");
  writer.release();
  expect(await composing).toEqual(before);
  expect(await compose()).not.toEqual(before);
});

describe('Fired', () => {
  test('counts what left by sequence and kind, and leaves delays out', async () => {
    const trial = (await insertSequence(database.prisma, { workspaceId, name: 'Free trial' })).id;
    const saas = (await insertSequence(database.prisma, { workspaceId, name: 'SaaS outbound' })).id;
    const first = await enrollment({ sequenceId: saas });
    const second = await enrollment({ sequenceId: saas });
    const third = await enrollment({ sequenceId: trial });
    await execution(first.id);
    await execution(second.id);
    await execution(second.id, { stepId: 'call', kind: 'task' });
    await execution(second.id, { stepId: 'wait', kind: 'delay' });
    await execution(second.id, { stepId: 'skipped', state: 'skipped' });
    await execution(third.id);
    expect(await section('Fired')).toEqual(['Free trial: 1 mail', 'SaaS outbound: 2 mails, 1 task']);
  });

  test('counts from the beginning of its span up to, not including, its end', async () => {
    const { id } = await enrollment();
    const times = ['03T07:29:59.999', '03T07:30:00', '04T07:29:59.999', '04T07:30:00'];
    for (const [index, time] of times.entries()) await execution(id, { stepId: `s${index}`, dueAt: at(time) });
    expect(await section('Fired')).toEqual(['SaaS outbound: 2 mails']);
  });
});

describe('Needs a person', () => {
  test('names who, the step and the reason of what failed, and whether it still waits', async () => {
    const ana = await insertMember(database.prisma, { workspaceId, name: 'Ana Ruiz' });
    const waits = await enrollment({ contact: 'Ada Byron', ownerId: ana.id, hold: 'failed', nextStepId: 'intro' });
    const settled = await enrollment({ contact: 'Carl Gauss', ownerId: ana.id });
    await execution(waits.id, { state: 'failed', reason: 'no such mailbox' });
    await execution(settled.id, { state: 'failed', reason: null, dueAt: at('03T13:00:00') });
    expect(await section('Needs a person')).toEqual([
      'Ada Byron: “Intro” of SaaS outbound failed (no such mailbox). Waits for Ana Ruiz.',
      'Carl Gauss: “Intro” of SaaS outbound failed. Settled since.',
    ]);
  });

  test('leaves out what failed before its span', async () => {
    await execution((await enrollment()).id, { state: 'failed', dueAt: at('03T07:00:00') });
    expect(await section('Needs a person')).toBeUndefined();
  });

  test('names what is uncertain until somebody settles it, however old', async () => {
    const { id } = await enrollment({ contact: 'Ada Byron' });
    await execution(id, { state: 'uncertain', reason: 'time-out', dueAt: at('01T12:00:00') });
    expect(await section('Needs a person')).toEqual([
      'Ada Byron: “Intro” of SaaS outbound may or may not have left (time-out). Ana Ruiz was asked.',
    ]);
  });

  test('cuts a long list with "and N more"', async () => {
    const { id } = await enrollment();
    for (let step = 0; step < 13; step += 1) await execution(id, { stepId: `s${step}`, state: 'failed' });
    const lines = await section('Needs a person');
    expect(lines).toHaveLength(11);
    expect(lines?.at(-1)).toBe('and 3 more');
  });

  test('keeps a long reason to one line', async () => {
    const reason = `refused\n${'x'.repeat(5000)}`;
    await execution((await enrollment()).id, { state: 'failed', reason });
    const [line] = (await section('Needs a person')) ?? [];
    expect(line?.length).toBeLessThan(250);
    expect(line).not.toContain('\n');
  });
});

describe('alarms that did not come', () => {
  const note = (worker: string, time: string) =>
    store.read.alarmGaps.note({ id: ids.next(), worker, at: utc(`2026-03-${time}Z`), silentMs: 90_000 });
  afterEach(() => database.prisma.alarmGap.deleteMany());

  test('are one line, first of what needs a person, with what to do', async () => {
    for (const time of ['03T12:00:00', '03T12:01:30', '03T12:03:00']) await note('one', time);
    expect(await section('Needs a person')).toEqual([
      'A worker heard no alarm for a minute and a half and woke itself, 3 times, last Tue 3 Mar, 13:03. Steps may have been up to 90 seconds late. Ask your operator to run drumbeat doctor',
    ]);
    await note('other', '03T13:00:00');
    expect(await section('Needs a person')).toEqual([
      expect.stringMatching(/^2 workers heard .* 4 times, last .*14:00/),
    ]);
    expect(await database.prisma.alarmGap.count()).toBe(2);
  });

  test('belong to the digest in whose time they were, and are forgotten after a month', async () => {
    await note('one', '02T12:00:00');
    expect((await compose()).sections).toEqual([]);
    await note('one', '03T07:29:00');
    await note('one', '03T07:30:30');
    expect(await section('Needs a person')).toEqual([expect.stringContaining('2 times')]);
    await store.read.alarmGaps.note({
      id: ids.next(),
      worker: 'x',
      at: utc('2026-05-01T00:00:00Z'),
      silentMs: 1,
    });
    expect(await database.prisma.alarmGap.count()).toBe(1);
  });
});

describe('Held', () => {
  test('names mails with blank merge fields', async () => {
    const { id: contactId } = await insertContact(database.prisma, {
      workspaceId,
      name: null,
      firstName: 'Carl',
      lastName: 'Gauss',
    });
    await enrollment({ contactId, hold: 'blank-field', holdReason: 'contact.company', nextStepId: 'nudge' });
    await enrollment({ hold: 'blank-field', holdReason: 'contact.title', status: 'exited', exitReason: 'reply' });
    expect(await section('Held')).toEqual([
      'Carl Gauss: “Nudge” of SaaS outbound. Company is blank; Ana Ruiz was asked.',
    ]);
  });

  test('counts what is paused, and by what', async () => {
    await enrollment({ pauses: ['self'] });
    await enrollment({ pauses: ['self', 'sequence'] });
    await enrollment({ pauses: ['owner'] });
    await enrollment({ pauses: ['workspace'], status: 'exited' });
    expect(await section('Held')).toEqual([
      '3 enrollments are paused: 2 on their own, 1 with their sequence and 1 with their owner',
    ]);
  });
});

describe('answers', () => {
  test('names replies, meetings, unsubscribes and bounces of its span', async () => {
    const { id: enrollmentId, contactId } = await enrollment({ contact: 'Ada Byron' });
    await answer({ enrollmentId, contactId, kind: 'reply' });
    await answer({ enrollmentId, contactId, kind: 'meeting-booked', at: at('03T13:00:00') });
    await answer({ contactId, kind: 'unsubscribe' });
    await answer({ kind: 'bounce' });
    await answer({ enrollmentId, contactId, kind: 'reply', at: at('03T07:00:00') });
    expect((await compose()).sections).toEqual([
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
    const first = await enrollment({ contact: 'Ada Byron' });
    const trial = await insertSequence(database.prisma, { workspaceId, name: 'Free trial' });
    const { contactId, ownerId } = first;
    const second = await enrollment({ contactId, ownerId, sequenceId: trial.id });
    await answer({ enrollmentId: first.id, contactId });
    await answer({ enrollmentId: second.id, contactId: null });
    expect(await section('Replies')).toEqual([
      'Ada Byron replied in Free trial, SaaS outbound (Tue 3 Mar, 13:00, Ana Ruiz)',
    ]);
  });

  test('cuts each kind by itself', async () => {
    const { id: enrollmentId } = await enrollment();
    for (let count = 0; count < 11; count += 1) await answer({});
    await answer({ enrollmentId, kind: 'bounce' });
    expect((await section('Replies'))?.at(-1)).toBe('and 1 more');
    expect(await section('Unsubscribes and bounces')).toHaveLength(1);
  });
});

describe('tasks', () => {
  test('counts done and overdue ones by rep, who has most overdue first', async () => {
    const ana = (await insertMember(database.prisma, { workspaceId, name: 'Ana Ruiz' })).id;
    const ben = (await insertMember(database.prisma, { workspaceId, name: 'Ben Ode' })).id;
    const { id } = await enrollment();
    const closed = { state: 'done', closedAt: at('03T12:00:00') };
    await task(id, { ...closed, assigneeId: ana, closedById: ana });
    await task(id, { ...closed, assigneeId: ben, closedById: ana });
    await task(id, { ...closed, state: 'skipped', closedById: ana });
    await task(id, { ...closed, closedById: ana, closedAt: at('02T12:00:00') });
    await task(id, { ...closed, state: 'closed', closedReason: 'reply' });
    await task(id, { assigneeId: ben, dueAt: at('04T07:00:00') });
    await task(id, { assigneeId: ben, dueAt: at('04T08:00:00') });
    expect(await section('Tasks by rep')).toEqual(['Ben Ode: 0 done, 1 overdue', 'Ana Ruiz: 2 done, 1 skipped']);
  });

  test('lists the overdue ones, the longest overdue first', async () => {
    const ana = (await insertMember(database.prisma, { workspaceId, name: 'Ana Ruiz' })).id;
    const { id } = await enrollment({ contact: 'Ada Byron' });
    await task(id, { title: 'Invite her', dueAt: at('04T07:00:00') });
    await task(id, { title: 'Call her', assigneeId: ana, dueAt: at('03T16:00:00') });
    expect(await section('Overdue tasks')).toEqual([
      '“Call” (Call her) for Ada Byron, due Tue 3 Mar, 17:00 (Ana Ruiz)',
      '“Call” (Invite her) for Ada Byron, due Wed 4 Mar, 08:00 (nobody has claimed it)',
    ]);
    expect(await section('Tasks by rep')).toEqual([
      'Ana Ruiz: 0 done, 1 overdue',
      'Nobody has claimed: 0 done, 1 overdue',
    ]);
  });
});

describe('a task whose messages nobody sees', () => {
  const message = async (subjectId: string, given: Partial<Prisma.PostUncheckedCreateInput> = {}) => {
    const id = ids.next();
    const data = {
      id,
      workspaceId,
      kind: 'task',
      key: id,
      subjectId,
      conversation: 'UANA',
      createdAt: at('03T12:00:00'),
    };
    await database.prisma.post.create({ data: { ...data, ...given } });
  };
  const refused = { dueAt: null, problem: 'user_disabled' };
  const theirs = async (isRefused = false) => {
    const member = { workspaceId, name: 'Ana Ruiz', slackUserId: 'UANA', isRefused };
    const assigneeId = (await insertMember(database.prisma, member)).id;
    return task((await enrollment({ contact: 'Ada Byron' })).id, { title: 'Call her', assigneeId });
  };
  const unseen = [
    '“Call” (Call her) for Ada Byron in SaaS outbound is seen by nobody: Ana Ruiz cannot be reached in Slack',
  ];

  test('needs a person', async () => {
    await message((await theirs()).id, refused);
    expect(await section('Needs a person')).toEqual(unseen);
  });

  test('does not while another message about it is in Slack, or on its way', async () => {
    const { id } = await theirs();
    await message(id, refused);
    await message(id, { conversation: 'UBEN', dueAt: at('04T08:00:00') });
    expect(await section('Needs a person')).toBeUndefined();
    await database.prisma.post.updateMany({ where: { conversation: 'UBEN' }, data: { dueAt: null, ts: '1.000001' } });
    expect(await section('Needs a person')).toBeUndefined();
  });

  test('does not as a line of a list that is in Slack', async () => {
    const { id } = await theirs();
    const list = { id: ids.next(), kind: 'task-list', ts: '1.000001' };
    await message(id, { ...list, subjectId: null });
    await message(id, { listId: list.id });
    expect(await section('Needs a person')).toBeUndefined();
  });

  test('needs one where it stands with somebody who left since', async () => {
    await message((await theirs(true)).id, { ts: '1.000001' });
    expect(await section('Needs a person')).toEqual(unseen);
  });
});

describe('People waiting', () => {
  test('names pausing tasks that have been open for more than a day', async () => {
    const ana = (await insertMember(database.prisma, { workspaceId, name: 'Ana Ruiz' })).id;
    const { id } = await enrollment({ contact: 'Ada Byron' });
    await task(id, { title: 'Call her', pauses: true, assigneeId: ana, appearedAt: at('03T07:29:00') });
    await task(id, { title: 'Too young', pauses: true, appearedAt: at('03T07:30:00') });
    await task(id, { title: 'Does not pause', appearedAt: at('01T12:00:00') });
    await task(id, { title: 'Done', pauses: true, appearedAt: at('01T12:00:00'), state: 'done' });
    expect(await section('People waiting')).toEqual([
      'Ada Byron in SaaS outbound: has been waiting for Ana Ruiz to do “Call” (Call her) since Tue 3 Mar, 08:29',
    ]);
  });

  test('names enrollments that still stand at a failure of an earlier day', async () => {
    const held = { hold: 'failed', holdReason: 'no such mailbox', nextStepId: 'intro' };
    const old = await enrollment({ ...held, contact: 'Ada Byron' });
    const fresh = await enrollment({ ...held, contact: 'Carl Gauss' });
    await execution(old.id, { state: 'failed', dueAt: at('02T12:00:00') });
    await execution(fresh.id, { state: 'failed' });
    expect(await section('People waiting')).toEqual([
      'Ada Byron in SaaS outbound: “Intro” failed (no such mailbox) and has been waiting for Ana Ruiz since Mon 2 Mar, 13:00',
    ]);
  });
});

describe('Late', () => {
  const attempt = (executionId: string, number: number, outcome: string, reason: string | null) =>
    database.prisma.executionAttempt.create({
      data: { executionId, number, at: at('03T12:00:00'), outcome, reason },
    });
  const late = { dueAt: at('03T12:00:00'), settledAt: at('03T14:10:00'), firedAt: at('03T14:10:00') };

  test('a step that fired a quarter of an hour after its time is not late, a minute more is, a delay never', async () => {
    const { id } = await enrollment();
    await execution(id, { ...late, stepId: 'a', firedAt: at('03T12:15:00') });
    await execution(id, { ...late, stepId: 'wait', kind: 'delay' });
    expect(await section('Late')).toBeUndefined();
    await execution(id, { ...late, stepId: 'b', firedAt: at('03T12:16:00') });
    expect(await section('Late')).toEqual(['1 step left late, by up to 16 min: no worker was there when it was due']);
  });

  test('counts late ones by why, the most frequent first', async () => {
    const { id } = await enrollment();
    const refused = await execution(id, { ...late, stepId: 'refused', attempts: 3 });
    await attempt(refused.id, 1, 'deferred', '500');
    await attempt(refused.id, 2, 'deferred', '503 busy');
    await attempt(refused.id, 3, 'fired', null);
    const retried = await execution(id, { ...late, stepId: 'retried', attempts: 2 });
    await attempt(retried.id, 1, 'failed', 'no such mailbox');
    await attempt(retried.id, 2, 'fired', null);
    const unknown = await execution(id, { ...late, stepId: 'unknown', attempts: 1 });
    await attempt(unknown.id, 1, 'uncertain', 'time-out');
    await execution(id, { ...late, stepId: 'held', stepName: 'Nudge' });
    const notice = {
      kind: 'blank-field',
      enrollmentId: id,
      stepId: 'held',
      stepName: 'Nudge',
      fields: ['contact.company'],
    };
    const content = { kind: 'notice', notice };
    const post = {
      workspaceId,
      conversation: 'U1',
      kind: 'notice',
      key: 'k',
      enrollmentId: id,
      createdAt: to.toJSDate(),
    };
    await database.prisma.post.create({ data: { id: ids.next(), ...post, content } });
    await execution(id, { ...late, stepId: 'down', firedAt: at('03T13:00:00') });
    await execution(id, { ...late, stepId: 'down-too', firedAt: at('03T13:30:00') });
    expect(await section('Late')).toEqual([
      '2 steps left late, by up to 1 h 30 min: no worker was there when it was due',
      '1 step left late, by up to 2 h 10 min: held until a blank merge field was filled in',
      '1 step left late, by up to 2 h 10 min: tried again after a failure (no such mailbox)',
      '1 step left late, by up to 2 h 10 min: not taken by the provider at first (503 busy)',
      '1 step left late, by up to 2 h 10 min: for a while nobody knew whether it was sent (time-out)',
    ]);
  });

  test('a step that was so late that it took its next time is late from where it had been', async () => {
    const { id } = await enrollment();
    const trace = [
      { rule: 'anchor', of: 'enrolled', step: null, at: '2026-03-01T09:00Z' },
      { rule: 'late', from: '2026-03-02T09:00Z', to: '2026-03-03T09:00Z', note: '300' },
    ];
    await execution(id, { dueAt: at('03T09:00:00'), trace });
    await execution(id, { stepId: 'on-time', trace: trace.slice(0, 1) });
    expect(await section('Late')).toEqual(['1 step left late, by up to 1 d: no worker was there when it was due']);
  });

  test('counts what should have left and has not', async () => {
    const { id } = await enrollment();
    const deferred = await execution(id, { state: 'deferred', attempts: 1, settledAt: null, dueAt: at('04T07:00:00') });
    await attempt(deferred.id, 1, 'deferred', '503 busy');
    await execution(id, { stepId: 'young', state: 'deferred', settledAt: null, dueAt: at('04T07:20:00') });
    await enrollment({ dueAt: at('04T05:30:00') });
    await enrollment({ dueAt: at('04T07:16:00') });
    expect(await section('Late')).toEqual([
      '1 step has not left yet, late by up to 2 h: no worker has taken it yet',
      '1 step has not left yet, late by up to 30 min: not taken by the provider at first (503 busy)',
    ]);
  });
});

describe('previewDigest', () => {
  const deps = () => ({ store, clock: { now: async () => to } });
  const preview = () => previewDigest(deps(), { workspace: { id: workspaceId, zone: 'Europe/Berlin' }, channel: 'C1' });

  test('shows the last 24 hours where the channel has no digest', async () => {
    const { id } = await enrollment();
    await execution(id, { dueAt: at('03T07:31:00') });
    await execution(id, { stepId: 'older', dueAt: at('03T07:29:00') });
    const shown = await preview();
    expect(shown.sections).toEqual([{ title: 'Fired', lines: ['SaaS outbound: 1 mail'] }]);
    expect([shown.from, shown.to].map((instant) => instant.toISO())).toEqual([from.toISO(), to.toISO()]);
  });

  test('shows the time since the last digest, in its zone, and changes nothing', async () => {
    const by = await insertMember(database.prisma, { workspaceId });
    const data = {
      id: ids.next(),
      workspaceId,
      channel: 'C1',
      channelName: 'sales',
      rhythm: 'daily',
      at: '08:30',
    };
    const times = { dueAt: to.toJSDate(), reportedTo: at('01T07:30:00'), createdAt: at('01T07:30:00') };
    const before = await database.prisma.digest.create({
      data: { ...data, ...times, zone: 'Asia/Tokyo', createdById: by.id },
    });
    const shown = await preview();
    expect(shown).toMatchObject({ zone: 'Asia/Tokyo', title: 'Digest for Wednesday 4 March' });
    expect(shown.from.toISO()).toBe('2026-03-01T07:30:00.000Z');
    expect(await database.prisma.digest.findUnique({ where: { id: before.id } })).toEqual(before);
    expect(await database.prisma.post.count({ where: { workspaceId } })).toBe(0);
  });
});
