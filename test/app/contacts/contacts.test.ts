import { restoreSuppression } from '../../../src/app/contacts/restoreSuppression.js';
import { saveContact } from '../../../src/app/contacts/saveContact.js';
import { showContact } from '../../../src/app/contacts/showContact.js';
import { suppress } from '../../../src/app/contacts/suppress.js';
import { undoContactEdit } from '../../../src/app/contacts/undoContactEdit.js';
import { unsuppress } from '../../../src/app/contacts/unsuppress.js';
import { type AppWorld, createAppWorld } from '../../support/app-world.js';
import { waitsOrIsOver } from '../../support/locks.js';
import { showPosts, toRefresh } from '../enrollments/cadence.js';

let world: AppWorld;
beforeEach(async () => {
  world = await createAppWorld();
});
afterEach(() => world.close());

const mail = { subject: 'Hello {{ contact.firstName }}', body: 'About {{ contact.company }} and {{ contact.title }}.' };
const intro = { id: 'intro', kind: 'email', when: 'immediately', email: mail };
const call = { id: 'call', kind: 'task', when: 'immediately', task: { title: 'Call' } };

const stored = (email: string) => world.store.read.contacts.byEmail(world.workspace.id, email);
const save = (input: Omit<Parameters<typeof saveContact>[1], 'actor'>, actor = world.rep) =>
  saveContact(world.app, { actor, ...input });

describe('saving a contact', () => {
  test('creates it with typed values as they mean, for the person who did it', async () => {
    const fields = { employees: '140', renewal: '2027-01-31', code: '007' };
    const details = { firstName: ' Ada ', phone: '+44 20 7946 0142', zone: 'europe/london', fields, tags: ['vip', ''] };
    expect(await save({ email: '<mailto:Ada@Example.com|x>', details })).toMatchObject({ ok: true, isNew: true });
    expect(await stored('ada@example.com')).toMatchObject({
      email: 'Ada@example.com',
      firstName: 'Ada',
      phone: '+442079460142',
      zone: 'Europe/London',
      tags: ['vip'],
      fields: { employees: 140, renewal: '2027-01-31', code: '007' },
      ownerId: world.rep.id,
    });
  });

  test('edits what is named, clears what is emptied, and leaves the rest', async () => {
    await save({
      email: 'ada@example.com',
      details: { firstName: 'Ada', company: 'Loom', fields: { size: '5', seats: '9' } },
    });
    await save({ email: 'ADA@example.com', details: { company: '', title: 'CFO', fields: { size: '' } } });
    expect(await stored('ada@example.com')).toMatchObject({
      firstName: 'Ada',
      company: null,
      title: 'CFO',
      fields: { seats: 9 },
    });
  });

  test('has the messages of their open tasks rewritten, and again when it is taken back', async () => {
    const { enrollment } = await world.enrollIn(await world.publish({ steps: [call] }));
    await world.fireAt('2026-03-02T08:00');
    await showPosts(world);
    const [task] = await world.store.read.tasks.openOf([enrollment.id]);
    const contact = await world.store.read.contacts.byId(enrollment.contactId);
    const saved = await save({ email: contact?.email ?? '', details: { notes: 'Prefers mornings.' } });
    expect(await toRefresh(world)).toEqual([`task:${task?.id}`]);
    await showPosts(world);
    const editId = saved.ok ? (saved.editId ?? '') : '';
    await undoContactEdit(world.app, { actor: world.rep, contactId: enrollment.contactId, editId });
    expect(await toRefresh(world)).toEqual([`task:${task?.id}`]);
  });

  test('tells every wrong field by name and changes nothing', async () => {
    const outcome = await save({
      email: 'ada@',
      details: { phone: 'call me', zone: 'Mars', fields: { renewal: '2027-02-31' } },
      owner: { by: 'handle', handle: 'nobody-here' },
    });
    if (outcome.ok || outcome.reason !== 'invalid') throw new Error('accepted');
    expect(outcome.problems.map(({ field }) => field)).toEqual(['email', 'owner', 'phone', 'zone', 'fields.renewal']);
    expect(await world.audit()).toEqual([]);
  });

  test("a rep may not edit somebody else's contact, a manager may", async () => {
    await save({ email: 'ada@example.com', details: {} }, world.manager);
    expect(await save({ email: 'ada@example.com', details: { title: 'CFO' } })).toEqual({
      ok: false,
      reason: 'not-allowed',
      needs: 'manager',
    });
    const owner = { by: 'handle', handle: 'ana' } as const;
    expect(await save({ email: 'ada@example.com', details: {}, owner }, world.manager)).toMatchObject({
      contact: { ownerId: world.rep.id },
    });
  });

  test('two who save the same new address make one contact', async () => {
    const outcomes = await world.atOnce([
      () => save({ email: 'ada@example.com', details: { firstName: 'Ada' } }),
      () => save({ email: 'Ada@Example.com', details: { company: 'Loom' } }),
    ]);
    expect(outcomes.map((outcome) => outcome.ok && outcome.isNew).sort()).toEqual([false, true]);
    expect(await stored('ada@example.com')).toMatchObject({ firstName: 'Ada', company: 'Loom' });
  });

  test('waits for whoever is changing the same contact, and keeps what they write', async () => {
    await save({ email: 'ada@example.com', details: { firstName: 'Ada' } });
    const now = await world.clock.now();
    let saving: Promise<unknown> = Promise.resolve();
    await world.store.transact(async (tables) => {
      const [ada] = await tables.contacts.lockByEmails(world.workspace.id, ['ada@example.com']);
      if (ada === undefined) throw new Error('nobody is stored');
      saving = save({ email: 'ada@example.com', details: { title: 'CFO' } });
      await waitsOrIsOver(world.pool, saving);
      await tables.contacts.save({ ...ada, company: 'Loom' }, now);
    });
    await saving;
    expect(await stored('ada@example.com')).toMatchObject({ firstName: 'Ada', title: 'CFO', company: 'Loom' });
  });

  test('the same again changes nothing and is not written down', async () => {
    await save({ email: 'ada@example.com', details: { firstName: 'Ada' } });
    await save({ email: 'ada@example.com', details: { firstName: 'Ada' } });
    expect(await world.audit()).toHaveLength(1);
  });
});

