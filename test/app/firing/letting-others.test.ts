import { claimDue } from '../../../src/app/firing/claimDue.js';
import { createWorld, type World } from '../../support/world.js';

let world: World;
beforeEach(async () => {
  world = await createWorld();
});
afterEach(() => world.close());

test('while a large claim is decided, others are heard after each forty', async () => {
  const step = { id: 'a', kind: 'email', when: 'immediately', email: { subject: 'Hello', body: 'Hi there.' } };
  const version = await world.publish({ name: 'Outbound', steps: [step] });
  for (let index = 0; index < 81; index += 1) await world.enrollIn(version, { email: `c${index}@example.com` });
  const order: string[] = [];
  const next = () => {
    order.push('decided');
    return world.deps.ids.next();
  };
  const letOthers = async () => {
    order.push('heard');
  };
  const deps = { ...world.deps, ids: { next }, letOthers, numbers: null };
  const { ready } = await claimDue(deps, 'email', { now: await world.clock.now(), limit: 81, shut: null });
  expect(ready).toHaveLength(81);
  expect(order).toEqual([...Array(40).fill('decided'), 'heard', ...Array(40).fill('decided'), 'heard', 'decided']);
});
