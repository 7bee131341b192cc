import { reassignTask } from '../../../src/app/tasks/reassignTask.js';
import { ANA, ANA_DM, ada, BEN, createSlackWorld, option, type SlackWorld, steps, textOf } from './slack-world.js';
import { storedTask } from './task-shown.js';

/** Several tasks of one person: in a thread of the contact, or as the lines of one message. */
let world: SlackWorld;
beforeEach(async () => {
  world = await createSlackWorld();
});
afterEach(() => world.close());

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
    expect(await storedTask(world, task('Bea'))).toMatchObject({ state: 'done', outcome: 'voicemail' });
    await world.click(shown, 'task.more', { chosen: option(`connected:${task('Bea')}`) });
    expect(textOf(await world.whisper())).toContain('was closed already');
    expect(await storedTask(world, task('Bea'))).toMatchObject({ outcome: 'voicemail' });
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
    expect(await storedTask(world, task('Ada'))).toMatchObject({ state: 'open' });
    await world.submit(asking);
    await world.modal(undefined, (one) => textOf(one).includes('replied and is out of'));
    expect(await storedTask(world, task('Ada'))).toMatchObject({ state: 'closed', closedReason: 'reply' });
  });

  test('They replied, asked in a message whose task was handed on meanwhile, changes nothing', async () => {
    const task = await sixShown();
    await world.click(await list(), 'task.more', { chosen: option(`replied:${task('Ada')}`) });
    const asking = await world.modal();
    await reassignTask(world.deps, { actor: world.mia, taskId: task('Ada'), to: world.ben.id });
    await world.submit(asking);
    await world.modal(undefined, (one) => textOf(one).includes('was handed to'));
    expect(await storedTask(world, task('Ada'))).toMatchObject({ state: 'open' });
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
