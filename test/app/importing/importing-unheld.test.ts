import { importFiles } from '../../../src/app/importing/importFiles.js';
import { type AppWorld, createAppWorld } from '../../support/app-world.js';

/** What an import does to people is worked out while nothing is held: what if others change something meanwhile? */
let world: AppWorld;
beforeEach(async () => {
  world = await createAppWorld();
});
afterEach(() => world.close());

const intro = { id: 'intro', kind: 'email', when: { days: 2 }, email: { subject: 'Hi', body: 'Good day.' } };
const file = (days: number) => ({
  name: 'outbound.json',
  content: JSON.stringify({ name: 'Outbound', steps: [{ ...intro, when: { days } }] }),
});
const publishBeside = (days: number) => importFiles(world.app, [file(days)], { workspaceId: world.workspace.id });

/** Does something while people are read outside a transaction. */
function whileReading(meanwhile: () => Promise<unknown>): AppWorld['app'] {
  const { store } = world.app;
  const { enrollments } = store.read;
  const alike: typeof enrollments.alike = async (page) => {
    const found = await enrollments.alike(page);
    // Once for each time that it is worked out, however many pages that takes.
    if (page.after === null) await meanwhile();
    return found;
  };
  return { ...world.app, store: { ...store, read: { ...store.read, enrollments: { ...enrollments, alike } } } };
}

const enrolled = async () => {
  const version = await world.publish({ name: 'Outbound', steps: [intro] });
  await world.enrollIn(version);
  return version;
};

test('nobody waits for the workspace while what an import does is worked out', async () => {
  await enrolled();
  let passed = 0;
  const app = whileReading(async () => {
    // What enrolling waits for.
    await world.store.transact(({ workspaces }) => workspaces.pausedSince(world.workspace.id, 'hold'));
    passed += 1;
  });
  expect(await importFiles(app, [file(9)])).toMatchObject({ imported: { effects: [{ numbers: { time: 1 } }] } });
  expect(passed).toBe(1);
});

test('where somebody publishes meanwhile it is worked out again, over what they published', async () => {
  await enrolled();
  let others = 0;
  const app = whileReading(async () => {
    others += 1;
    if (others === 1) await publishBeside(5);
  });
  const result = await importFiles(app, [file(9)]);
  expect(result).toMatchObject({ imported: { sequences: [{ version: 3 }], effects: [{ before: { number: 2 } }] } });
  expect(others).toBe(2);
});

test('who has confirmed what they saw is shown it again, where somebody published meanwhile', async () => {
  const { sequenceId } = await enrolled();
  const asked = { workspaceId: world.workspace.id, importedById: world.manager.id };
  const first = await importFiles(world.app, [file(9)], asked);
  const seen = first.ok || first.reason !== 'review' ? null : first.review.seen;
  let others = 0;
  const app = whileReading(async () => {
    others += 1;
    if (others === 1) await publishBeside(5);
  });
  expect(await importFiles(app, [file(9)], { ...asked, seen })).toMatchObject({
    reason: 'review',
    review: { isAgain: true, effects: [{ before: { number: 2 } }] },
  });
  expect((await world.store.read.sequences.versions(sequenceId)).map(({ number }) => number)).toEqual([2, 1]);
});

test('it ends, however often others publish: at last they wait', async () => {
  await enrolled();
  let days = 10;
  const app = whileReading(async () => {
    days += 1;
    await publishBeside(days);
  });
  expect(await importFiles(app, [file(9)])).toMatchObject({ imported: { sequences: [{ version: 5 }] } });
});
