import { deleteList } from '../../../src/app/fulfillment/deleteList.js';
import { editList } from '../../../src/app/fulfillment/editList.js';
import { handOverDue } from '../../../src/app/fulfillment/handOverDue.js';
import { importFiles } from '../../../src/app/importing/importFiles.js';
import { ANA, ada, eachSlackWorld, MIA, option, type SlackWorld, textOf } from './slack-world.js';

/** `parcels`: the fulfillment lists, one with what waits on it, and what managers do with it. */
let world: SlackWorld;
eachSlackWorld((made) => {
  world = made;
});

const said = (text: string, who = MIA) => world.whisper(who, (one) => textOf(one).includes(text));
const shown = (text: string, who = MIA) => world.modal(who, (one) => textOf(one).includes(text));
const kit = (change: object = {}) => ({
  list: 'welcome-kit',
  items: [{ item: 'Mug', quantity: 2 }, { item: 'Card' }],
  deliver: { to: 'packing@example.com', days: ['mon', 'thu'], at: '17:00' },
  ...change,
});
const store = async (file: object = kit()) => {
  const saved = await editList(world.deps, { actor: world.mia, file: { ...file }, over: null });
  if (!saved.ok) throw new Error(JSON.stringify(saved));
  return saved.list;
};
const gift = { id: 'gift', kind: 'fulfillment', when: 'immediately', fulfillment: { list: 'welcome-kit' } };
const mail = { id: 'mail', kind: 'email', when: { days: 9, at: '09:00' }, email: { subject: 'Hello', body: 'Hi.' } };
/** Opens a list from the answer to the command. */
const open = async (name: string, who = MIA) => {
  await world.type(`parcels ${name}`, who);
  await world.click(await said(name, who), 'parcels.open', { who });
  return shown('Goes to', who);
};
const stored = async () => (await world.store.read.parcels.lists(world.workspace.id)).map(({ name }) => name);

/** What somebody fills into the form. */
const filled = (items: string, to: string, name?: string) => ({
  ...(name === undefined ? {} : { list: { type: 'plain_text_input', value: name } }),
  items: { type: 'plain_text_input', value: items },
  'deliver.to': { type: 'plain_text_input', value: to },
  'deliver.days': { type: 'checkboxes', selected_options: [{ value: 'fri' }] },
  'deliver.at': { type: 'timepicker', selected_time: '09:30' },
});

test('a rep sees what waits on a list, when it goes to whom, and what became of its deliveries', async () => {
  await store();
  await world.enrollIn(await world.publish({ name: 'SaaS', steps: [gift, mail] }), ada);
  await world.runAt('2026-03-02T09:00');
  await world.type('parcels', ANA);
  expect(textOf(await said('1 list', ANA))).toContain('2 × Mug, Card\nin 1 sequence  ·  2 lines for ');
  const waiting = textOf(await open('mug', ANA));
  expect(waiting).toContain('*Goes to* packing@example.com');
  expect(waiting).toContain('Monday, Thursday at 17:00 on the account’s clock');
  expect(waiting).toContain('*Used in* “SaaS”');
  expect(waiting).toContain('• Ada Byron: 2 × Mug\n• Ada Byron: 1 × Card');
  expect(waiting).not.toContain('Edit');
  const due = await world.store.read.parcels.nextDueAt();
  if (due === null) throw new Error('nothing is due');
  await world.clock.freezeAt(due);
  await handOverDue({ ...world.deps, stopping: () => false });
  const over = textOf(await open('welcome-kit', ANA));
  expect(over).toContain('Nothing waits on it.');
  expect(over).toMatch(/: 2 lines to packing@example\.com, delivered/);
});

test('words are looked for in names and items', async () => {
  await store();
  await world.type('parcels list book', ANA);
  await said('No list has “book” in it.', ANA);
  await world.type('parcels lists', ANA);
  await said('welcome-kit', ANA);
});

