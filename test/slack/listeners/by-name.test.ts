import { ada, createSlackWorld, type SlackWorld, steps, textOf } from './slack-world.js';

/** People type a name where an address belongs. */
let world: SlackWorld;
beforeEach(async () => {
  world = await createSlackWorld();
  await world.enrollIn(await world.publish({ name: 'Outbound', steps: [steps.followUp] }), ada);
});
afterEach(() => world.close());

const saying = (text: string) => world.whisper(undefined, (one) => textOf(one).includes(text));

test.each([
  ['why ada', '“ada”', 'why ada@example.com'],
  ['status Ada Byron', '“Ada Byron”', 'status ada@example.com'],
  ['why "byron" in outbound', '“byron”', 'why ada@example.com in outbound'],
  ['remove ada from "Outbound"', '“ada”', 'remove ada@example.com from "Outbound"'],
  ['simulate "Outbound" for byron', '“byron”', 'simulate "Outbound" for ada@example.com'],
  ['replied byron at 9:30', '“byron”', 'replied ada@example.com at 9:30'],
])('%s gets a button with the address', async (typed, name, meant) => {
  await world.type(typed);
  const said = await saying('Did you mean');
  expect(textOf(said)).toContain(`${name} is not an e-mail address.`);
  expect(JSON.stringify(said.blocks)).toContain(JSON.stringify(`run:${meant}`).slice(1, -1));
});

test.each([
  ['pause ada', '“ada”', 'pause ada@example.com'],
  ['pause Ada Byron until monday', '“Ada Byron”', 'pause ada@example.com until mon'],
  ['resume byron', '“byron”', 'resume ada@example.com'],
  ['resume byron spread 1 hour', '“byron”', 'resume ada@example.com spread 60 minutes'],
])('%s, which names no sequence either, gets one too', async (typed, name, meant) => {
  await world.type(typed);
  const said = await saying('Did you mean');
  expect(textOf(said)).toContain(`There is no sequence called ${name}.`);
  expect(JSON.stringify(said.blocks)).toContain(JSON.stringify(`run:${meant}`).slice(1, -1));
});

test('a sequence that the name is near to comes first', async () => {
  await world.publish({ name: 'Adagio', steps: [steps.followUp] });
  await world.type('pause ada');
  expect(textOf(await saying('Did you mean'))).toContain('Did you mean `adagio`?');
});

test('the button does what was meant, and nothing happens before', async () => {
  await world.type('remove ada from outbound');
  const said = await saying('Did you mean');
  const open = { workspaceId: world.workspace.id, status: 'open' as const };
  expect(await world.store.read.enrollments.find(open)).toHaveLength(1);
  await world.click(said, 'answer.open', { value: 'run:remove ada@example.com from outbound' });
  await saying('Removed *Ada Byron*');
  expect(await world.store.read.enrollments.find(open)).toEqual([]);
});

test.each(['why zebulon', 'why ada@', 'why @ada'])('%s is nobody’s name: the command is taught', async (typed) => {
  await world.type(typed);
  const said = await saying('is not an e-mail address');
  expect(textOf(said)).toContain('What happened, what is next, and why then.');
  expect(textOf(said)).not.toContain('Did you mean');
});
