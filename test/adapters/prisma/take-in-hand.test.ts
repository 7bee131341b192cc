import { createWorld, type World } from '../../support/world.js';

let world: World;
beforeEach(async () => {
  world = await createWorld();
});
afterEach(() => world.close());

const columns = async () => (await world.pool.query('SELECT * FROM enrollments')).rows;

test('what is taken in hand is stored as a whole row that is in flight would be', async () => {
  const mail = { subject: 'Hello', body: 'Hi there.' };
  const intro = { id: 'intro', kind: 'email', when: 'immediately', email: mail };
  const { enrollment } = await world.enrollIn(await world.publish({ steps: [intro] }));
  const at = (await world.clock.now()).plus({ minutes: 3 });
  const { enrollments } = world.store.read;
  expect(await columns()).toMatchObject([{ due_at: expect.any(Date), held_due_at: null }]);
  await enrollments.saveMany([{ ...enrollment, dueAt: null }], at);
  const whole = await columns();
  await enrollments.save(enrollment, enrollment.enrolledAt);
  await enrollments.takeInHand([enrollment.id], at);
  expect(await columns()).toEqual(whole);
  expect(whole).toMatchObject([{ due_at: null, held_due_at: expect.any(Date) }]);
});
