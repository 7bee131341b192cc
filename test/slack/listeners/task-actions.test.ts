import type { Member } from '../../../src/app/ports/stores/people.js';
import { claimTask } from '../../../src/app/tasks/claimTask.js';
import { reassignTask } from '../../../src/app/tasks/reassignTask.js';
import type { ShownMessage } from '../../../src/sandbox/protocol.js';
import {
  ANA,
  ANA_DM,
  ada,
  BEN,
  BEN_DM,
  createSlackWorld,
  MIA,
  option,
  SALES,
  type SlackWorld,
  steps,
  textOf,
} from './slack-world.js';

let world: SlackWorld;
beforeEach(async () => {
  world = await createSlackWorld();
});
afterEach(() => world.close());

/** Ada's task appeared at 08:00 in Los Angeles (11:00 in Ana's New York) and stands in Ana's DM. */
async function taskShown(step: Record<string, unknown> = steps.invite) {
  const { enrollment, contact } = await world.enrollIn(await world.publish({ steps: [step, steps.followUp] }), ada);
  await world.runAt('2026-03-02T08:00');
  const [task] = await world.store.read.tasks.find({ workspaceId: world.workspace.id, enrollmentId: enrollment.id });
  if (task === undefined) throw new Error('no task appeared');
  return { enrollment, contact, taskId: task.id };
}
const stored = (taskId: string) => world.store.read.tasks.byId(taskId);
/** The message of the only task, as somebody's DM has it now. */
async function message(who = ANA, dm = ANA_DM): Promise<ShownMessage> {
  const found = (await world.seenBy(who)).messages.find((one) => one.conversation === dm && !one.ephemeral);
  if (found === undefined) throw new Error('no message in the DM');
  return found;
}
const whispers = async (who = ANA) => (await world.seenBy(who)).messages.filter((one) => one.ephemeral);

describe('a later task of the same contact', () => {
  test('stands in the thread of the first and in the DM, and its buttons work there', async () => {
    const invite = { ...steps.invite, pause: false };
    await world.enrollIn(await world.publish({ steps: [invite, steps.call] }), ada);
    await world.runAt('2026-03-02T08:00');
    const inDm = async () =>
      (await world.seenBy(ANA)).messages.filter((one) => one.conversation === ANA_DM && !one.ephemeral);
    const [first, second] = await inDm();
    if (first === undefined || second === undefined) throw new Error('two tasks were expected');
    expect(first.threadTs).toBeNull();
    expect(second).toMatchObject({ threadTs: first.ts, isBroadcast: true });
    await world.click(second, 'task.outcome.connected');
    await world.click(second, 'task.outcome.voicemail');
    expect(await world.whisper()).toMatchObject({ threadTs: null });
    await world.show();
    const after = (await inDm()).find(({ ts }) => ts === second.ts);
    expect(textOf(after)).toMatch(/Connected.*Call Ada|Call Ada.*[Cc]onnected/s);
    expect(after).toMatchObject({ threadTs: first.ts, isBroadcast: true });
  });
});

describe('Done', () => {
  test('closes the task, wakes the worker, and the message says who, when and what comes next', async () => {
    const { taskId } = await taskShown();
    const shown = await message();
    await world.click(shown, 'task.done');
    expect(await stored(taskId)).toMatchObject({ state: 'done', closedById: world.ana.id });
    expect(world.poked()).toBe(1);
    await world.show();
    const after = await message();
    expect(after.ts).toBe(shown.ts);
    expect(textOf(after)).toMatch(/Done.*Invite Ada[\s\S]*by <@U0ANA00001>[\s\S]*Next: Follow-up/);
    expect(await whispers()).toEqual([]);
  });

  test('a second click changes nothing and says who was faster', async () => {
    const { taskId } = await taskShown();
    const shown = await message();
    await world.click(shown, 'task.done');
    const before = await stored(taskId);
    await world.click(shown, 'task.done');
    expect(textOf(await world.whisper())).toMatch(
      /“Invite Ada” was closed already by <@U0ANA00001>.*Nothing was changed/,
    );
    expect(await stored(taskId)).toEqual(before);
  });

  test('two clicks at the same moment: one counts, the other is told', async () => {
    await taskShown();
    const shown = await message();
    await Promise.all([world.click(shown, 'task.done'), world.click(shown, 'task.skip')]);
    await world.whisper();
    const { rows } = await world.pool.query("SELECT action FROM audit_entries WHERE action LIKE 'task.%'");
    expect(rows).toHaveLength(1);
  });

  test.each([
    ['task.outcome.connected', 'connected'],
    ['task.outcome.voicemail', 'voicemail'],
    ['task.outcome.no-answer', 'no answer'],
    ['task.outcome.wrong-number', 'wrong number'],
  ])('of a call is what it came to: %s', async (action, outcome) => {
    const { taskId } = await taskShown(steps.call);
    await world.click(await message(), action);
    expect(await stored(taskId)).toMatchObject({ state: 'done', outcome });
  });
});

