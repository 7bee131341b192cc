import { aMember } from '../../support/people.js';
import { createWorld, type World } from '../../support/world.js';

/** What people type is taken to the letter: `_` and `%` stand for nothing else. */
let world: World;
beforeEach(async () => {
  world = await createWorld();
});
afterEach(() => world.close());

async function addMember(handle: string) {
  const { ids, workspace, store } = world;
  const email = `${handle}@harbor.example`;
  const member = aMember(ids.next(), workspace.id, { slackUserId: `U-${handle}`, handle, email, name: handle });
  await store.transact(async (tables) => tables.members.save(member, await world.clock.now()));
  return member;
}

test('a person is found by handle and address in any case, and by no other letters', async () => {
  const dotted = await addMember('ben.k');
  const { members } = world.store.read;
  expect(await members.byHandle(world.workspace.id, 'BEN.K')).toMatchObject({ id: dotted.id });
  expect(await members.byEmail(world.workspace.id, 'Ben.K@harbor.example')).toMatchObject({ id: dotted.id });
  expect(await members.byHandle(world.workspace.id, 'ben_k')).toBeNull();
  expect(await members.byEmail(world.workspace.id, 'ben_k@harbor.example')).toBeNull();
  const lined = await addMember('ben_k');
  expect(await members.byHandle(world.workspace.id, 'Ben_K')).toMatchObject({ id: lined.id });
  expect(await members.byEmail(world.workspace.id, 'ben_k@HARBOR.example')).toMatchObject({ id: lined.id });
});

test('a sequence is found by its name in any case, and by no other letters', async () => {
  await world.publish({ name: 'SaaS', steps: [{ id: 'call', kind: 'task', task: { title: 'Call', type: 'call' } }] });
  const { sequences } = world.store.read;
  expect(await sequences.byName(world.workspace.id, ' saas ')).toMatchObject({ name: 'SaaS' });
  for (const typed of ['%', '____', 'S%', 'Saa_']) expect(await sequences.byName(world.workspace.id, typed)).toBeNull();
});
