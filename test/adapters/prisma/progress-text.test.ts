import { progressToJson } from '../../../src/domain/enrollment/progress-json.js';
import { createWorld, type World } from '../../support/world.js';

let world: World;
beforeEach(async () => {
  world = await createWorld();
});
afterEach(() => world.close());

test('where an enrollment stands is stored as the text that was written, which PostgreSQL need not take apart', async () => {
  const intro = { id: 'intro', kind: 'email', when: 'immediately', email: { subject: 'Hello', body: 'Hi there.' } };
  const { enrollment } = await world.enrollIn(await world.publish({ steps: [intro] }));
  const stored = async () => (await world.pool.query('SELECT progress::text AS text FROM enrollments')).rows;
  const text = JSON.stringify(progressToJson(enrollment.progress));
  expect(await stored()).toEqual([{ text }]);
  await world.store.read.enrollments.save(enrollment, await world.clock.now());
  expect(await stored()).toEqual([{ text }]);
});