test('a manager writes one, with what is wrong at its field', async () => {
  await store();
  await world.type('parcels', MIA);
  await world.click(await said('1 list'), 'parcels.create', { who: MIA });
  const form = await world.modal(MIA, ({ view }) => view.type === 'modal' && view.title.text === 'New list');
  const wrong = async (field: string, ...given: Parameters<typeof filled>) => {
    await world.submit(form, filled(...given), MIA);
    return (await world.modal(MIA, ({ errors }) => errors[field] !== undefined)).errors;
  };
  expect(Object.keys(await wrong('items', '9999 x Book', 'a@example.com', 'book-box'))).toEqual(['items']);
  expect(Object.keys(await wrong('deliver.to', 'Book', 'nobody', 'book-box'))).toEqual(['deliver.to']);
  expect(await wrong('list', 'Book', 'a@example.com', 'welcome-kit')).toEqual({
    list: 'There is a list called welcome-kit already: take another name, or change that one',
  });
  expect(await stored()).toEqual(['welcome-kit']);
  await world.submit(form, filled('3 × Book\n\nCard', 'https://pack.example/in', 'book-box'), MIA);
  const saved = textOf(await shown('Saved as version 1'));
  expect(saved).toContain('3 × Book, Card');
  expect(saved).toContain('Friday at 09:30');
});

test('what was saved meanwhile is not overwritten unseen, and an older version comes back', async () => {
  const row = await store();
  await world.click(await open('welcome-kit'), 'parcels.edit', { who: MIA });
  const form = await world.modal(MIA, ({ view }) => view.type === 'modal' && view.title.text === 'Edit list');
  const over = { listId: row.id, version: 1 };
  await editList(world.deps, { actor: world.mia, file: kit({ items: [{ item: 'Book' }] }), over });
  await world.submit(form, filled('Cap', 'caps@example.com'), MIA);
  const kept = await shown('Somebody saved it meanwhile');
  expect(JSON.stringify(kept.view.blocks)).toContain('1 x Cap');
  await world.submit(kept, filled('Cap', 'caps@example.com'), MIA);
  const third = await shown('Saved as version 3');
  await world.click(third, 'parcels.version', { who: MIA, chosen: option(`1:${row.id}`) });
  const restored = textOf(await shown('Version 1 is back, as version 4'));
  expect(restored).toContain('2 × Mug, Card');
  expect(restored).toContain('*Goes to* packing@example.com');
});

test('what more people have ahead than one manager decides about is saved under another name', async () => {
  const row = await store();
  const version = await world.publish({ name: 'SaaS', steps: [{ ...gift, when: { days: 3, at: '10:00' } }, mail] });
  for (const email of ['ada@example.com', 'bob@example.com']) await world.enrollIn(version, { ...ada, email });
  await world.store.read.workspaces.update(world.workspace.id, { approvalLimit: 1 });
  const over = { listId: row.id, version: 1 };
  // Where it goes is no more people's matter than one manager decides about.
  const later = kit({ deliver: { to: 'other@example.com', at: '18:00' } });
  expect(await editList(world.deps, { actor: world.mia, file: later, over })).toMatchObject({ reason: 'review' });
  await world.click(await open('welcome-kit'), 'parcels.edit', { who: MIA });
  const form = await world.modal(MIA, ({ view }) => view.type === 'modal' && view.title.text === 'Edit list');
  await world.submit(form, filled('Cap', 'caps@example.com'), MIA);
  const asked = await shown('More than 1 person, in SaaS among others, has it ahead of them');
  expect(JSON.stringify(asked.view.blocks)).toContain('1 x Cap');
  await world.submit(asked, filled('Cap', 'caps@example.com', 'cap-box'), MIA);
  await shown('Saved as version 1');
  const files = [{ name: 'kit.json', content: JSON.stringify(kit({ items: [{ item: 'Book' }] })) }];
  const by = { workspaceId: world.workspace.id, importedById: world.mia.id };
  expect(await importFiles(world.deps, files, by)).toMatchObject({ ok: false, problems: [{ path: 'items' }] });
});

