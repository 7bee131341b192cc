import { saveContact } from '../../../src/app/contacts/saveContact.js';
import { enrollContacts } from '../../../src/app/enrolling/enrollContacts.js';
import { receiveText } from '../../../src/app/enrollments/receiveText.js';
import type { IncomingText } from '../../../src/app/ports/texter.js';
import { type AppWorld, createAppWorld } from '../../support/app-world.js';

const phone = '+14155552345';
const text = { id: 'text', name: 'Text', kind: 'sms', when: 'immediately', sms: { body: 'Hi' } };
const again = { ...text, id: 'again', when: { days: 1, at: '09:00' } };
const mail = { id: 'mail', kind: 'email', when: { days: 1, at: '09:00' }, email: { subject: 'Hello', body: 'Hi.' } };
const ada = { email: 'ada@example.com', firstName: 'Ada', phone };

let world: AppWorld;
beforeEach(async () => {
  world = await createAppWorld();
});
afterEach(() => world.close());

const begin = async (name: string, steps: readonly object[], contact: object = ada) =>
  (await world.enrollIn(await world.publish({ name, steps }), contact)).enrollment;
const exitOf = async ({ id }: { id: string }) =>
  (await world.store.read.enrollments.byId(id))?.progress.exited?.reason ?? null;
const isSuppressed = async (address: string) =>
  (await world.store.read.suppressions.byEmail(world.workspace.id, address)) !== null;
const comes = (given: Partial<IncomingText>) =>
  receiveText(world.app, { providerMessageId: world.ids.next(), from: phone, body: 'Hello', wish: null, ...given });
const notices = async () =>
  (await world.pool.query("SELECT content->'notice' AS notice FROM posts WHERE kind = 'notice' ORDER BY created_at"))
    .rows;

describe('whoever answers STOP', () => {
  test('is out of every cadence, those of mails too, and nothing more of them leaves', async () => {
    const texts = await begin('Texts', [text, again]);
    const mails = await begin('Mails', [mail], (await world.store.read.contacts.byPhone(world.workspace.id, phone))[0]);
    await world.fireAt('2026-03-02T08:00');
    await comes({ body: 'Stop', wish: 'stop' });
    expect([await exitOf(texts), await exitOf(mails)]).toEqual(['unsubscribe', 'unsubscribe']);
    expect(await isSuppressed(phone)).toBe(true);
    await world.fireAt('2026-03-03T09:00');
    expect(world.texter.taken).toHaveLength(1);
    expect(world.mailer.taken).toEqual([]);
  });

  test('may be written to in a cadence of mails that begins later: they said it of texts', async () => {
    await begin('Texts', [text, again]);
    await comes({ body: 'Stop', wish: 'stop' });
    expect([await isSuppressed(phone), await isSuppressed(ada.email)]).toEqual([true, false]);
    await world.clock.freezeAt((await world.clock.now()).plus({ minutes: 1 }));
    const [contact] = await world.store.read.contacts.byPhone(world.workspace.id, phone);
    await begin('Mails', [mail], contact);
    await world.fireAt('2026-03-03T09:00');
    expect(world.mailer.taken).toHaveLength(1);
  });

  test.each([
    ['mail', mail],
    ['postcard', { id: 'c', kind: 'postcard', when: { days: 1, at: '09:00' }, template: 'hello-card' }],
    ['parcel', { id: 'f', kind: 'fulfillment', when: { days: 1, at: '09:00' }, fulfillment: { list: 'kit' } }],
  ])('ends at its next %s where it could not be ended at once', async (_what, step) => {
    const enrollment = await begin('Held', [step], { ...ada, phone: null });
    await comes({ wish: 'stop' });
    const [contact] = await world.store.read.contacts.byEmails(world.workspace.id, [ada.email]);
    if (contact !== undefined) await world.store.read.contacts.save({ ...contact, phone }, await world.clock.now());
    await world.fireAt('2026-03-03T09:00');
    expect(await exitOf(enrollment)).toBe('suppressed');
    expect([world.mailer.taken, world.postcards.taken]).toEqual([[], []]);
  });

  test('counts once, however often it comes', async () => {
    await begin('Texts', [text, again]);
    const stop = { providerMessageId: 'SM7', wish: 'stop' } as const;
    await comes(stop);
    await comes(stop);
    expect((await world.audit()).filter(({ action }) => action === 'contact.unsubscribe')).toHaveLength(1);
    expect(await notices()).toMatchObject([{ notice: { kind: 'ended', reason: 'unsubscribe', said: 'Hello' } }]);
  });

  test('in the provider’s words, when the next text is handed over, is out in the same way', async () => {
    const texts = await begin('Texts', [text, again]);
    const mails = await begin('Mails', [mail], (await world.store.read.contacts.byPhone(world.workspace.id, phone))[0]);
    const reason = 'They have answered STOP to this number; Twilio does not carry texts to them';
    world.texter.answerNext({ outcome: { kind: 'opted-out', reason } });
    await world.fireAt('2026-03-02T08:00');
    expect([await exitOf(texts), await exitOf(mails)]).toEqual(['unsubscribe', 'unsubscribe']);
    expect(await isSuppressed(phone)).toBe(true);
    expect(await world.store.read.executions.ofEnrollment(texts.id)).toMatchObject([{ state: 'failed', reason }]);
    expect((await notices()).map(({ notice }) => notice.kind)).toEqual(['ended', 'ended']);
  });

  test('is told beforehand when somebody enrolls that number again, under another address', async () => {
    await comes({ wish: 'stop' });
    await world.publish({ name: 'Texts', steps: [text] });
    const order = { actor: world.rep, sequenceName: 'texts', emails: ['grace@example.com'], details: {} };
    const outcome = await enrollContacts(world.app, { ...order, details: { 'grace@example.com': { phone } } });
    expect(outcome).toMatchObject({ ok: false, addresses: [{ blocker: { kind: 'number-suppressed', phone } }] });
  });

  test('stops a text under another address at its step, where it was enrolled before', async () => {
    const grace = await begin('Texts', [again], { ...ada, email: 'grace@example.com', phone: null });
    await comes({ wish: 'stop' });
    await saveContact(world.app, { actor: world.rep, email: 'grace@example.com', details: { phone } });
    await world.fireAt('2026-03-03T09:00');
    expect(await exitOf(grace)).toBe('suppressed');
    expect(world.texter.taken).toEqual([]);
  });
});

