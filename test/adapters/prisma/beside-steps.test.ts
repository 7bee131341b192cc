import type { Enrollment } from '../../../src/app/ports/stores/enrollments.js';
import { exit } from '../../../src/domain/enrollment/exit.js';
import { createWorld, monday, type World } from '../../support/world.js';

let world: World;
beforeEach(async () => {
  world = await createWorld();
});
afterEach(() => world.close());

const intro = { id: 'intro', kind: 'email', when: 'immediately', email: { subject: 'Hello', body: 'Hi there.' } };

test('left behind is whoever is open in a version that is not its sequence’s current one', async () => {
  const { store, ids } = world;
  const moved = await world.publish({ name: 'Moved', steps: [intro] });
  const kept = await world.publish({ name: 'Kept', steps: [intro] });
  const { enrollment: behind } = await world.enrollIn(moved, { email: 'ada@example.com' });
  const { enrollment: current } = await world.enrollIn(kept, { email: 'bo@example.com' });
  const { enrollment: open } = await world.enrollIn(moved, { email: 'cy@example.com' });
  const over: Enrollment = { ...open, progress: exit(open.progress, 'removed', monday).progress, dueAt: null };
  await store.read.enrollments.save(over, monday);
  await store.transact(({ sequences }) => sequences.addVersion({ ...moved, id: ids.next(), number: 2 }, 'moved'));

  const beside = await store.read.enrollments.besideSteps([behind, current, over]);
  expect(beside.leftBehind).toEqual([behind.id]);
  expect(await store.read.enrollments.leftBehind([behind.id, current.id, over.id])).toEqual([behind.id]);
});

test('zones are those that contacts have of their own', async () => {
  const version = await world.publish({ steps: [intro] });
  const { enrollment: ada } = await world.enrollIn(version, { email: 'ada@example.com', zone: 'Asia/Tokyo' });
  const { enrollment: bo } = await world.enrollIn(version, { email: 'bo@example.com', zone: null });
  await world.enrollIn(version, { email: 'cy@example.com', zone: 'Europe/Oslo' });
  const { zones } = await world.store.read.enrollments.besideSteps([ada, bo]);
  expect(zones).toEqual(new Map([[ada.contactId, 'Asia/Tokyo']]));
});

test('beside none there is nothing', async () => {
  const nothing = { uncertain: [], openTasks: [], leftBehind: [], zones: new Map() };
  expect(await world.store.read.enrollments.besideSteps([])).toEqual(nothing);
});