describe('Skip, They replied', () => {
  test('Skip closes it undone', async () => {
    const { taskId } = await taskShown();
    await world.click(await message(), 'task.skip');
    expect(await stored(taskId)).toMatchObject({ state: 'skipped' });
  });

  test('They replied ends the cadence, and the message loses its buttons', async () => {
    const { enrollment } = await taskShown();
    await world.click(await message(), 'task.replied');
    expect((await world.store.read.enrollments.byId(enrollment.id))?.progress.exited?.reason).toBe('reply');
    await world.show();
    expect(textOf(await message())).toContain('they replied');
    expect((await message()).blocks.map(({ type }) => type)).not.toContain('actions');
  });
});

describe('Snooze', () => {
  test.each([
    ['hour', '2026-03-02T17:00:00.000Z'],
    ['three-hours', '2026-03-02T19:00:00.000Z'],
    ['tomorrow', '2026-03-03T14:00:00.000Z'],
    ['monday', '2026-03-09T13:00:00.000Z'],
  ])('%s, in the zone of whoever snoozes', async (choice, until) => {
    const { taskId } = await taskShown();
    await world.click(await message(), 'task.snooze', { chosen: option(`${choice}:${taskId}`) });
    expect((await stored(taskId))?.snoozedUntil?.toUTC().toISO()).toBe(until);
  });

  test('Show now takes it back', async () => {
    const { taskId } = await taskShown();
    await world.click(await message(), 'task.snooze', { chosen: option(`tomorrow:${taskId}`) });
    await world.show();
    await world.click(await message(), 'task.show-now');
    expect((await stored(taskId))?.snoozedUntil).toBeNull();
  });

  test('a time of one’s own is asked for, and a past one is refused at its field', async () => {
    const { taskId } = await taskShown();
    await world.click(await message(), 'task.snooze', { chosen: option(`pick:${taskId}`) });
    const asking = await world.modal();
    const date = (selected_date: string) => ({ date: { type: 'datepicker', selected_date } });
    await world.submit(asking, date('2026-03-01'));
    expect((await world.modal()).errors.date).toContain('is past');
    await world.submit(asking, { ...date('2026-03-05'), time: { type: 'timepicker', selected_time: '14:30' } });
    expect((await world.seenBy(ANA)).modals).toEqual([]);
    expect((await stored(taskId))?.snoozedUntil?.toUTC().toISO()).toBe('2026-03-05T19:30:00.000Z');
  });
});

describe('Reassign', () => {
  test('gives it to somebody else, in whose DM it appears, and says so to whoever gave it', async () => {
    const { taskId } = await taskShown();
    await world.click(await message(), 'task.reassign', { chosen: { selected_user: BEN } });
    expect((await stored(taskId))?.assigneeId).toBe(world.ben.id);
    expect(textOf(await world.whisper())).toContain(`Handed to <@${BEN}>: Invite Ada`);
    await world.show();
    expect(textOf(await message(BEN, BEN_DM))).toContain('Invite Ada');
  });

  test('the message of whoever had it loses its buttons and says who, whom and when', async () => {
    await taskShown();
    await world.click(await message(), 'task.reassign', { chosen: { selected_user: BEN } });
    await world.show();
    const old = await message();
    expect(textOf(old)).toContain(`Handed to <@${BEN}>  ·  by <@${ANA}>  ·  Mon 2 Mar, 11:00`);
    expect(old.blocks.map(({ type }) => type)).not.toContain('actions');
    expect((await message(BEN, BEN_DM)).blocks.map(({ type }) => type)).toContain('actions');
  });

  test('a button of that message pressed before it went changes nothing and says to whom it was handed', async () => {
    const { taskId } = await taskShown();
    const stale = await message();
    await world.click(stale, 'task.reassign', { chosen: { selected_user: BEN } });
    await world.whisper();
    await world.click(stale, 'task.done');
    const said = await world.whisper(undefined, (one) => textOf(one).includes('Nothing was changed'));
    expect(textOf(said)).toContain(`“Invite Ada” was handed to <@${BEN}> by <@${ANA}>`);
    expect(await stored(taskId)).toMatchObject({ state: 'open' });
  });

  test('not to a guest', async () => {
    const { taskId } = await taskShown();
    await world.click(await message(), 'task.reassign', { chosen: { selected_user: 'U0GIL00001' } });
    expect(textOf(await world.whisper(undefined, (one) => textOf(one).includes('guests')))).toContain('chosen');
    expect((await stored(taskId))?.assigneeId).toBe(world.ana.id);
  });
});