test('START lifts what STOP forbade', async () => {
  await begin('Texts', [text, again]);
  await comes({ wish: 'stop' });
  await comes({ wish: 'start' });
  expect(await isSuppressed(phone)).toBe(false);
});

test('a YES of somebody who never said STOP is an answer like any other', async () => {
  const enrollment = await begin('Texts', [text, again]);
  await world.fireAt('2026-03-02T08:00');
  await comes({ body: 'Yes', wish: 'start' });
  expect(await exitOf(enrollment)).toBe('reply');
  expect(await notices()).toMatchObject([{ notice: { kind: 'ended', reason: 'reply', said: 'Yes' } }]);
});

describe('a text that comes in', () => {
  test('is a reply to the text that went out: the cadence ends, and the owner reads it', async () => {
    const enrollment = await begin('Texts', [text, again]);
    await world.fireAt('2026-03-02T08:00');
    await comes({ body: 'Yes, call me' });
    expect(await exitOf(enrollment)).toBe('reply');
    expect(await notices()).toMatchObject([{ notice: { kind: 'ended', reason: 'reply', said: 'Yes, call me' } }]);
  });

  test('from a number that nobody has is nobody’s', async () => {
    const enrollment = await begin('Texts', [text, again]);
    await comes({ from: '+14155550000' });
    expect(await exitOf(enrollment)).toBeNull();
  });
});

describe('enrolling in a sequence with a text', () => {
  const enroll = (details: object) =>
    enrollContacts(world.app, {
      actor: world.rep,
      sequenceName: 'texts',
      emails: ['new@example.com'],
      details: { 'new@example.com': details },
    });
  beforeEach(() => world.publish({ name: 'Texts', steps: [text] }));

  test('asks for a number beforehand, as for a blank field', async () => {
    expect(await enroll({})).toMatchObject({
      ok: false,
      addresses: [
        { blocker: { kind: 'blank-fields' }, blanks: [{ path: 'contact.phone', field: 'phone', label: 'Phone' }] },
      ],
    });
    expect(await enroll({ phone: '(415) 555-2345' })).toMatchObject({
      addresses: [{ blocker: { kind: 'invalid-details', problems: [{ field: 'phone' }] } }],
    });
    expect(await enroll({ phone: '+1 415 555 2345' })).toMatchObject({ ok: true });
  });
});
