import { exit } from '../../../src/domain/enrollment/exit.js';
import { createWorld, monday, type World } from '../../support/world.js';

let world: World;
beforeEach(async () => {
  world = await createWorld();
});
afterEach(() => world.close());

test('a contact is in a sequence once, and may come in again whenever they have left it', async () => {
  const mail = { subject: 'Hello', body: 'Hi there.' };
  const sequence = await world.publish({ steps: [{ id: 'intro', kind: 'email', when: 'immediately', email: mail }] });
  const { enrollment: first } = await world.enrollIn(sequence);
  const { progress } = exit(first.progress, 'removed', monday);
  const taken = await world.deps.store.transact(async ({ enrollments }) => {
    const again = () => ({ ...first, id: world.ids.next() });
    const [second, third] = [again(), again()];
    const answers = [await enrollments.create(second)];
    await enrollments.save({ ...first, progress }, monday);
    answers.push(await enrollments.create(second), await enrollments.create(third));
    await enrollments.save({ ...second, progress }, monday);
    return [...answers, await enrollments.create(third)];
  });
  expect(taken).toEqual([false, true, false, true]);
});
