import { fireDue } from '../../../src/app/firing/fireDue.js';
import { createWorld, type World } from '../../support/world.js';

let world: World;
beforeEach(async () => {
  world = await createWorld();
});
afterEach(() => world.close());

const rows = async () => (await world.pool.query('SELECT state FROM executions')).rows;

test('an enrollment that is deleted takes its rows of the ledger along, and only its own', async () => {
  const mail = { subject: 'Hello', body: 'Hi there.' };
  const sequence = await world.publish({ steps: [{ id: 'intro', kind: 'email', when: 'immediately', email: mail }] });
  const { enrollment } = await world.enrollIn(sequence);
  await world.enrollIn(sequence);
  await fireDue(world.deps);
  expect(await rows()).toEqual([{ state: 'fired' }, { state: 'fired' }]);
  await world.pool.query('DELETE FROM enrollments WHERE id = $1', [enrollment.id]);
  expect(await rows()).toEqual([{ state: 'fired' }]);
});
