import { saveContact } from '../../../src/app/contacts/saveContact.js';
import { enrollContacts } from '../../../src/app/enrolling/enrollContacts.js';
import { createEnrollingWorld, type EnrollingWorld, intro, later } from './enrolling-world.js';

let world: EnrollingWorld;
beforeEach(async () => {
  world = await createEnrollingWorld();
});
afterEach(() => world.close());

const named = { subject: 'Hello {{ contact.firstName }}', body: 'About {{ contact.company }}, {{ contact.renewal }}' };

describe('merge fields that would stay blank', () => {
  const needy = { ...later, id: 'needy', email: named };

  test('of all steps are named and block', async () => {
    await world.publish({ steps: [intro, needy] });
    const [verdict] = await world.preview('ada@example.com');
    expect(verdict?.blocker).toEqual({ kind: 'blank-fields' });
    expect(verdict?.blanks).toEqual([
      { path: 'contact.firstName', field: 'firstName', label: 'First name' },
      { path: 'contact.company', field: 'company', label: 'Company' },
      { path: 'contact.renewal', field: 'fields.renewal', label: 'renewal' },
    ]);
    expect(await world.enroll('ada@example.com')).toMatchObject({ reason: 'blocked' });
  });

  test('are filled in with the enrollment', async () => {
    await world.publish({ steps: [intro, needy] });
    await world.saveAda({ company: null, firstName: 'Ada' });
    const details = { 'ADA@example.com': { firstName: '', company: 'Loom', fields: { renewal: '2027-01-31' } } };
    expect(await world.blockers('ada@example.com', { details })).toEqual(['ready']);
    expect(await world.enroll('ada@example.com', { details })).toMatchObject({ ok: true });
    expect(await world.store.read.contacts.byEmail(world.workspace.id, 'ada@example.com')).toMatchObject({
      firstName: 'Ada',
      company: 'Loom',
      fields: { renewal: '2027-01-31' },
    });
  });

  test('are no obstacle when the person accepts that those mails will be held', async () => {
    await world.publish({ steps: [intro, needy] });
    expect(await world.enroll('ada@example.com', { acceptBlank: true })).toMatchObject({ ok: true });
  });

  test('before the step to begin with do not count', async () => {
    await world.publish({ steps: [needy, later] });
    expect(await world.blockers('ada@example.com', { startStepId: 'second' })).toEqual(['ready']);
  });

  test('filled in here let an older enrollment go on that was held for them', async () => {
    const other = await world.publish({
      name: 'Older',
      steps: [{ ...intro, email: { subject: 'x', body: '{{ contact.company }}' } }],
    });
    const { enrollment, contact } = await world.enrollIn(other, { company: null });
    await world.fireAt('2026-03-02T08:00');
    await world.publish({ steps: [later] });
    await world.enroll(contact.email, { details: { [contact.email]: { company: 'Loom' } } });
    expect(await world.store.read.enrollments.byId(enrollment.id)).toMatchObject({ hold: null });
  });

  test('filled in by somebody else while this waited for them are blank no longer', async () => {
    const needsCompany = { ...intro, email: { subject: 'x', body: '{{ contact.company }}' } };
    const { contact } = await world.enrollIn(await world.publish({ name: 'Older', steps: [needsCompany] }), {
      company: null,
    });
    await world.fireAt('2026-03-02T08:00');
    await world.publish({ steps: [needsCompany] });
    const { transact } = world.store;
    const saving = { actor: world.rep, email: contact.email, details: { company: 'Loom' } };
    const filledMeanwhile: typeof transact = (work, options) =>
      transact((tables) => {
        const lockMany = async (ids: readonly string[]) => {
          await saveContact(world.app, saving);
          return tables.enrollments.lockMany(ids);
        };
        return work({ ...tables, enrollments: { ...tables.enrollments, lockMany } });
      }, options);
    const app = { ...world.app, store: { ...world.store, transact: filledMeanwhile } };
    expect(await enrollContacts(app, world.request(contact.email))).toMatchObject({ ok: true });
  });

  test('values of somebody else’s contact are not overwritten, blank ones are filled', async () => {
    await world.publish({ steps: [later] });
    const contact = await world.saveAda({ ownerId: world.manager.id, company: null, title: 'CFO' });
    await world.enroll('ada@example.com', { details: { 'ada@example.com': { company: 'Loom', title: 'Intern' } } });
    expect(await world.store.read.contacts.byId(contact.id)).toMatchObject({ company: 'Loom', title: 'CFO' });
  });

  test('that are typed wrong are told by field', async () => {
    await world.publish({ steps: [later] });
    const [verdict] = await world.preview('ada@example.com', { details: { 'ada@example.com': { phone: 'call me' } } });
    expect(verdict?.blocker).toMatchObject({ kind: 'invalid-details', problems: [{ field: 'phone' }] });
  });

  test('a text that names a template nobody stored cannot be enrolled into', async () => {
    await world.publish({ steps: [{ id: 'gone', kind: 'email', template: 'gone' }] });
    expect(await world.blockers('ada@example.com')).toEqual(['broken-text']);
  });
});
