import { importFiles } from '../../../src/app/importing/importFiles.js';
import { editTemplate } from '../../../src/app/templates/editTemplate.js';
import { runImport, runSeenImport } from '../../../src/slack/listeners/importing/run-import.js';
import { readWantedImport, type WantedImport } from '../../../src/slack/views/import.js';
import { importingOf } from './importing.js';
import { eachSlackWorld, MIA, SAM, type SlackWorld, steps, textOf } from './slack-world.js';

/** An import that changes what people in sequences get: what it does is shown before it does it. */
let world: SlackWorld;
eachSlackWorld((made) => {
  world = made;
});
const { upload, share, said, importThem, shown } = importingOf(() => world);

const outbound = (...list: readonly object[]) => JSON.stringify({ name: 'Outbound', steps: list });
const caseStudy = { ...steps.hello, id: 'case-study', name: 'Case study' };
const changed = outbound(caseStudy, steps.hello, steps.later);
/** A sequence with so many people before its first step. */
const live = async (people: number) => {
  const version = await world.publish({ name: 'Outbound', steps: [steps.hello, steps.later] });
  const enrolled = [];
  for (let one = 0; one < people; one += 1) enrolled.push((await world.enrollIn(version)).enrollment.id);
  return { version, enrolled };
};
const nextOf = async (id: string | undefined) =>
  (await world.store.read.enrollments.byId(id ?? ''))?.progress.pending?.stepId;
const click = (place: Parameters<SlackWorld['click']>[0], actionId: string) =>
  world.click(place, actionId, { who: MIA });
const versionOf = async (sequenceId: string) => {
  const stored = await world.store.read.sequences.byId(sequenceId);
  return (await world.store.read.sequences.version(stored?.currentVersionId ?? ''))?.number;
};

test('a sequence with people in it is imported at the second click, after what it does to them was seen', async () => {
  const { enrolled, version } = await live(2);
  await importThem(['outbound.json', changed]);
  const review = await shown('Nothing is imported yet. This is what it does:');
  expect(textOf(review)).toContain('*Outbound, version 2*\n•  2 get Case study next, today 10:00.');
  expect(textOf(review)).toContain('•  New: 1. Case study');
  expect(textOf(review)).not.toContain('leave');
  expect(await versionOf(version.sequenceId)).toBe(1);
  expect(await nextOf(enrolled[0])).toBe('hello');
  await click(review, 'file.import-seen');
  await shown('• sequence Outbound: version 2, 2 open enrollments taken over');
  expect(await nextOf(enrolled[0])).toBe('case-study');
});

test('Cancel changes nothing, in the form and for a file that was shared', async () => {
  const { version } = await live(1);
  await importThem(['outbound.json', changed]);
  await click(await shown('Nothing is imported yet.'), 'file.leave');
  await shown('Nothing was imported.');
  await world.dismiss(await shown('Nothing was imported.'), MIA);
  await share('outbound.json', changed);
  await click(await said('Import outbound.json?'), 'file.import');
  await click(await said('1 gets Case study next'), 'file.leave');
  await said('Nothing was imported.');
  expect(await versionOf(version.sequenceId)).toBe(1);
});

test('a file that was shared shows it in the conversation, and its answer takes the place of that', async () => {
  const { enrolled } = await live(1);
  await share('outbound.json', changed);
  await click(await said('Import outbound.json?'), 'file.import');
  const review = await said('1 gets Case study next, today 10:00.');
  await click(review, 'file.import-seen');
  await said('• sequence Outbound: version 2, 1 open enrollment taken over');
  expect((await world.seenBy(MIA)).messages.filter((one) => textOf(one).includes('gets Case study next'))).toEqual([]);
  expect(await nextOf(enrolled[0])).toBe('case-study');
});

test('of two clicks on Import, the second leaves the answer to the first one where it stands', async () => {
  const { version } = await live(1);
  const ids = [await upload('outbound.json', changed)];
  const silent = () => undefined;
  const log = { debug: silent, info: silent, warn: silent, error: silent };
  const none = { sharedFiles: world.files, pictures: { toPng: async () => new Uint8Array() } };
  const deps = { ...world.deps, ...none, timers: world.harness.timers, log };
  const acting = { deps, actor: world.mia, workspace: world.workspace, now: await world.clock.now() };
  const review = JSON.stringify((await runImport(acting, ids)).drawn.blocks);
  const value = /"value":("(?:[^"\\]|\\.)*finished(?:[^"\\]|\\.)*")/.exec(review)?.[1] ?? '""';
  const wanted = readWantedImport(JSON.parse(value)) as WantedImport;
  const first = await runSeenImport(acting, wanted, 'message');
  expect(JSON.stringify(first)).toContain('version 2, 1 open enrollment taken over');
  expect(first).toMatchObject({ replaces: true });
  const second = await runSeenImport(acting, wanted, 'message');
  expect(JSON.stringify(second)).toContain('That was imported already.');
  expect(second).toMatchObject({ replaces: false });
  expect(await runSeenImport(acting, wanted, 'modal')).toEqual({ kind: 'nothing' });
  expect(await versionOf(version.sequenceId)).toBe(2);
});