describe('a task in a channel', () => {
  const inChannel = () => taskShown({ ...steps.invite, assignee: SALES });

  test('is taken by whoever says so first: it is in their messages, and the channel says who has it', async () => {
    const { taskId } = await inChannel();
    const open = await message(BEN, SALES);
    await world.click(open, 'task.claim', { who: BEN });
    expect((await stored(taskId))?.assigneeId).toBe(world.ben.id);
    expect(textOf(await world.whisper(BEN))).toContain('Yours now: Invite Ada.');
    await world.click(open, 'task.claim');
    expect(textOf(await world.whisper())).toContain(`“Invite Ada” was taken by <@${BEN}>`);
    expect((await stored(taskId))?.assigneeId).toBe(world.ben.id);
    await world.show();
    expect(textOf(await message(BEN, BEN_DM))).toContain('Invite Ada');
    const after = await message(ANA, SALES);
    expect(textOf(after)).toContain(`Taken by <@${BEN}>`);
    expect(after.blocks.map(({ type }) => type)).not.toContain('actions');
  });

  test('that was opened from a list is taken once, too', async () => {
    const { taskId } = await inChannel();
    const take = (actor: Member) => claimTask(world.deps, { actor, taskId });
    expect(await take(world.ben)).toMatchObject({ ok: true });
    expect(await take(world.mia)).toMatchObject({ ok: false, reason: 'same-person', to: { name: 'Ben Okafor' } });
    expect((await stored(taskId))?.assigneeId).toBe(world.ben.id);
  });
});

describe('what a use case refuses', () => {
  test('a task of somebody else names the role that could', async () => {
    const { taskId } = await taskShown();
    await world.pool.query('UPDATE tasks SET assignee_id = $1 WHERE id = $2', [world.mia.id, taskId]);
    await world.pool.query('UPDATE enrollments SET owner_id = $1', [world.mia.id]);
    await world.click(await message(), 'task.done');
    expect(textOf(await world.whisper())).toContain('it takes a manager');
    expect(await stored(taskId)).toMatchObject({ state: 'open' });
  });
});

