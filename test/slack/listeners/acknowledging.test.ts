import type { AppDeps } from '../../../src/app/deps.js';
import { shortIncident } from '../../../src/slack/views/answer.js';
import { builderOf, menu, radio, typed } from './building.js';
import { createSlackWorld, MIA, option, RANDOM, SALES, type SlackWorld, steps, textOf } from './slack-world.js';

let world: SlackWorld;
afterEach(() => world.close());

/** Whatever is to be waited for is over at once. */
const after = (_delayMs: number, run: () => void) => {
  run();
  return () => {};
};

/** A database that says nothing of workspaces, or throws, until it is let go. */
function slowly(fault?: Error) {
  let letGo = () => {};
  const gone = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  const deps = (given: AppDeps): AppDeps => {
    const { read } = given.store;
    const byTeam = async (team: string) => {
      await gone;
      if (fault !== undefined) throw fault;
      return read.workspaces.byTeam(team);
    };
    return { ...given, store: { ...given.store, read: { ...read, workspaces: { ...read.workspaces, byTeam } } } };
  };
  return { deps, letGo };
}

test('a command that takes longer is acknowledged meanwhile, and answered when it is done', async () => {
  const { deps, letGo } = slowly();
  world = await createSlackWorld({ after, deps, impatient: true });
  await world.publish({ name: 'Outbound', steps: [steps.followUp] });
  // Resolves when it is acknowledged.
  await world.type('list');
  letGo();
  expect(textOf(await world.whisper())).toContain('Outbound');
});

test('what goes wrong then is told, once', async () => {
  const { deps, letGo } = slowly(new Error('away'));
  world = await createSlackWorld({ after, deps, impatient: true });
  await world.type('list');
  letGo();
  const said = textOf(await world.whisper());
  expect(world.log).toHaveLength(1);
  expect(said).toContain(shortIncident(String(world.log[0]?.fields.incident)));
});

/** Nothing that is acknowledged arrives: the connection has gone. */
function loseAcknowledgements({ bolt }: SlackWorld): void {
  const process = bolt.processEvent.bind(bolt);
  bolt.processEvent = (event) =>
    process({
      ...event,
      ack: async () => {
        await event.ack();
        throw new Error('no connection');
      },
    });
}

test('one that Slack is not there to acknowledge any more is answered all the same', async () => {
  const { deps, letGo } = slowly();
  world = await createSlackWorld({ after, deps, impatient: true });
  await world.publish({ name: 'Outbound', steps: [steps.followUp] });
  loseAcknowledgements(world);
  await world.type('list');
  letGo();
  expect(textOf(await world.whisper())).toContain('Outbound');
  expect(world.log).toHaveLength(1);
});

test('so is one whose answer was there at once, and was to come with the acknowledgement', async () => {
  world = await createSlackWorld({ after: () => () => {} });
  await world.publish({ name: 'Outbound', steps: [steps.followUp] });
  loseAcknowledgements(world);
  await world.type('list');
  expect(textOf(await world.whisper())).toContain('Outbound');
  expect(world.log).toHaveLength(1);
});

/** A Slack that takes its time over channels and people. */
const silentSlack = (given: AppDeps): AppDeps => {
  const silent = () => new Promise<never>(() => {});
  return { ...given, directory: { ...given.directory, channels: silent, channel: silent, people: silent } };
};

test('a step that names a channel is saved while Slack lets that wait, and the builder says that nobody looked', async () => {
  world = await createSlackWorld({ after, deps: silentSlack, impatient: true });
  const { begin, open, click, submit, asking, shown, stepsOf } = builderOf(() => world);
  const filled = { 'assignee.who': radio('channel') };
  await click(await begin(await open(), 'task'), 'step.assignee', { chosen: option('channel'), filled });
  const channel = { type: 'conversations_select', selected_conversation: RANDOM };
  const call = { name: typed('The call'), 'task.title': typed('Call'), 'task.type': menu('call') };
  await submit(await asking('assignee.channel'), { ...filled, ...call, 'assignee.channel': channel });
  const builder = await shown('*The call*');
  expect(textOf(builder)).toContain('Saved. Slack did not answer in time, so nobody looked');
  expect((await stepsOf(builder))[0]?.assignee).toBe(RANDOM);
});

test('so is an action of a rule that names one, and the form says so', async () => {
  world = await createSlackWorld({ after, deps: silentSlack, impatient: true });
  const { begin, open, click, submit, asking, shown } = builderOf(() => world);
  await click(await begin(await open(), 'rule'), 'step.add-action', { chosen: option('notify') });
  const channel = { type: 'conversations_select', selected_conversation: SALES };
  await submit(await asking('notify.who'), { 'notify.who': radio('channel'), 'notify.channel': channel });
  expect(textOf(await shown(`notify ${SALES}`))).toContain('Slack did not answer in time');
});

test('the form of a step opens also while Slack lets its channels wait, and keeps the one that is named', async () => {
  world = await createSlackWorld({ after, deps: silentSlack, impatient: true });
  await world.publish({ name: 'Outbound', steps: [{ ...steps.call, assignee: '#sales' }] });
  await world.type('edit Outbound', MIA);
  const { shown, asking, click } = builderOf(() => world);
  await click(await shown('Editing *Outbound*'), 'builder.step', { chosen: option(`edit:${steps.call.id}`) });
  expect(JSON.stringify((await asking('assignee.who')).view)).toContain('Now #sales; empty keeps that.');
});
