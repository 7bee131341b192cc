import type { Step } from '../../../src/domain/steps/step.js';
import { variantIdFor } from '../../../src/domain/steps/variant.js';
import { type AppWorld, createAppWorld } from '../../support/app-world.js';

/** The world's clock stands on Monday, 2 March 2026, 08:00 in Los Angeles. */
let world: AppWorld;
beforeEach(async () => {
  world = await createAppWorld();
});
afterEach(() => world.close());

test('a split test sends each enrollment its own variant', async () => {
  const variants = ['one', 'two'].map((id) => ({ id, weight: 1, email: { subject: id, body: 'b' } }));
  const version = await world.publish({ steps: [{ id: 'a', kind: 'email', when: 'immediately', variants }] });
  const own: Record<string, string | null> = {};
  for (let i = 0; i < 12; i++) {
    const { enrollment, contact } = await world.enrollIn(version, { email: `p${i}@example.com` });
    own[contact.email] = variantIdFor(version.definition.steps[0] as Step, enrollment.id);
  }
  await world.fireAt('2026-03-02T08:00');
  expect(Object.fromEntries(world.mailer.taken.map(({ to, subject }) => [to.email, subject]))).toEqual(own);
});
