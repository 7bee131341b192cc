import { ANA, BEN, eachSlackWorld, MIA, SAM, type SlackWorld, steps, textOf } from './slack-world.js';

/** What somebody is refused for want of a role names whom they may ask. */
let world: SlackWorld;
eachSlackWorld((made) => {
  world = made;
});

const whispered = (text: string, who?: string) => world.whisper(who, (one) => textOf(one).includes(text));

test('what takes a manager names the managers, without those who have left', async () => {
  const gone = { ...world.mia, id: world.ids.next(), slackUserId: 'U0GONE0001', handle: 'gone', isRefused: true };
  await world.store.read.members.save(gone, await world.clock.now());
  await world.type('new Nurture');
  expect(textOf(await whispered('it takes a manager (or an admin).'))).toContain(`\nAsk <@${MIA}>.`);
});

test('what takes an admin names the admins', async () => {
  await world.type('unsuppress ada@example.com', MIA);
  expect(textOf(await whispered('it takes an admin.', MIA))).toContain(`Ask <@${SAM}>.`);
});

test('without a manager an admin is named', async () => {
  await world.store.read.members.setManager(world.mia.id, false);
  await world.type('new Nurture');
  expect(textOf(await whispered('it takes a manager'))).toContain(`Ask <@${SAM}>.`);
});

test('also where the answer comes after its acknowledgement', async () => {
  await world.publish({ steps: [steps.hello] });
  await world.type('report outbound');
  expect(textOf(await whispered('You cannot see reports'))).toContain(`Ask <@${MIA}>.`);
  await world.type('pause outbound');
  expect(textOf(await whispered('You cannot pause'))).toContain(`Ask <@${MIA}>.`);
});

test('at a click and where a target is named too; nobody is named where it is no question of roles', async () => {
  await world.publish({ steps: [steps.hello] });
  await world.type('enroll ada@example.com in outbound');
  await whispered('Enrolled');
  await world.type('remove ada@example.com', BEN);
  expect(textOf(await whispered('somebody else’s contact', BEN))).toContain(`Ask <@${MIA}>.`);
  await world.type('remove nobody@example.com', BEN);
  expect(textOf(await whispered('I know nobody', BEN))).not.toContain('Ask');
  const said = await whispered('Enrolled', ANA);
  expect(textOf(said)).not.toContain('Ask');
});
