import type { Member } from '../../../src/app/ports/stores/people.js';
import { claimTask } from '../../../src/app/tasks/claimTask.js';
import {
  ANA,
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
import { messageIn, storedTask, taskShown } from './task-shown.js';

/** What the buttons and menus of a task do, and whom they refuse. */
let world: SlackWorld;
beforeEach(async () => {
  world = await createSlackWorld();
});
afterEach(() => world.close());

const whispers = async (who = ANA) => (await world.seenBy(who)).messages.filter((one) => one.ephemeral);

describe('Done', () => {
  test('closes the task, wakes the worker, and the message says who, when and what comes next', async () => {
    const { taskId } = await taskShown(world);
    const shown = await messageIn(world);
    await world.click(shown, 'task.done');
    expect(await storedTask(world, taskId)).toMatchObject({ state: 'done', closedById: world.ana.id });
    expect(world.poked()).toBe(1);
    await world.show();
    const after = await messageIn(world);
    expect(after.ts).toBe(shown.ts);
    expect(textOf(after)).toMatch(/Done.*Invite Ada[\s\S]*by <@U0ANA00001>[\s\S]*Next: Follow-up/);
    expect(await whispers()).toEqual([]);
  });

  test('a second click changes nothing and says who was faster', async () => {
    const { taskId } = await taskShown(world);
    const shown = await messageIn(world);
    await world.click(shown, 'task.done');
    const before = await storedTask(world, taskId);
    await world.click(shown, 'task.done');
    expect(textOf(await world.whisper())).toMatch(
      /“Invite Ada” was closed already by <@U0ANA00001>.*Nothing was changed/,
    );
    expect(await storedTask(world, taskId)).toEqual(before);
  });

  test('two clicks at the same moment: one counts, the other is told', async () => {
    await taskShown(world);
    const shown = await messageIn(world);
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
    const { taskId } = await taskShown(world, steps.call);
    await world.click(await messageIn(world), action);
    expect(await storedTask(world, taskId)).toMatchObject({ state: 'done', outcome });
  });
});

describe('Skip, They replied', () => {
  test('Skip closes it undone', async () => {
    const { taskId } = await taskShown(world);
    await world.click(await messageIn(world), 'task.skip');
    expect(await storedTask(world, taskId)).toMatchObject({ state: 'skipped' });
  });

  test('They replied ends the cadence, and the message loses its buttons', async () => {
    const { enrollment } = await taskShown(world);
    await world.click(await messageIn(world), 'task.replied');
    expect((await world.store.read.enrollments.byId(enrollment.id))?.progress.exited?.reason).toBe('reply');
    await world.show();
    expect(textOf(await messageIn(world))).toContain('they replied');
    expect((await messageIn(world)).blocks.map(({ type }) => type)).not.toContain('actions');
  });
});

describe('Snooze', () => {
  test.each([
    ['hour', '2026-03-02T17:00:00.000Z'],
    ['three-hours', '2026-03-02T19:00:00.000Z'],
    ['tomorrow', '2026-03-03T14:00:00.000Z'],
    ['monday', '2026-03-09T13:00:00.000Z'],
  ])('%s, in the zone of whoever snoozes', async (choice, until) => {
    const { taskId } = await taskShown(world);
    await world.click(await messageIn(world), 'task.snooze', { chosen: option(`${choice}:${taskId}`) });
    expect((await storedTask(world, taskId))?.snoozedUntil?.toUTC().toISO()).toBe(until);
  });

  test('Show now takes it back', async () => {
    const { taskId } = await taskShown(world);
    await world.click(await messageIn(world), 'task.snooze', { chosen: option(`tomorrow:${taskId}`) });
    await world.show();
    await world.click(await messageIn(world), 'task.show-now');
    expect((await storedTask(world, taskId))?.snoozedUntil).toBeNull();
  });

  test('a time of one’s own is asked for, and a past one is refused at its field', async () => {
    const { taskId } = await taskShown(world);
    await world.click(await messageIn(world), 'task.snooze', { chosen: option(`pick:${taskId}`) });
    const asking = await world.modal();
    const date = (selected_date: string) => ({ date: { type: 'datepicker', selected_date } });
    await world.submit(asking, date('2026-03-01'));
    expect((await world.modal()).errors.date).toContain('is past');
    await world.submit(asking, { ...date('2026-03-05'), time: { type: 'timepicker', selected_time: '14:30' } });
    expect((await world.seenBy(ANA)).modals).toEqual([]);
    expect((await storedTask(world, taskId))?.snoozedUntil?.toUTC().toISO()).toBe('2026-03-05T19:30:00.000Z');
  });
});

describe('Reassign', () => {
  test('gives it to somebody else, in whose DM it appears, and says so to whoever gave it', async () => {
    const { taskId } = await taskShown(world);
    await world.click(await messageIn(world), 'task.reassign', { chosen: { selected_user: BEN } });
    expect((await storedTask(world, taskId))?.assigneeId).toBe(world.ben.id);
    expect(textOf(await world.whisper())).toContain(`Handed to <@${BEN}>: Invite Ada`);
    await world.show();
    expect(textOf(await messageIn(world, BEN, BEN_DM))).toContain('Invite Ada');
  });

  test('the message of whoever had it loses its buttons and says who, whom and when', async () => {
    await taskShown(world);
    await world.click(await messageIn(world), 'task.reassign', { chosen: { selected_user: BEN } });
    await world.show();
    const old = await messageIn(world);
    expect(textOf(old)).toContain(`Handed to <@${BEN}>  ·  by <@${ANA}>  ·  Mon 2 Mar, 11:00`);
    expect(old.blocks.map(({ type }) => type)).not.toContain('actions');
    expect((await messageIn(world, BEN, BEN_DM)).blocks.map(({ type }) => type)).toContain('actions');
  });

  test('a button of that message pressed before it went changes nothing and says to whom it was handed', async () => {
    const { taskId } = await taskShown(world);
    const stale = await messageIn(world);
    await world.click(stale, 'task.reassign', { chosen: { selected_user: BEN } });
    await world.whisper();
    await world.click(stale, 'task.done');
    const said = await world.whisper(undefined, (one) => textOf(one).includes('Nothing was changed'));
    expect(textOf(said)).toContain(`“Invite Ada” was handed to <@${BEN}> by <@${ANA}>`);
    expect(await storedTask(world, taskId)).toMatchObject({ state: 'open' });
  });

  test('not to a guest', async () => {
    const { taskId } = await taskShown(world);
    await world.click(await messageIn(world), 'task.reassign', { chosen: { selected_user: 'U0GIL00001' } });
    expect(textOf(await world.whisper(undefined, (one) => textOf(one).includes('guests')))).toContain('chosen');
    expect((await storedTask(world, taskId))?.assigneeId).toBe(world.ana.id);
  });
});

describe('a task in a channel', () => {
  const inChannel = () => taskShown(world, { ...steps.invite, assignee: SALES });

  test('is taken by whoever says so first: it is in their messages, and the channel says who has it', async () => {
    const { taskId } = await inChannel();
    const open = await messageIn(world, BEN, SALES);
    await world.click(open, 'task.claim', { who: BEN });
    expect((await storedTask(world, taskId))?.assigneeId).toBe(world.ben.id);
    expect(textOf(await world.whisper(BEN))).toContain('Yours now: Invite Ada.');
    await world.click(open, 'task.claim');
    expect(textOf(await world.whisper())).toContain(`“Invite Ada” was taken by <@${BEN}>`);
    expect((await storedTask(world, taskId))?.assigneeId).toBe(world.ben.id);
    await world.show();
    expect(textOf(await messageIn(world, BEN, BEN_DM))).toContain('Invite Ada');
    const after = await messageIn(world, ANA, SALES);
    expect(textOf(after)).toContain(`Taken by <@${BEN}>`);
    expect(after.blocks.map(({ type }) => type)).not.toContain('actions');
  });

  test('that was opened from a list is taken once, too', async () => {
    const { taskId } = await inChannel();
    const take = (actor: Member) => claimTask(world.deps, { actor, taskId });
    expect(await take(world.ben)).toMatchObject({ ok: true });
    expect(await take(world.mia)).toMatchObject({ ok: false, reason: 'same-person', to: { name: 'Ben Okafor' } });
    expect((await storedTask(world, taskId))?.assigneeId).toBe(world.ben.id);
  });
});

describe('what a use case refuses', () => {
  test('a task of somebody else names the role that could', async () => {
    const { taskId } = await taskShown(world);
    await world.pool.query('UPDATE tasks SET assignee_id = $1 WHERE id = $2', [world.mia.id, taskId]);
    await world.pool.query('UPDATE enrollments SET owner_id = $1', [world.mia.id]);
    await world.click(await messageIn(world), 'task.done');
    expect(textOf(await world.whisper())).toContain('it takes a manager');
    expect(await storedTask(world, taskId)).toMatchObject({ state: 'open' });
  });
});

test('a manager acts on the task of a rep', async () => {
  const { taskId } = await taskShown(world);
  await world.click(await messageIn(world), 'task.reassign', { chosen: { selected_user: MIA } });
  expect((await storedTask(world, taskId))?.assigneeId).toBe(world.mia.id);
});