describe('an enrollment that was held for blank fields', () => {
  async function held() {
    const { enrollment, contact } = await world.enrollIn(await world.publish({ steps: [intro] }), {
      company: null,
      title: null,
    });
    await world.fireAt('2026-03-02T08:00');
    return { enrollment, contact };
  }

  test('goes on once the last of them is filled in', async () => {
    const { enrollment, contact } = await held();
    expect(await save({ email: contact.email, details: { company: 'Loom' } })).toMatchObject({ released: 0 });
    expect(await world.store.read.enrollments.byId(enrollment.id)).toMatchObject({ holdReason: 'contact.title' });
    expect(await save({ email: contact.email, details: { title: 'CFO' } })).toMatchObject({ released: 1 });
    expect(world.poked()).toBe(1);
    expect(await world.store.read.enrollments.byId(enrollment.id)).toMatchObject({ hold: null });
    await world.fireAt('2026-03-02T08:05');
    expect(world.mailer.taken.map(({ text }) => text.split('\n')[0])).toEqual(['About Loom and CFO.']);
  });
});

describe('showing a contact', () => {
  test('with its owner, enrollments and who may edit it', async () => {
    const { contact } = await world.enrollIn(await world.publish({ steps: [intro] }), { email: 'ada@example.com' });
    expect(await showContact(world.app, { actor: world.rep, email: 'ADA@example.com' })).toMatchObject({
      ok: true,
      contact: {
        id: contact.id,
        owner: { name: 'Ana Ruiz' },
        suppressed: null,
        mayEdit: true,
        enrollments: [{ sequenceName: 'Outbound', state: 'running' }],
      },
    });
    const other = await world.member('ben');
    expect(await showContact(world.app, { actor: other, email: contact.email })).toMatchObject({
      contact: { mayEdit: false },
    });
  });

  test('of an unknown or impossible address says so', async () => {
    await save({ email: 'ada@example.com', details: {} });
    expect(await showContact(world.app, { actor: world.rep, email: 'da@example.com' })).toMatchObject({
      reason: 'unknown-contact',
      nearest: ['ada@example.com'],
    });
    expect(await showContact(world.app, { actor: world.rep, email: 'ada' })).toMatchObject({ reason: 'bad-address' });
  });
});

