import type { AppDeps } from '../../../src/app/deps.js';
import { shortIncident } from '../../../src/slack/views/answer.js';
import { builderOf } from './building.js';
import { createSlackWorld, MIA, option, type SlackWorld, steps, textOf } from './slack-world.js';

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

test('one that Slack is not there to acknowledge any more is answered all the same', async () => {
  const { deps, letGo } = slowly();
  world = await createSlackWorld({ after, deps, impatient: true });
  await world.publish({ name: 'Outbound', steps: [steps.followUp] });
  const { bolt } = world;
  const process = bolt.processEvent.bind(bolt);
  bolt.processEvent = (event) =>
    process({
      ...event,
      ack: async (answer) => {
        await event.ack(answer);
        throw new Error('no connection');
      },
    });
  await world.type('list');
  letGo();
  expect(textOf(await world.whisper())).toContain('Outbound');
  expect(world.log).toHaveLength(1);
});

test('the form of a step opens also while Slack lets its channels wait, and keeps the one that is named', async () => {
  const deps = (given: AppDeps): AppDeps => {
    const channels = () => new Promise<never>(() => {});
    return { ...given, directory: { ...given.directory, channels } };
  };
  world = await createSlackWorld({ after, deps, impatient: true });
  await world.publish({ name: 'Outbound', steps: [{ ...steps.call, assignee: '#sales' }] });
  await world.type('edit Outbound', MIA);
  const { shown, asking, click } = builderOf(() => world);
  await click(await shown('Editing *Outbound*'), 'builder.step', { chosen: option(`edit:${steps.call.id}`) });
  expect(JSON.stringify((await asking('assignee.who')).view)).toContain('Now #sales; empty keeps that.');
});