describe('more than five tasks in a minute', () => {
  const list = async (fits: (text: string) => boolean = () => true) => {
    const found = (await world.seenBy(ANA)).messages.filter(
      (one) => one.conversation === ANA_DM && !one.ephemeral && fits(textOf(one)),
    );
    if (found[0] === undefined || found.length > 1) throw new Error(`${found.length} messages`);
    return found[0];
  };
  async function sixShown() {
    const version = await world.publish({ steps: [steps.call, steps.followUp] });
    for (const name of ['Ada', 'Bea', 'Cy', 'Dot', 'Eve', 'Flo']) {
      await world.enrollIn(version, { email: `${name}@example.com`, firstName: name });
    }
    await world.runAt('2026-03-02T08:00');
    const tasks = await world.store.read.tasks.find({ workspaceId: world.workspace.id, state: 'open' });
    return (name: string) => tasks.find(({ title }) => title === `Call ${name}`)?.id ?? '';
  }

  test('are one message, whose lines have their menus until the tasks are done', async () => {
    const task = await sixShown();
    const shown = await list((text) => text.startsWith('6 tasks\n'));
    await world.click(shown, 'task.more', { chosen: option(`voicemail:${task('Bea')}`) });
    expect(await stored(task('Bea'))).toMatchObject({ state: 'done', outcome: 'voicemail' });
    await world.click(shown, 'task.more', { chosen: option(`connected:${task('Bea')}`) });
    expect(textOf(await world.whisper())).toContain('was closed already');
    expect(await stored(task('Bea'))).toMatchObject({ outcome: 'voicemail' });
    await world.show();
    const after = await list((text) => text.startsWith('6 tasks, 5 open'));
    expect(after.ts).toBe(shown.ts);
    expect(textOf(after)).toMatch(/Left a voicemail\*: Call Bea[\s\S]*Next: Follow-up/);
  });

  test('More… opens the task with everything that can be done about it', async () => {
    const task = await sixShown();
    await world.click(await list(), 'task.more', { chosen: option(`open:${task('Ada')}`) });
    const opened = await world.modal();
    expect(textOf(opened)).toContain('Call Ada');
    await world.click(opened, 'task.reassign', { chosen: { selected_user: BEN } });
    const said = await world.modal(undefined, (one) => textOf(one).includes('Handed to'));
    expect(textOf(said)).toContain(`for <@${BEN}>`);
    await world.show();
    expect(textOf(await list())).toContain(`Handed to <@${BEN}>`);
  });

  test('They replied in a menu asks once more before it ends the cadence', async () => {
    const task = await sixShown();
    await world.click(await list(), 'task.more', { chosen: option(`replied:${task('Ada')}`) });
    const asking = await world.modal(undefined, ({ view }) => view.callback_id === 'replied.submit');
    expect(textOf(asking)).toContain('gets nothing more from Outbound.');
    expect(await stored(task('Ada'))).toMatchObject({ state: 'open' });
    await world.submit(asking);
    await world.modal(undefined, (one) => textOf(one).includes('replied and is out of'));
    expect(await stored(task('Ada'))).toMatchObject({ state: 'closed', closedReason: 'reply' });
  });

  test('They replied, asked in a message whose task was handed on meanwhile, changes nothing', async () => {
    const task = await sixShown();
    await world.click(await list(), 'task.more', { chosen: option(`replied:${task('Ada')}`) });
    const asking = await world.modal();
    await reassignTask(world.deps, { actor: world.mia, taskId: task('Ada'), to: world.ben.id });
    await world.submit(asking);
    await world.modal(undefined, (one) => textOf(one).includes('was handed to'));
    expect(await stored(task('Ada'))).toMatchObject({ state: 'open' });
  });

  test('in it a time of one’s own is chosen, and it shows until when', async () => {
    const task = await sixShown();
    await world.click(await list(), 'task.more', { chosen: option(`open:${task('Ada')}`) });
    await world.click(await world.modal(), 'task.snooze', { chosen: option(`pick:${task('Ada')}`) });
    const asking = await world.modal(undefined, ({ view }) => view.callback_id === 'task.snooze.pick');
    await world.submit(asking, {
      date: { type: 'datepicker', selected_date: '2026-03-05' },
      time: { type: 'timepicker', selected_time: '14:30' },
    });
    await world.modal(undefined, (one) => textOf(one).includes('Snoozed until Thu 5 Mar, 14:30'));
  });
});

describe('notices', () => {
  test('Try again says what is still blank, and posts nothing', async () => {
    await world.enrollIn(await world.publish({ steps: [steps.intro] }), { ...ada, company: null });
    await world.runAt('2026-03-02T08:00');
    await world.click(await message(), 'notice.retry-held');
    expect(textOf(await world.whisper())).toContain('Company is still blank');
    await world.runAt('2026-03-02T08:01');
    expect((await world.seenBy(ANA)).messages.filter(({ ephemeral }) => !ephemeral)).toHaveLength(1);
  });

  test('a held mail is tried again by its button, and the notice follows', async () => {
    const { enrollment } = await world.enrollIn(await world.publish({ steps: [steps.intro] }), {
      ...ada,
      company: null,
    });
    await world.runAt('2026-03-02T08:00');
    const notice = await message();
    expect(textOf(notice)).toContain('is held');
    await world.pool.query("UPDATE contacts SET company = 'Engines'");
    await world.click(notice, 'notice.retry-held');
    expect(textOf(await world.whisper())).toContain('It is tried again');
    expect((await world.store.read.enrollments.byId(enrollment.id))?.hold).toBeNull();
  });

  test('a refused step: its owner goes on without it, and a second click changes nothing', async () => {
    const { enrollment } = await world.enrollIn(await world.publish({ steps: [steps.intro, steps.followUp] }), ada);
    world.mailer.answerNext({ outcome: { kind: 'refused', reason: 'the address does not exist' } });
    await world.runAt('2026-03-02T08:00');
    const notice = await message();
    const [execution] = await world.store.read.executions.ofEnrollment(enrollment.id);
    await world.click(notice, 'notice.resolve-failed', { value: `skip ${execution?.id}` });
    expect(textOf(await world.whisper())).toContain('goes on without it');
    await world.click(notice, 'notice.resolve-failed', { value: `retry ${execution?.id}` });
    await world.whisper(undefined, (one) => textOf(one).includes('settled already'));
    expect((await world.store.read.enrollments.byId(enrollment.id))?.hold).toBeNull();
  });

  test('whether an uncertain mail was sent is asked once, and answered by a button', async () => {
    const { enrollment } = await world.enrollIn(await world.publish({ steps: [steps.intro, steps.followUp] }), ada);
    world.mailer.answerNext({ outcome: { kind: 'unknown', reason: 'no answer in time' } });
    await world.runAt('2026-03-02T08:00');
    await world.runAt('2026-03-02T08:10');
    const notice = await message();
    expect(textOf(notice)).toContain('Was this mail sent?');
    const sent = notice.blocks.flatMap((block) => (block.type === 'actions' ? block.elements : []))[0];
    await world.click(notice, 'notice.resolve-uncertain', { value: (sent as { value: string }).value });
    expect(textOf(await world.whisper())).toContain('It counts as sent.');
    const [execution] = await world.store.read.executions.ofEnrollment(enrollment.id);
    expect(execution?.state).toBe('fired');
  });
});