describe('suppressing an address', () => {
  const suppressIt = (email: string, actor = world.rep) => suppress(world.app, { actor, email });

  test('ends every open enrollment, whoever it belongs to, and closes its tasks', async () => {
    const { enrollment, contact } = await world.enrollIn(await world.publish({ steps: [call, intro] }), {
      ownerId: null,
    });
    await world.fireAt('2026-03-02T08:00');
    const other = await world.member('ben');
    expect(await suppressIt(contact.email, other)).toMatchObject({ ok: true, isNew: true, endedIn: ['Outbound'] });
    const after = await world.store.read.enrollments.byId(enrollment.id);
    expect(after).toMatchObject({ dueAt: null, progress: { exited: { reason: 'suppressed' } } });
    const tasks = await world.store.read.tasks.find({ workspaceId: world.workspace.id });
    expect(tasks).toMatchObject([{ state: 'closed', closedReason: 'suppressed', closedById: other.id }]);
    expect((await world.store.read.history.ofEnrollment(enrollment.id)).at(-1)).toMatchObject({
      byId: other.id,
      what: { kind: 'ended', reason: 'suppressed' },
    });
    expect(await showContact(world.app, { actor: world.rep, email: contact.email })).toMatchObject({
      contact: { suppressed: 'suppressed by ben on 2 Mar 2026', enrollments: [{ state: 'exited' }] },
    });
  });

  test('works for addresses nobody is stored under, and a second time changes nothing', async () => {
    expect(await suppressIt('stranger@example.com')).toMatchObject({ ok: true, isNew: true, contact: null });
    await world.clock.freezeAt((await world.clock.now()).plus({ days: 1 }));
    const again = await suppressIt('Stranger@example.com', world.admin);
    expect(again).toMatchObject({ ok: true, isNew: false, suppression: { createdById: world.rep.id } });
    expect(await world.audit()).toHaveLength(1);
    expect(await suppressIt('nobody')).toMatchObject({ ok: false, reason: 'bad-address' });
  });

  test('is taken back by an admin only', async () => {
    await suppressIt('ada@example.com');
    const lift = (actor = world.admin) => unsuppress(world.app, { actor, email: 'ADA@example.com' });
    expect(await lift(world.manager)).toEqual({ ok: false, reason: 'not-allowed', needs: 'admin' });
    expect(await lift()).toMatchObject({ ok: true, was: { reason: 'by-hand' } });
    expect(await lift()).toMatchObject({ ok: false, reason: 'not-suppressed' });
    expect(await world.store.read.suppressions.byEmail(world.workspace.id, 'ada@example.com')).toBeNull();
  });

  test('that was lifted is restored by an admin of the same workspace only, from its own audit entry', async () => {
    await suppressIt('ada@example.com');
    const lifted = await unsuppress(world.app, { actor: world.admin, email: 'ada@example.com' });
    const { rows } = await world.pool.query<{ id: string }>("SELECT id FROM audit_entries WHERE action = 'suppress'");
    const liftedBy = lifted.ok ? lifted.entryId : '';
    const restore = (actor: typeof world.admin, entry: string) =>
      restoreSuppression(world.app, { actor, liftedBy: entry });
    expect(await restore(world.manager, liftedBy)).toEqual({ ok: false, reason: 'not-allowed', needs: 'admin' });
    const elsewhere = { ...world.admin, workspaceId: world.ids.next() };
    expect(await restore(elsewhere, liftedBy)).toEqual({ ok: false, reason: 'gone' });
    expect(await restore(world.admin, rows[0]?.id ?? '')).toEqual({ ok: false, reason: 'gone' });
    expect(await restore(world.admin, world.ids.next())).toEqual({ ok: false, reason: 'gone' });
    expect(await restore(world.admin, liftedBy)).toMatchObject({ ok: true, isNew: true });
  });
});
