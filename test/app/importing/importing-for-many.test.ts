import { importFiles } from '../../../src/app/importing/importFiles.js';
import { type AppWorld, createAppWorld } from '../../support/app-world.js';

let world: AppWorld;
beforeEach(async () => {
  world = await createAppWorld();
  await world.store.read.workspaces.update(world.workspace.id, { approvalLimit: 1 });
});
afterEach(() => world.close());

const intro = { id: 'intro', kind: 'email', when: { days: 2 }, email: { subject: 'Hi', body: 'Good day.' } };

/** A sequence with so many people in it, imported anew with another time by whoever is named. */
async function changedWith(people: number, by: 'manager' | null) {
  const version = await world.publish({ name: 'Outbound', steps: [intro] });
  for (let one = 0; one < people; one += 1) await world.enrollIn(version);
  const content = JSON.stringify({ name: 'Outbound', steps: [{ ...intro, when: { days: 9 } }] });
  const importedById = by === null ? {} : { importedById: world.manager.id };
  const result = await importFiles(world.app, [{ name: 'outbound.json', content }], {
    workspaceId: world.workspace.id,
    ...importedById,
  });
  return {
    result,
    isNew: (await world.store.read.sequences.byId(version.sequenceId))?.currentVersionId !== version.id,
  };
}

test('what an import from Slack changes for more than the limit is left to an edit, which asks another manager', async () => {
  const { result, isNew } = await changedWith(2, 'manager');
  expect(result).toMatchObject({ ok: false, reason: 'invalid' });
  expect(result.ok === false && result.reason === 'invalid' && result.problems).toMatchObject([
    { message: expect.stringMatching(/2 people in Outbound.*another manager’s yes: change it with `edit outbound`/) },
  ]);
  expect(isNew).toBe(false);
});

test('up to the limit it is imported, once what it does was seen', async () => {
  const { result, isNew } = await changedWith(1, 'manager');
  expect(result).toMatchObject({ reason: 'review', review: { isAgain: false, ownDecision: null } });
  expect(isNew).toBe(false);
});

test('the command line imports whatever it concerns, and says what that did', async () => {
  const { result, isNew } = await changedWith(2, null);
  expect(result).toMatchObject({ imported: { effects: [{ of: 'sequence', numbers: { time: 2 } }] } });
  expect(isNew).toBe(true);
});

test('the decision is theirs where nobody else could be asked', async () => {
  await world.store.read.members.save({ ...world.admin, isSlackAdmin: false }, await world.clock.now());
  const { result } = await changedWith(2, 'manager');
  expect(result).toMatchObject({ reason: 'review', review: { ownDecision: { people: 2, limit: 1 } } });
});

test('a stored text that more than the limit have ahead of them is left to its own form, which asks', async () => {
  const text = (subject: string) => ({
    name: 'pitch.json',
    content: JSON.stringify({ template: 'pitch', kind: 'email', email: { subject, body: 'Good day.' } }),
  });
  const asked = { workspaceId: world.workspace.id, importedById: world.manager.id };
  expect(await importFiles(world.app, [text('One')], asked)).toMatchObject({ ok: true });
  const { email: _own, ...calls } = { ...intro, template: 'pitch' };
  const version = await world.publish({ name: 'Outbound', steps: [calls] });
  for (let one = 0; one < 2; one += 1) await world.enrollIn(version);
  expect(await importFiles(world.app, [text('One')], asked)).toMatchObject({ ok: true });
  const refused = {
    message: expect.stringMatching(
      /people, in Outbound among others.*another manager’s yes: change it with `templates pitch`/,
    ),
  };
  expect(await importFiles(world.app, [text('Two')], asked)).toMatchObject({ ok: false, problems: [refused] });
});