test('where and when it goes, and what is on it, is saved once what that does was seen', async () => {
  await store();
  const later = { ...gift, id: 'later', when: { days: 3, at: '10:00' } };
  await world.enrollIn(await world.publish({ name: 'SaaS', steps: [gift, later, mail] }), ada);
  await world.runAt('2026-03-02T09:00');
  await world.click(await open('welcome-kit'), 'parcels.edit', { who: MIA });
  const form = await world.modal(MIA, ({ view }) => view.type === 'modal' && view.title.text === 'Edit list');
  await world.submit(form, filled('2 x Mug\nCard', 'other@example.com'), MIA);
  const review = await shown('Nothing is saved yet. This is what it does:');
  expect(textOf(review)).toContain('•  1 person has it ahead of them, in SaaS.');
  expect(textOf(review)).toContain('•  2 lines wait on it already, and are delivered so too.');
  const change = 'packing@example.com, Monday, Thursday at 17:00 → other@example.com, Friday at 09:30';
  expect(textOf(review)).toContain(`•  Goes to ${change}`);
  expect(await world.store.read.parcels.lists(world.workspace.id)).toMatchObject([{ version: 1 }]);
  await world.submit(review, filled('Cap', 'other@example.com'), MIA);
  const again = await shown('What it does has changed since you looked. Nothing is saved yet.');
  expect(textOf(again)).toContain('•  2 × Mug, Card → Cap');
  await world.submit(again, filled('Cap', 'other@example.com'), MIA);
  const saved = await shown('Saved as version 2.');
  const [row] = await world.store.read.parcels.lists(world.workspace.id);
  await world.click(saved, 'parcels.version', { who: MIA, chosen: option(`1:${row?.id}`) });
  const back = await shown('Version 1 is not restored yet. This is what it does:');
  expect(textOf(back)).toContain('•  Cap → 2 × Mug, Card');
  await world.submit(back, {}, MIA);
  await shown('Version 1 is back, as version 3');
});

test('what only waits on a list is seen too before it goes elsewhere', async () => {
  const row = await store();
  await world.enrollIn(await world.publish({ name: 'SaaS', steps: [gift, mail] }), ada);
  await world.runAt('2026-03-02T09:00');
  const over = { listId: row.id, version: 1 };
  const save = (file: object) => editList(world.deps, { actor: world.mia, file: { ...file }, over });
  const elsewhere = kit({ deliver: { to: 'other@example.com', days: ['mon', 'thu'], at: '17:00' } });
  expect(await save(elsewhere)).toMatchObject({ reason: 'review', review: { effects: [{ waiting: 2 }] } });
  const files = [{ name: 'kit.json', content: JSON.stringify(elsewhere) }];
  const by = { workspaceId: world.workspace.id, importedById: world.mia.id };
  expect(await importFiles(world.deps, files, by)).toMatchObject({ reason: 'review' });
  expect(await save(kit({ items: [{ item: 'Cap' }] }))).toMatchObject({ ok: true });
});

test('one that is used, or of which something waits, stays; another is deleted', async () => {
  const row = await store();
  const modal = await open('welcome-kit');
  const version = await world.publish({ name: 'SaaS', steps: [gift, mail] });
  await world.click(modal, 'parcels.remove', { who: MIA });
  await shown('is used in “SaaS” and was not deleted');
  await world.enrollIn(version, ada);
  await world.runAt('2026-03-02T09:00');
  const actor = world.mia;
  // The sequence goes; what it put on the list is still to be delivered.
  await world.pool.query('UPDATE sequences SET archived_at = now() WHERE id = $1', [version.sequenceId]);
  expect(await deleteList(world.deps, { actor, listId: row.id })).toMatchObject({ reason: 'waiting' });
  await store(kit({ list: 'other' }));
  await world.click(await open('other'), 'parcels.remove', { who: MIA });
  await shown('The list *other* is deleted.');
  expect(await stored()).toEqual(['welcome-kit']);
});
