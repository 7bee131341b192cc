import { createWorld, type World } from '../../support/world.js';

let world: World;
beforeEach(async () => {
  world = await createWorld();
});
afterEach(() => world.close());

test('of contacts only the zones of those are read that have one of their own', async () => {
  const intro = { id: 'intro', kind: 'email', when: 'immediately', email: { subject: 'Hello', body: 'Hi there.' } };
  const version = await world.publish({ steps: [intro] });
  const { contact: ada } = await world.enrollIn(version, { email: 'ada@example.com', zone: 'Asia/Tokyo' });
  const { contact: bo } = await world.enrollIn(version, { email: 'bo@example.com', zone: null });
  await world.enrollIn(version, { email: 'cy@example.com', zone: 'Europe/Oslo' });
  expect(await world.store.read.contacts.zones([ada.id, bo.id])).toEqual(new Map([[ada.id, 'Asia/Tokyo']]));
  expect(await world.store.read.contacts.zones([])).toEqual(new Map());
});
