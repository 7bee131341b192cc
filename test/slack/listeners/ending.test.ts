import { enrollAda } from './enrolled.js';
import { BEN, createSlackWorld, option, type SlackWorld, steps, textOf } from './slack-world.js';
import { taskShown } from './task-shown.js';

/** How somebody is taken out of a sequence, and said to have replied: typed, or from a menu. */
let world: SlackWorld;
beforeEach(async () => {
  world = await createSlackWorld();
});
afterEach(() => world.close());

describe('remove and replied', () => {
  test('remove takes somebody out of the one sequence they are in', async () => {
    const { enrollment } = await enrollAda(world);
    await world.type('remove ada@example.com');
    expect(textOf(await world.whisper())).toContain('Removed *Ada Byron* from *Outbound*');
    expect((await world.store.read.enrollments.byId(enrollment.id))?.progress.exited?.reason).toBe('removed');
  });

  test('whoever is in several is asked about first', async () => {
    const { contact } = await enrollAda(world);
    const other = await world.enrollIn(await world.publish({ name: 'Second', steps: [steps.followUp] }), contact);
    await world.pool.query('UPDATE enrollments SET contact_id = $1 WHERE id = $2', [contact.id, other.enrollment.id]);
    await world.type('remove ada@example.com');
    const asking = await world.modal();
    // They came at the same moment: the one that was made last is the newest.
    expect(textOf(asking)).toMatch(/Second[\s\S]*Outbound/);
    const open = () => world.store.read.enrollments.count({ workspaceId: world.workspace.id, status: 'open' });
    expect(await open()).toBe(2);
    await world.submit(asking);
    expect(textOf(await world.modal())).toContain('Removed');
    expect(await open()).toBe(0);
  });

  test('a colleague’s contact is left alone, and the answer says who could', async () => {
    await enrollAda(world);
    await world.type('remove ada@example.com', BEN);
    expect(textOf(await world.whisper(BEN))).toContain('it takes a manager');
  });

  test('replied ends what a reply ends', async () => {
    const { enrollment } = await enrollAda(world);
    await world.type('replied ada@example.com');
    expect(textOf(await world.whisper())).toContain('replied and is out of *Outbound*');
    expect((await world.store.read.enrollments.byId(enrollment.id))?.progress.exited?.reason).toBe('reply');
  });
});

describe('when they replied', () => {
  const time = { type: 'timepicker', selected_time: '09:30' };
  const on = (selected_date: string) => ({ date: { type: 'datepicker', selected_date } });

  test('can be said, and is shown on the reader’s clock', async () => {
    await enrollAda(world);
    await world.runAt('2026-03-04T12:00');
    await world.type('replied ada@example.com at 2026-03-03 09:30');
    const said = 'replied Tue 3 Mar, 12:30 (09:30 in Los Angeles) and is out of *Outbound*';
    expect(textOf(await world.whisper())).toContain(said);
  });

  test('cannot be ahead, nor before they were enrolled', async () => {
    await enrollAda(world);
    await world.type('replied ada@example.com at 23:00');
    await world.whisper(undefined, (one) => textOf(one).includes('is still ahead'));
    await world.type('replied ada@example.com on 2026-02-01');
    await world.whisper(undefined, (one) => textOf(one).includes('is before they were enrolled (Mon 2 Mar, 11:00'));
  });

  test('is asked for in the form, with what is wrong at its field', async () => {
    await enrollAda(world);
    await world.runAt('2026-03-04T12:00');
    await world.type('replied');
    const form = await world.modal();
    const email = { email: { type: 'email_text_input', value: 'ada@example.com' } };
    await world.submit(form, { ...email, ...on('2026-03-30') });
    expect((await world.modal(undefined, ({ errors }) => 'date' in errors)).errors.date).toContain('still ahead');
    await world.submit(form, { ...email, ...on('2026-03-03'), time });
    await world.modal(undefined, (one) => textOf(one).includes('replied Tue 3 Mar, 12:30'));
  });

  test('is asked for where it is said from a menu', async () => {
    const { enrollment } = await enrollAda(world);
    await world.runAt('2026-03-04T12:00');
    await world.type('status ada@example.com');
    await world.click(await world.whisper(), 'enrollment.more', { chosen: option(`replied:${enrollment.id}`) });
    const form = await world.modal();
    await world.submit(form, on('2026-02-01'));
    expect((await world.modal(undefined, ({ errors }) => 'date' in errors)).errors.date).toContain('before they were');
    await world.submit(form, { ...on('2026-03-03'), time });
    await world.modal(undefined, (one) => textOf(one).includes('replied Tue 3 Mar, 12:30'));
  });
});

test('why, pause and remove from the menu of somebody in a list', async () => {
  const { enrollment } = await taskShown(world);
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
  const { enrollment } = await taskShown(world);
  await world.type('status ada@example.com');
  await world.click(await world.whisper(), 'enrollment.more', { chosen: option(`replied:${enrollment.id}`) });
  const asking = await world.modal();
  expect(textOf(asking)).toContain('Ada Byron gets nothing more from Outbound.');
  expect((await world.store.read.enrollments.byId(enrollment.id))?.progress.exited).toBeNull();
  await world.submit(asking);
  await world.modal(undefined, (one) => textOf(one).includes('replied and is out of'));
  expect((await world.store.read.enrollments.byId(enrollment.id))?.progress.exited?.reason).toBe('reply');
});
