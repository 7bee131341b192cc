import type { Prisma } from '../../../src/adapters/prisma/generated/client.js';
import { ids } from '../../support/ids.js';
import { insertContact } from '../../support/rows.js';
import { at, type DigestDay, eachDigestDay } from './digest-day.js';
import { utc } from './digest-world.js';

/** What a digest says that somebody has to look at: failures, holds, and who waits. */
let day: DigestDay;
eachDigestDay((made) => {
  day = made;
});

describe('Needs a person', () => {
  test('names who, the step and the reason of what failed, and whether it still waits', async () => {
    const ana = await day.member({ name: 'Ana Ruiz' });
    const waits = await day.enrollment({ contact: 'Ada Byron', ownerId: ana.id, hold: 'failed', nextStepId: 'intro' });
    const settled = await day.enrollment({ contact: 'Carl Gauss', ownerId: ana.id });
    await day.execution(waits.id, { state: 'failed', reason: 'no such mailbox' });
    await day.execution(settled.id, { state: 'failed', reason: null, dueAt: at('03T13:00:00') });
    expect(await day.section('Needs a person')).toEqual([
      'Ada Byron: “Intro” of SaaS outbound failed (no such mailbox). Waits for Ana Ruiz.',
      'Carl Gauss: “Intro” of SaaS outbound failed. Settled since.',
    ]);
  });

  test('leaves out what failed before its span', async () => {
    await day.execution((await day.enrollment()).id, { state: 'failed', dueAt: at('03T07:00:00') });
    expect(await day.section('Needs a person')).toBeUndefined();
  });

  test('names what is uncertain until somebody settles it, however old', async () => {
    const { id } = await day.enrollment({ contact: 'Ada Byron' });
    await day.execution(id, { state: 'uncertain', reason: 'time-out', dueAt: at('01T12:00:00') });
    expect(await day.section('Needs a person')).toEqual([
      'Ada Byron: “Intro” of SaaS outbound may or may not have left (time-out). Ana Ruiz was asked.',
    ]);
  });

  test('cuts a long list with "and N more"', async () => {
    const { id } = await day.enrollment();
    for (let step = 0; step < 13; step += 1) await day.execution(id, { stepId: `s${step}`, state: 'failed' });
    const lines = await day.section('Needs a person');
    expect(lines).toHaveLength(11);
    expect(lines?.at(-1)).toBe('and 3 more');
  });

  test('keeps a long reason to one line', async () => {
    const reason = `refused\n${'x'.repeat(5000)}`;
    await day.execution((await day.enrollment()).id, { state: 'failed', reason });
    const [line] = (await day.section('Needs a person')) ?? [];
    expect(line?.length).toBeLessThan(250);
    expect(line).not.toContain('\n');
  });
});

describe('alarms that did not come', () => {
  const note = (worker: string, time: string) =>
    day.store.read.alarmGaps.note({ id: ids.next(), worker, at: utc(`2026-03-${time}Z`), silentMs: 90_000 });
  afterEach(() => day.database.prisma.alarmGap.deleteMany());

  test('are one line, first of what needs a person, with what to do', async () => {
    for (const time of ['03T12:00:00', '03T12:01:30', '03T12:03:00']) await note('one', time);
    expect(await day.section('Needs a person')).toEqual([
      'A worker heard no alarm for a minute and a half and woke itself, 3 times, last Tue 3 Mar, 13:03. Steps may have been up to 90 seconds late. Ask your operator to run drumbeat doctor',
    ]);
    await note('other', '03T13:00:00');
    expect(await day.section('Needs a person')).toEqual([
      expect.stringMatching(/^2 workers heard .* 4 times, last .*14:00/),
    ]);
    expect(await day.database.prisma.alarmGap.count()).toBe(2);
  });

  test('belong to the digest in whose time they were, and are forgotten after a month', async () => {
    await note('one', '02T12:00:00');
    expect((await day.compose()).sections).toEqual([]);
    await note('one', '03T07:29:00');
    await note('one', '03T07:30:30');
    expect(await day.section('Needs a person')).toEqual([expect.stringContaining('2 times')]);
    await day.store.read.alarmGaps.note({
      id: ids.next(),
      worker: 'x',
      at: utc('2026-05-01T00:00:00Z'),
      silentMs: 1,
    });
    expect(await day.database.prisma.alarmGap.count()).toBe(1);
  });
});

