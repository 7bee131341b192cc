import { ada, createSlackWorld, type SlackWorld, steps, textOf } from './slack-world.js';

/** People write a day behind whom they pause or resume. */
let world: SlackWorld;
beforeEach(async () => {
  world = await createSlackWorld();
  await world.enrollIn(await world.publish({ name: 'Outbound', steps: [steps.followUp] }), ada);
});
afterEach(() => world.close());

const saying = (text: string) => world.whisper(undefined, (one) => textOf(one).includes(text));
const commandsOf = (said: object) => [...JSON.stringify(said).matchAll(/"run:([^"]+)"/g)].map(([, text]) => text);

test.each([
  ['resume ada@example.com tomorrow', ['resume ada@example.com', 'pause ada@example.com until tomorrow']],
  ['resume ada@example.com on Monday', ['resume ada@example.com', 'pause ada@example.com until monday']],
  ['resume ada@example.com until 2026-12-01', ['resume ada@example.com', 'pause ada@example.com until 2026-12-01']],
  [
    'resume ada@example.com in outbound tomorrow at 9am keep',
    ['resume ada@example.com in outbound', 'pause ada@example.com in outbound until tomorrow'],
  ],
  ['resume me tomorrow', ['resume me', 'pause me until tomorrow']],
  ['resume outbound friday', ['resume outbound', 'pause outbound until friday']],
  ['resume ada@example.com today', ['resume ada@example.com']],
  ['resume tomorrow', []],
])('%s says that it goes on at once, and how a pause ends by itself', async (typed, commands) => {
  await world.type(typed);
  const said = await saying('`resume` takes no day');
  expect(textOf(said)).not.toContain('no sequence called');
  expect(commandsOf(said)).toEqual(commands);
});

test.each([
  ['pause ada@example.com tomorrow', ['pause ada@example.com until tomorrow']],
  ['pause ada@example.com from monday', ['pause ada@example.com until monday']],
  ['pause outbound on 2026-12-01', ['pause outbound until 2026-12-01']],
  ['pause ada@example.com today', []],
])('%s says where the day belongs', async (typed, commands) => {
  await world.type(typed);
  const said = await saying('A pause begins at once');
  expect(textOf(said)).toContain(`\`${commands[0] ?? 'pause ada@example.com until tomorrow'}\``);
  expect(commandsOf(said)).toEqual(commands);
});

test('a sequence that is called so is meant', async () => {
  await world.publish({ name: 'Monday', steps: [steps.followUp] });
  await world.type('resume ada@example.com monday');
  expect(textOf(await saying('is not in'))).toContain('ada@example.com is not in *Monday*');
});

test('nothing happens before the button, which does what was meant', async () => {
  await world.type('pause ada@example.com tomorrow');
  const said = await saying('A pause begins at once');
  const paused = async () =>
    (await world.store.read.enrollments.find({ workspaceId: world.workspace.id, status: 'open' }))[0]?.progress
      .pausedSince;
  expect(await paused()).toBeNull();
  await world.click(said, 'answer.open', { value: 'run:pause ada@example.com until tomorrow' });
  await saying('Paused');
  expect(await paused()).not.toBeNull();
});
