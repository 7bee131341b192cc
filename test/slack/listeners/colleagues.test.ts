import { BEN, eachSlackWorld, SAM, type SlackWorld, steps, textOf } from './slack-world.js';

/** What somebody does to a colleague's contacts: the colleague hears of it. */
let world: SlackWorld;
eachSlackWorld((made) => {
  world = made;
});

const whispered = (text: string, who?: string) => world.whisper(who, (one) => textOf(one).includes(text));
/** What the app has posted in somebody's DM. */
const posted = async (who: string) => {
  await world.runAt('2026-03-02T08:01');
  return (await world.seenBy(who)).messages.filter(({ ephemeral }) => !ephemeral).map((one) => textOf(one));
};

test('who is enrolled from a colleague is told to the colleague, in one message', async () => {
  await world.publish({ steps: [steps.hello] });
  await world.type('enroll ada@example.com, cy@example.com in outbound from @ben');
  await whispered('Enrolled');
  const told = await posted(BEN);
  expect(told).toHaveLength(1);
  expect(told[0]).toContain('Ana Ruiz enrolled 2 people in your name');
  expect(told[0]).toContain('ada@example.com in Outbound');
  expect(told[0]).toContain('cy@example.com in Outbound');
});

test('whose cadence a colleague ended by a suppression is told', async () => {
  await world.publish({ steps: [steps.hello] });
  await world.type('enroll ada@example.com in outbound');
  await whispered('Enrolled');
  await world.type('suppress ada@example.com', BEN);
  await whispered('Suppressed', BEN);
  const told = (await posted(world.ana.slackUserId ?? '')).join();
  expect(told).toContain('suppressed a contact of yours');
  expect(told).toContain('ada@example.com is out of Outbound. Nothing goes there any more.');
});

test('whom a manager took out is told to the owner', async () => {
  await world.publish({ steps: [steps.hello] });
  await world.type('enroll ada@example.com in outbound');
  await whispered('Enrolled');
  await world.type('remove ada@example.com', SAM);
  await whispered('Removed', SAM);
  const told = (await posted(world.ana.slackUserId ?? '')).join();
  expect(told).toContain('ended a cadence of a contact of yours');
  expect(told).toContain('ada@example.com is out of Outbound.');
});

test('what one does to one’s own contacts is not told', async () => {
  await world.publish({ steps: [steps.hello] });
  await world.type('enroll ada@example.com, cy@example.com in outbound');
  await whispered('Enrolled');
  await world.type('remove ada@example.com');
  await whispered('Removed');
  await world.type('suppress cy@example.com');
  await whispered('Suppressed');
  expect(await posted(world.ana.slackUserId ?? '')).toEqual([]);
});
