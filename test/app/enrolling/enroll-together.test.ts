import { enrollContacts } from '../../../src/app/enrolling/enrollContacts.js';
import { findSequence } from '../../../src/app/sequences/findSequence.js';
import { type AppWorld, createAppWorld } from '../../support/app-world.js';

let world: AppWorld;
let sequenceId: string;
beforeEach(async () => {
  world = await createAppWorld();
  const email = { subject: 'Hello', body: 'Hi there' };
  await world.publish({ steps: [{ id: 'intro', kind: 'email', when: { days: 2, at: '09:00' }, email }] });
  const found = await findSequence(world.store.read, world.workspace.id, 'outbound');
  sequenceId = found.ok ? found.sequence.id : '';
});
afterEach(() => world.close());

const enroll = (emails: readonly string[]) =>
  enrollContacts(world.app, { actor: world.rep, emails, sequenceName: 'outbound' });

test('who enrolls waits for nobody else who enrolls in the same sequence', async () => {
  await world.store.transact(async ({ sequences }) => {
    await sequences.hold(sequenceId);
    expect(await enroll(['ada@example.com'])).toMatchObject({ ok: true });
  });
});

test('who publishes or pauses does wait', async () => {
  await world.store.transact(async ({ sequences }) => {
    await sequences.hold(sequenceId);
    expect(await world.store.transact((tables) => tables.sequences.lockFree(sequenceId))).toBeNull();
  });
});

test('the same people from two at once, in any order, come in once', async () => {
  const people = Array.from({ length: 40 }, (_, index) => `person-${index}@example.com`);
  const outcomes = await Promise.all([enroll(people), enroll([...people].reverse())]);
  expect(outcomes.map(({ ok }) => ok).sort()).toEqual([false, true]);
  expect(outcomes.find(({ ok }) => !ok)).toMatchObject({ reason: 'blocked' });
  expect(await world.store.read.enrollments.find({ workspaceId: world.workspace.id })).toHaveLength(40);
});
