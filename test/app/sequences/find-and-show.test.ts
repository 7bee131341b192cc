import { findSequence } from '../../../src/app/sequences/findSequence.js';
import { listSequences } from '../../../src/app/sequences/listSequences.js';
import { showSequence } from '../../../src/app/sequences/showSequence.js';
import { type AppWorld, createAppWorld } from '../../support/app-world.js';

let world: AppWorld;
beforeAll(async () => {
  world = await createAppWorld();
  for (const name of ['SaaS outbound', 'Free-trial nurture', 'Post-purchase']) await world.publish({ name, steps });
});
afterAll(() => world.close());

const email = { subject: 'Hello', body: 'Hi' };
const steps = [
  { id: 'intro', kind: 'email', when: { days: 1, at: '09:00' }, email, repeat: { every: '7 days' } },
  { id: 'never', kind: 'email', email },
];

const find = (name: string) => findSequence(world.store.read, world.workspace.id, name);

test.each(['SaaS outbound', 'saas-outbound', ' saas OUTBOUND '])('%p is found', async (name) => {
  expect(await find(name)).toMatchObject({ ok: true, sequence: { name: 'SaaS outbound' } });
});

test.each([
  ['saas-outbuond', ['SaaS outbound']],
  ['saas', ['SaaS outbound']],
  ['nurture', ['Free-trial nurture']],
  ['Post-purchse', ['Post-purchase']],
  ['quarterly review', []],
])('%p is not guessed but answered with %p', async (name, nearest) => {
  const outcome = await find(name);
  expect(outcome).toMatchObject({ ok: false, reason: 'unknown-sequence', name });
  expect(outcome.ok ? [] : outcome.nearest.map((one) => one.name)).toEqual(nearest);
});

test('the list has steps and counts', async () => {
  const found = await find('SaaS outbound');
  const version = found.ok ? await world.store.read.sequences.version(found.sequence.currentVersionId) : null;
  if (version === null) throw new Error('missing');
  await world.enrollIn(version);
  const list = await listSequences(world.app, { actor: world.rep });
  expect(list.map(({ name }) => name)).toEqual(['Free-trial nurture', 'Post-purchase', 'SaaS outbound']);
  const counts = { active: 1, paused: 0, completed: 0, exited: 0 };
  expect(list[2]).toMatchObject({ steps: '2 steps', isPaused: false, counts });
});

test('a sequence is shown with the dates an enrollment made now would get; a step behind an endless repeat has none', async () => {
  const outcome = await showSequence(world.app, { actor: world.manager, name: 'post-purchase' });
  if (!outcome.ok) throw new Error('not found');
  const { sequence } = outcome;
  expect(sequence).toMatchObject({ version: 1, mayEdit: true, publishedBy: null, isPaused: false });
  expect(sequence.preview.dates.map((date) => date?.toISO())).toEqual(['2026-03-03T17:00:00.000Z', undefined]);
  expect(await showSequence(world.app, { actor: world.rep, name: 'post-purchase' })).toMatchObject({
    sequence: { mayEdit: false },
  });
  expect(await showSequence(world.app, { actor: world.rep, name: 'post' })).toMatchObject({ ok: false });
});