test('why, pause and remove from the menu of somebody in a list', async () => {
  const { enrollment } = await taskShown();
  await world.type('status ada@example.com');
  const status = await world.whisper();
  await world.click(status, 'enrollment.more', { chosen: option(`why:${enrollment.id}`) });
  await world.whisper(undefined, ({ text }) => text.startsWith('Why'));
  await world.click(status, 'enrollment.more', { chosen: option(`pause:${enrollment.id}`) });
  await world.whisper(undefined, (one) => textOf(one).includes('Paused'));
  await world.click(status, 'enrollment.more', { chosen: option(`remove:${enrollment.id}`) });
  await world.submit(await world.modal());
  expect(textOf(await world.modal(undefined, (one) => textOf(one).includes('Removed')))).toContain('Outbound');
  expect((await world.store.read.enrollments.byId(enrollment.id))?.progress.exited?.reason).toBe('removed');
});

test('They replied in the menu of somebody in a list asks once more, too', async () => {
  const { enrollment } = await taskShown();
  await world.type('status ada@example.com');
  await world.click(await world.whisper(), 'enrollment.more', { chosen: option(`replied:${enrollment.id}`) });
  const asking = await world.modal();
  expect(textOf(asking)).toContain('Ada Byron gets nothing more from Outbound.');
  expect((await world.store.read.enrollments.byId(enrollment.id))?.progress.exited).toBeNull();
  await world.submit(asking);
  await world.modal(undefined, (one) => textOf(one).includes('replied and is out of'));
  expect((await world.store.read.enrollments.byId(enrollment.id))?.progress.exited?.reason).toBe('reply');
});

test('a task that nobody sees is opened from its notice, and handed on', async () => {
  const { taskId } = await taskShown();
  const notice = { kind: 'unreachable', memberId: world.ana.id, taskId } as const;
  const to = { workspaceId: world.workspace.id, conversation: MIA, enrollmentId: null, key: 'unreachable' };
  const post = {
    id: world.ids.next(),
    ...to,
    content: { kind: 'notice', notice } as const,
    dueAt: await world.clock.now(),
  };
  await world.store.read.posts.add([post]);
  await world.show();
  const told = (await world.seenBy(MIA)).messages.find((one) => textOf(one).includes('cannot be reached'));
  if (told === undefined) throw new Error('nobody was told');
  await world.click(told, 'notice.open-task', { who: MIA, value: taskId });
  await world.click(await world.modal(MIA), 'task.reassign', { who: MIA, chosen: { selected_user: BEN } });
  await world.modal(MIA, (one) => textOf(one).includes('Handed to'));
  expect((await stored(taskId))?.assigneeId).toBe(world.ben.id);
});

test('a manager acts on the task of a rep', async () => {
  const { taskId } = await taskShown();
  await world.click(await message(), 'task.reassign', { chosen: { selected_user: MIA } });
  expect((await stored(taskId))?.assigneeId).toBe(world.mia.id);
});
