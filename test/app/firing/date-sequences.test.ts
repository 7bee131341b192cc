import { saveContact } from '../../../src/app/contacts/saveContact.js';
import { type ControlWorld, createControlWorld, mail, rule } from './control-world.js';

let world: ControlWorld;
beforeEach(async () => {
  world = await createControlWorld();
});
afterEach(() => world.close());

describe('a date sequence', () => {
  const dated = (id: string, event: string, more: object = {}) => mail(id, { event, at: '09:00', ...more });
  const save = (email: string, fields: Record<string, string>) =>
    saveContact(world.app, { actor: world.manager, email, details: { fields } });

  test('fires in the order of its dates, whichever step stands first', async () => {
    const steps = [mail('second', { date: '2026-03-05' }), mail('first', { date: '2026-03-04' })];
    const { enrollment } = await world.begin(steps, { type: 'date' });
    await world.fireAt('2026-03-04T10:00');
    await world.fireAt('2026-03-05T10:00');
    expect(world.sent()).toEqual(['first', 'second']);
    expect(await world.stored(enrollment.id)).toMatchObject({ dueAt: null });
  });

  test('waits for a date, and goes on when the contact is saved with one', async () => {
    const { enrollment, contact } = await world.begin([dated('a', 'renewal')], { type: 'date' });
    expect((await world.stored(enrollment.id)).dueAt).toBeNull();
    expect(await save(contact.email, { renewal: '2026-03-10' })).toMatchObject({ ok: true, moved: 1 });
    await world.fireAt('2026-03-10T09:00');
    expect(world.sent()).toEqual(['a']);
  });

  test('a date saved in the past is recorded as past', async () => {
    const { enrollment, contact } = await world.begin(
      [dated('a', 'renewal')],
      { type: 'date' },
      { fields: { renewal: '2026-03-10' } },
    );
    await save(contact.email, { renewal: '2026-01-10' });
    expect(await world.ledger(enrollment.id)).toEqual(['a skipped: past']);
    expect((await world.stored(enrollment.id)).dueAt).toBeNull();
  });

  test('a step that is past keeps how its time came about, whichever step is next', async () => {
    const { enrollment, contact } = await world.begin(
      [mail('first', { date: '2026-03-05' }), dated('a', 'renewal')],
      { type: 'date' },
      { fields: { renewal: '2026-03-10' } },
    );
    await save(contact.email, { renewal: '2026-01-10' });
    const [past] = await world.store.read.executions.ofEnrollment(enrollment.id);
    expect(past).toMatchObject({ stepId: 'a', trace: [{ rule: 'base', to: '2026-03-10T16:00Z' }] });
  });

  test('a rule that empties the date takes it from the contact, and what hung on it waits', async () => {
    const empties = {
      ...rule('r', { setField: { name: 'renewal', value: null } }),
      when: { date: '2026-03-05', at: '09:00' },
    };
    const { enrollment, contact } = await world.begin(
      [empties, dated('a', 'renewal')],
      { type: 'date' },
      { fields: { renewal: '2026-03-10' } },
    );
    await world.fireAt('2026-03-05T09:00');
    expect(await world.store.read.contacts.byId(contact.id)).toMatchObject({ fields: {} });
    await world.fireAt('2026-03-10T09:00');
    expect(await world.ledger(enrollment.id)).toEqual(['r fired: empty renewal']);
  });

  test('a rule elsewhere that sets the date moves it at once', async () => {
    const { enrollment, contact } = await world.begin(
      [dated('a', 'renewal')],
      { type: 'date' },
      { fields: { renewal: '2026-03-10' } },
    );
    const sets = rule('r', { setField: { name: 'renewal', value: '2026-03-20' } });
    await world.enrollIn(await world.publish({ name: 'Sets', steps: [sets] }), { ...contact });
    await world.fireAt('2026-03-02T08:00');
    expect((await world.stored(enrollment.id)).dueAt?.toISO()).toBe('2026-03-20T16:00:00.000Z');
  });

  test('after a worker was down it greets up to a day late, and not after', async () => {
    const steps = [mail('a', { date: '2026-03-04' }), mail('b', { date: '2026-03-05', at: '15:00' })];
    const { enrollment } = await world.begin(steps, { type: 'date' });
    await world.fireAt('2026-03-06T12:00');
    await world.fireAt('2026-03-06T15:00');
    expect(world.sent()).toEqual(['b']);
    expect(await world.ledger(enrollment.id)).toEqual(['a skipped: past', 'b fired']);
  });
});