describe('Held', () => {
  test('names mails with blank merge fields', async () => {
    const { id: contactId } = await insertContact(day.database.prisma, {
      workspaceId: day.workspaceId,
      name: null,
      firstName: 'Carl',
      lastName: 'Gauss',
    });
    await day.enrollment({ contactId, hold: 'blank-field', holdReason: 'contact.company', nextStepId: 'nudge' });
    await day.enrollment({ hold: 'blank-field', holdReason: 'contact.title', status: 'exited', exitReason: 'reply' });
    expect(await day.section('Held')).toEqual([
      'Carl Gauss: “Nudge” of SaaS outbound. Company is blank; Ana Ruiz was asked.',
    ]);
  });

  test('counts what is paused, and by what', async () => {
    await day.enrollment({ pauses: ['self'] });
    await day.enrollment({ pauses: ['self', 'sequence'] });
    await day.enrollment({ pauses: ['owner'] });
    await day.enrollment({ pauses: ['workspace'], status: 'exited' });
    expect(await day.section('Held')).toEqual([
      '3 enrollments are paused: 2 on their own, 1 with their sequence and 1 with their owner',
    ]);
  });
});

describe('a task whose messages nobody sees', () => {
  const message = async (subjectId: string, given: Partial<Prisma.PostUncheckedCreateInput> = {}) => {
    const id = ids.next();
    const data = {
      id,
      workspaceId: day.workspaceId,
      kind: 'task',
      key: id,
      subjectId,
      conversation: 'UANA',
      createdAt: at('03T12:00:00'),
    };
    await day.database.prisma.post.create({ data: { ...data, ...given } });
  };
  const refused = { dueAt: null, problem: 'user_disabled' };
  const theirs = async (isRefused = false) => {
    const member = { name: 'Ana Ruiz', slackUserId: 'UANA', isRefused };
    const assigneeId = (await day.member(member)).id;
    return day.task((await day.enrollment({ contact: 'Ada Byron' })).id, { title: 'Call her', assigneeId });
  };
  const unseen = [
    '“Call” (Call her) for Ada Byron in SaaS outbound is seen by nobody: Ana Ruiz cannot be reached in Slack',
  ];

  test('needs a person', async () => {
    await message((await theirs()).id, refused);
    expect(await day.section('Needs a person')).toEqual(unseen);
  });

  test('does not while another message about it is in Slack, or on its way', async () => {
    const { id } = await theirs();
    await message(id, refused);
    await message(id, { conversation: 'UBEN', dueAt: at('04T08:00:00') });
    expect(await day.section('Needs a person')).toBeUndefined();
    await day.database.prisma.post.updateMany({
      where: { conversation: 'UBEN' },
      data: { dueAt: null, ts: '1.000001' },
    });
    expect(await day.section('Needs a person')).toBeUndefined();
  });

  test('does not as a line of a list that is in Slack', async () => {
    const { id } = await theirs();
    const list = { id: ids.next(), kind: 'task-list', ts: '1.000001' };
    await message(id, { ...list, subjectId: null });
    await message(id, { listId: list.id });
    expect(await day.section('Needs a person')).toBeUndefined();
  });

  test('needs one where it stands with somebody who left since', async () => {
    await message((await theirs(true)).id, { ts: '1.000001' });
    expect(await day.section('Needs a person')).toEqual(unseen);
  });
});

describe('People waiting', () => {
  test('names pausing tasks that have been open for more than a day', async () => {
    const ana = (await day.member({ name: 'Ana Ruiz' })).id;
    const { id } = await day.enrollment({ contact: 'Ada Byron' });
    await day.task(id, { title: 'Call her', pauses: true, assigneeId: ana, appearedAt: at('03T07:29:00') });
    await day.task(id, { title: 'Too young', pauses: true, appearedAt: at('03T07:30:00') });
    await day.task(id, { title: 'Does not pause', appearedAt: at('01T12:00:00') });
    await day.task(id, { title: 'Done', pauses: true, appearedAt: at('01T12:00:00'), state: 'done' });
    expect(await day.section('People waiting')).toEqual([
      'Ada Byron in SaaS outbound: has been waiting for Ana Ruiz to do “Call” (Call her) since Tue 3 Mar, 08:29',
    ]);
  });

  test('names enrollments that still stand at a failure of an earlier day', async () => {
    const held = { hold: 'failed', holdReason: 'no such mailbox', nextStepId: 'intro' };
    const old = await day.enrollment({ ...held, contact: 'Ada Byron' });
    const fresh = await day.enrollment({ ...held, contact: 'Carl Gauss' });
    await day.execution(old.id, { state: 'failed', dueAt: at('02T12:00:00') });
    await day.execution(fresh.id, { state: 'failed' });
    expect(await day.section('People waiting')).toEqual([
      'Ada Byron in SaaS outbound: “Intro” failed (no such mailbox) and has been waiting for Ana Ruiz since Mon 2 Mar, 13:00',
    ]);
  });
});