test('where other people are concerned by then the figures are shown again, and nothing is imported', async () => {
  const { version } = await live(1);
  await importThem(['outbound.json', changed]);
  const review = await shown('1 gets Case study next');
  await world.enrollIn(version);
  await click(review, 'file.import-seen');
  const again = await shown('What it does has changed since you looked. Nothing is imported yet.');
  expect(textOf(again)).toContain('2 get Case study next');
  expect(await versionOf(version.sequenceId)).toBe(1);
  await click(again, 'file.import-seen');
  await shown('2 open enrollments taken over');
});

test('where somebody else published meanwhile, what it does to that version is shown, though the figures are the same', async () => {
  const { version } = await live(1);
  await importThem(['outbound.json', changed]);
  const review = await shown('1 gets Case study next');
  const theirs = { name: 'outbound.json', content: outbound(steps.hello, { ...steps.later, name: 'Later on' }) };
  const byCommandLine = { workspaceId: world.workspace.id };
  expect(await importFiles(world.deps, [theirs], byCommandLine)).toMatchObject({ ok: true });
  await click(review, 'file.import-seen');
  expect(textOf(await shown('What it does has changed since you looked.'))).toContain('*Outbound, version 3*');
  expect(await versionOf(version.sequenceId)).toBe(2);
});

test('those at the end can be left finished', async () => {
  const { enrolled } = await live(1);
  await world.runAt('2026-03-02T10:00');
  await world.runAt('2026-03-04T09:00');
  expect(await nextOf(enrolled[0])).toBeUndefined();
  await importThem(['outbound.json', outbound(steps.hello, steps.later, { ...caseStudy, id: 'more', name: 'More' })]);
  const review = await shown('1 at the end gets what comes new: More');
  const drawn = review.view.blocks as { elements?: { value?: string }[] }[];
  const values = drawn.flatMap(({ elements = [] }) => elements.map((one) => one.value ?? ''));
  const value = values.find((one) => one.includes('leave'));
  await world.click(review, 'file.import-seen', { who: MIA, value: value ?? '' });
  await shown('1 open enrollment taken over');
  expect(await nextOf(enrolled[0])).toBeUndefined();
});

test('a stored text and a list show who has them ahead, and what they say otherwise; all or nothing', async () => {
  const text = { template: 'intro', kind: 'email', email: { subject: 'First', body: 'Hello?' } };
  const saved = await editTemplate(world.deps, { actor: world.mia, file: text, over: null });
  expect(saved.ok).toBe(true);
  const kit = (item: string) => ({ list: 'kit', items: [{ item }], deliver: { to: 'pack@example.com', at: '17:00' } });
  await importThem(['kit.json', JSON.stringify(kit('Mug'))]);
  await world.dismiss(await shown('• list kit: new'), MIA);
  const { email: _, ...calls } = { ...steps.hello, template: 'intro' };
  const gift = { id: 'gift', kind: 'fulfillment', when: { days: 1 }, fulfillment: { list: 'kit' } };
  await world.enrollIn(await world.publish({ name: 'SaaS', steps: [calls, gift] }));
  const anew = { ...text, email: { subject: 'Second', body: 'Hello?' } };
  await importThem(['intro.json', JSON.stringify(anew)], ['kit.json', JSON.stringify(kit('Cap'))]);
  const review = await shown('Nothing is imported yet.');
  const ahead = '•  1 person has it ahead of them, in SaaS.';
  expect(textOf(review)).toContain(`*stored text intro*\n${ahead}\n•  Subject: “First” → “Second”`);
  expect(textOf(review)).toContain(`*list kit*\n${ahead}\n•  Mug → Cap`);
  const row = () => world.store.read.templates.byName(world.workspace.id, 'intro');
  expect(await row()).toMatchObject({ version: 1 });
  await click(review, 'file.import-seen');
  await shown('• list kit: changed\n• template intro: changed');
  expect(await row()).toMatchObject({ version: 2 });
});

test('the good ones alone are imported after it was seen, too', async () => {
  const { version } = await live(1);
  await importThem(['outbound.json', changed], ['people.csv', 'email\nada@example.com\ngrace@\n']);
  await click(await shown('Nothing was imported: 1 problem'), 'file.import-good');
  const review = await shown('1 gets Case study next');
  expect(await versionOf(version.sequenceId)).toBe(1);
  await click(review, 'file.import-seen');
  await shown('1 line of people.csv left out');
  expect(await versionOf(version.sequenceId)).toBe(2);
});

test('what touches nobody goes through at once', async () => {
  const { version } = await live(1);
  await importThem([
    'outbound.json',
    JSON.stringify({ ...JSON.parse(outbound(steps.hello, steps.later)), description: 'Two touches' }),
  ]);
  await shown('• sequence Outbound: version 2, 1 open enrollment taken over');
  expect(await versionOf(version.sequenceId)).toBe(2);
});

test('more than one manager decides about is left to an edit; where nobody else is, the review says whose decision it is', async () => {
  await live(2);
  await world.store.read.workspaces.update(world.workspace.id, { approvalLimit: 1 });
  await importThem(['outbound.json', changed]);
  const refused = await shown('Nothing was imported: 1 problem');
  expect(textOf(refused)).toContain('it concerns 2 people in Outbound');
  await world.dismiss(refused, MIA);
  const sam = await world.store.read.members.bySlackId(world.workspace.id, SAM);
  if (sam !== null) await world.store.read.members.save({ ...sam, isSlackAdmin: false }, await world.clock.now());
  await importThem(['outbound.json', changed]);
  await shown('2 people, more than 1, and there is no other manager to ask: it is your decision.');
});
