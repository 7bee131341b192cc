import { saveContact } from '../../../src/app/contacts/saveContact.js';
import { undoContactEdit } from '../../../src/app/contacts/undoContactEdit.js';
import { type AppWorld, createAppWorld } from '../../support/app-world.js';
import { waitsOrIsOver } from '../../support/locks.js';

/** Taking an edit of a contact back. */
let world: AppWorld;
beforeEach(async () => {
  world = await createAppWorld();
});
afterEach(() => world.close());

const email = 'ada@example.com';
const stored = () => world.store.read.contacts.byEmail(world.workspace.id, email);
const save = async (
  input: Omit<Parameters<typeof saveContact>[1], 'actor' | 'email'>,
  actor = world.rep,
): Promise<{ contactId: string; editId: string }> => {
  const saved = await saveContact(world.app, { actor, email, ...input });
  if (!saved.ok || saved.editId === null) throw new Error(JSON.stringify(saved));
  return { contactId: saved.contact.id, editId: saved.editId };
};
const undo = (edit: { contactId: string; editId: string }, actor = world.rep) =>
  undoContactEdit(world.app, { actor, ...edit });
const full = {
  firstName: 'Ada',
  company: 'Loom',
  tags: ['vip'],
  fields: { size: '5', seats: '9' },
};

test('what was changed, emptied and added is as before; the rest stays', async () => {
  await save({ details: full });
  const before = await stored();
  const details = { company: '', title: 'CFO', tags: ['cold'], fields: { size: '', plan: 'gold' } };
  const edit = await save({ details, owner: null });
  expect(await undo(edit)).toMatchObject({ ok: true, isRemoved: false });
  expect(await stored()).toEqual(before);
});

test('what somebody changed since is not gone over, and nothing is changed', async () => {
  await save({ details: full });
  const edit = await save({ details: { company: 'Acme', title: 'CFO' } });
  await save({ details: { company: 'Globex' } }, world.manager);
  const before = await stored();
  expect(await undo(edit)).toMatchObject({ ok: false, reason: 'changed-since' });
  expect(await stored()).toEqual(before);
});

test('nor what something else than the form changed', async () => {
  await save({ details: full });
  const edit = await save({ details: { company: 'Acme' } });
  const contact = await stored();
  if (contact === null) throw new Error('nobody is stored');
  await world.store.read.contacts.saveMany([{ ...contact, company: 'Globex' }], await world.clock.now());
  expect(await undo(edit)).toMatchObject({ ok: false, reason: 'changed-since' });
});

test('a field that a rule set meanwhile stays beside it', async () => {
  await save({ details: full });
  const edit = await save({ details: { company: 'Acme' } });
  const contact = await stored();
  if (contact === null) throw new Error('nobody is stored');
  const fields = { ...contact.fields, stage: 'nurture' };
  await world.store.read.contacts.saveMany([{ ...contact, fields }], await world.clock.now());
  await undo(edit);
  expect(await stored()).toMatchObject({ company: 'Loom', fields });
});

test('a second time nothing is changed', async () => {
  await save({ details: full });
  const edit = await save({ details: { company: 'Acme' } });
  await undo(edit);
  expect(await undo(edit)).toMatchObject({ ok: false, reason: 'changed-since' });
});

test('whoever gave a contact away takes it back; another rep may not', async () => {
  await save({ details: full });
  const edit = await save({ details: {}, owner: { by: 'slack-id', slackUserId: 'UMIA' } });
  const ben = await world.member('ben');
  expect(await undo(edit, ben)).toEqual({ ok: false, reason: 'not-allowed', needs: 'manager' });
  expect(await undo(edit)).toMatchObject({ ok: true });
  expect((await stored())?.ownerId).toBe(world.rep.id);
});

test('a contact that it created is gone again', async () => {
  expect(await undo(await save({ details: full }))).toMatchObject({ ok: true, isRemoved: true });
  expect(await stored()).toBeNull();
});

test('but not one who has been enrolled, or of whom more is known by now', async () => {
  const edit = await save({ details: full });
  const contact = await stored();
  if (contact === null) throw new Error('nobody is stored');
  await world.store.read.contacts.saveMany([{ ...contact, title: 'CFO' }], await world.clock.now());
  expect(await undo(edit)).toMatchObject({ ok: false, reason: 'changed-since' });
  await world.store.read.contacts.saveMany([contact], await world.clock.now());
  await world.enrollIn(
    await world.publish({ steps: [{ id: 'call', kind: 'task', task: { title: 'Call' } }] }),
    contact,
  );
  expect(await undo(edit)).toMatchObject({ ok: false, reason: 'enrolled' });
  expect(await stored()).not.toBeNull();
});

test('nor one who is being enrolled at this moment', async () => {
  const edit = await save({ details: full });
  const contact = await stored();
  const version = await world.publish({ steps: [{ id: 'call', kind: 'task', task: { title: 'Call' } }] });
  const { enrollment } = await world.enrollIn(version, { email: 'ben@example.com' });
  const undone = await world.store.transact(async (tables) => {
    await tables.enrollments.create({ ...enrollment, id: world.ids.next(), contactId: contact?.id ?? '' });
    const undoing = undo(edit);
    await waitsOrIsOver(world.pool, undoing);
    return { undoing };
  });
  expect(await undone.undoing).toMatchObject({ ok: false, reason: 'enrolled' });
});

test('a mail that waits for the field is held again by nothing but its own look', async () => {
  const text = { subject: 'Hi', body: 'About {{ contact.company }}' };
  const version = await world.publish({ steps: [{ id: 'intro', kind: 'email', when: 'immediately', email: text }] });
  const { enrollment } = await world.enrollIn(version, { email, company: null });
  await world.fireAt('2026-03-02T08:01');
  const edit = await save({ details: { company: 'Acme' } });
  await undo(edit);
  await world.fireAt('2026-03-02T08:02');
  expect(world.mailer.taken).toEqual([]);
  expect(await world.store.read.enrollments.byId(enrollment.id)).toMatchObject({ hold: 'blank-field' });
});
