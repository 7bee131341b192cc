import { saveContact } from '../../../src/app/contacts/saveContact.js';
import { explainEnrollment } from '../../../src/app/enrollments/explainEnrollment.js';
import { recordTextReport } from '../../../src/app/enrollments/recordTextReport.js';
import { fireDue } from '../../../src/app/firing/fireDue.js';
import { createStepLanes } from '../../../src/app/firing/stepLanes.js';
import type { Text, TextOutcome } from '../../../src/app/ports/texter.js';
import { showNotice } from '../../../src/app/posting/showNotice.js';
import { asking } from '../../support/asking.js';
import { ada, createTextWorld, hello, phone, type TextWorld } from './text-world.js';

const mail = { id: 'mail', kind: 'email', when: 'immediately', email: { subject: 'Hello', body: 'Hi there.' } };

let world: TextWorld;
beforeEach(async () => {
  world = await createTextWorld();
});
afterEach(() => world.close());

describe('a text', () => {
  test("leaves from the account's first number for the contact's, and the cadence goes on", async () => {
    const enrollment = await world.begin();
    await world.fireAt('2026-03-02T08:00');
    expect(world.texter.taken).toMatchObject([{ from: '+15005550006', to: phone, body: 'Hi Ada' }]);
    expect(await world.ledger(enrollment.id)).toMatchObject([
      { kind: 'sms', state: 'fired', attempts: 1, summary: { to: phone, subject: 'Hi Ada' } },
    ]);
    expect((await world.stored(enrollment.id))?.progress.pending?.stepId).toBe('later');
  });

  test('travels under the id of its row, also when it is tried again', async () => {
    const enrollment = await world.begin();
    world.texter.answerNext({ outcome: { kind: 'deferred', reason: 'busy', retryAfterMs: null, cause: 'sender' } });
    await world.fireAt('2026-03-02T08:00');
    await world.fireAt('2026-03-02T08:01');
    const [row] = await world.ledger(enrollment.id);
    expect(row).toMatchObject({ state: 'fired', attempts: 2 });
    expect(world.texter.taken.map(({ executionId }) => executionId)).toEqual([row?.id]);
  });

  test("comes from the step's own number where it names one", async () => {
    await world.begin([{ ...hello, from: '+44 20 7946 0001' }]);
    await world.fireAt('2026-03-02T08:00');
    expect(world.texter.taken).toMatchObject([{ from: '+442079460001' }]);
  });

  test('follows a mail, and a mail a text, without waiting for anything', async () => {
    await world.begin([mail, hello, { ...mail, id: 'second' }]);
    await world.fireAt('2026-03-02T08:00');
    expect(world.mailer.taken).toHaveLength(2);
    expect(world.texter.taken).toHaveLength(1);
  });

  test('leaves in the same minute as the rule before it, from the lane of texts', async () => {
    const rule = { id: 'rule', kind: 'rule', when: 'immediately', do: [{ addTag: 'warm' }] };
    const enrollment = await world.begin([rule, hello]);
    await world.fireAt('2026-03-02T08:00');
    expect(await world.ledger(enrollment.id)).toMatchObject([{ stepId: 'rule' }, { stepId: 'hello', state: 'fired' }]);
    expect(world.texter.taken).toHaveLength(1);
  });

  test('to nobody is held until the number is filled in, and goes out then', async () => {
    const enrollment = await world.begin([hello], { ...ada, phone: null });
    await world.fireAt('2026-03-02T08:00');
    expect(await world.stored(enrollment.id)).toMatchObject({ hold: 'blank-field', holdReason: 'contact.phone' });
    const [{ id, notice }] = await world.notices();
    const shown = await showNotice(world.store.read, id, notice, await world.clock.now());
    expect(shown?.text).toBe('Phone is blank for ada@example.com in Outbound. Fill it in, and the text goes out.');
    await saveContact(world.app, { actor: world.rep, email: ada.email, details: { phone } });
    await world.fireAt('2026-03-02T08:01');
    expect(world.texter.taken).toMatchObject([{ to: phone }]);
  });

  test('with a blank field is held, and nobody is greeted with a gap', async () => {
    const enrollment = await world.begin([hello], { ...ada, firstName: null });
    await world.fireAt('2026-03-02T08:00');
    expect(await world.stored(enrollment.id)).toMatchObject({ hold: 'blank-field', holdReason: 'contact.firstName' });
    expect(world.texter.taken).toEqual([]);
  });

  test.each([
    ['to what is no number', { ...ada, phone: '12' }, hello, '12 is not a telephone number'],
    ['that is too long once it is filled in', ada, { ...hello, sms: { body: 'x'.repeat(1601) } }, '1601 characters'],
    ['that is empty once it is filled in', ada, { ...hello, sms: { body: '{% if false %}x{% endif %}' } }, 'empty'],
  ])('%s is held with the reason', async (_what, contact, step, reason) => {
    const enrollment = await world.begin([step], contact);
    await world.fireAt('2026-03-02T08:00');
    expect(await world.stored(enrollment.id)).toMatchObject({
      hold: 'failed',
      holdReason: expect.stringContaining(reason),
    });
  });

  test('that the provider refuses is held with its reason, and the owner is told', async () => {
    const enrollment = await world.begin();
    world.texter.answerNext({ outcome: { kind: 'refused', reason: 'Twilio refused the text (400)' } });
    await world.fireAt('2026-03-02T08:00');
    expect(await world.stored(enrollment.id)).toMatchObject({
      hold: 'failed',
      holdReason: 'Twilio refused the text (400)',
    });
    expect(await world.notices()).toMatchObject([{ conversation: 'UANA', notice: { kind: 'failed' } }]);
  });

  test('waits, and says so, while the account does not say from which numbers texts can come', async () => {
    await world.begin();
    const numbers = async () => ({ ok: false, reason: 'Twilio cannot be reached' }) as const;
    await fireDue({ ...world.deps, texter: { ...world.texter, numbers } });
    expect(world.texter.taken).toEqual([]);
    expect(await world.facts()).toEqual([
      'It did not leave (Twilio cannot be reached); the next try is at Mon 2 Mar, 08:01',
    ]);
    await world.fireAt('2026-03-02T08:01');
    expect(world.texter.taken).toHaveLength(1);
  });
});

test('a text that nothing carries waits for its owner, with the reason', async () => {
  const enrollment = await world.begin([hello]);
  await fireDue({ ...world.deps, texter: null });
  expect(await world.stored(enrollment.id)).toMatchObject({
    hold: 'failed',
    holdReason: expect.stringContaining('no provider for texts is configured'),
  });
});

test('texts that hang hold up no mail, and mails no text', async () => {
  await world.begin([hello]);
  await world.enrollIn(await world.publish({ name: 'Mails', steps: [mail] }), { email: 'grace@example.com' });
  let answer: (outcome: TextOutcome) => void = () => {};
  let begun = () => {};
  const open = new Promise<void>((resolve) => {
    begun = resolve;
  });
  const send = (_text: Text) =>
    new Promise<TextOutcome>((resolve) => {
      answer = resolve;
      begun();
    });
  const lanes = createStepLanes(
    { ...world.deps, texter: { ...world.texter, send } },
    { onSettled: () => {}, onFault: () => {} },
  );
  for (const lane of lanes) await lane.run();
  await open;
  await lanes.find(({ name }) => name === 'email')?.underWay();
  expect(world.mailer.taken).toHaveLength(1);
  answer({ kind: 'accepted', providerMessageId: 'SM1' });
  await lanes.find(({ name }) => name === 'sms')?.underWay();
});

test('admins are told that texts wait, apart from mails', async () => {
  await world.begin();
  const settings = { ...world.deps.settings, admins: ['uana'] };
  const reason = 'Twilio refuses (401): check TWILIO_AUTH_TOKEN';
  const outcome = { kind: 'deferred', reason, retryAfterMs: null, cause: 'account' } as const;
  world.texter.answerNext({ outcome });
  await fireDue({ ...world.deps, settings });
  expect((await world.notices()).map(({ notice }) => notice.text)).toContain(
    `Texts wait: ${reason}. They go out by themselves once that is mended.`,
  );
});

describe('a text that did not arrive', () => {
  test('is noted with its row and told to the owner, once, and the cadence goes on', async () => {
    const enrollment = await world.begin();
    await world.fireAt('2026-03-02T08:00');
    const [row] = await world.ledger(enrollment.id);
    const report = { executionId: row?.id ?? '', providerMessageId: row?.providerMessageId ?? '', errorCode: '30006' };
    for (let times = 0; times < 2; times += 1) await recordTextReport(world.app, { ...report, status: 'failed' });
    expect((await world.notices()).map(({ notice }) => notice.text)).toEqual([
      'The text “Hello” did not reach Ada Byron: it was not delivered (Twilio error 30006). The cadence goes on; check the number.',
    ]);
    const why = await explainEnrollment(world.app, { actor: world.rep, email: ada.email, sequence: null });
    const events = why.ok ? why.why.enrollments[0]?.events.map(({ text }) => text) : [];
    expect(events).toContain('Text “Hello” (Hi Ada) went out; it was not delivered (Twilio error 30006)');
    expect((await world.stored(enrollment.id))?.progress.pending?.stepId).toBe('later');
  });

  test('is told too where that is reported before the request is answered', async () => {
    const enrollment = await world.begin();
    const send = async (text: Text): Promise<TextOutcome> => {
      const [executionId, providerMessageId] = [text.executionId, 'SM1'];
      await recordTextReport(world.app, { executionId, providerMessageId, status: 'failed', errorCode: '30006' });
      return { kind: 'accepted', providerMessageId };
    };
    await fireDue({ ...world.deps, texter: { ...world.texter, send: asking(send) } });
    expect(await world.ledger(enrollment.id)).toMatchObject([
      { state: 'fired', providerMessageId: 'SM1', reason: 'it was not delivered (Twilio error 30006)' },
    ]);
    expect(await world.notices()).toMatchObject([{ notice: { kind: 'report' } }]);
    expect((await world.stored(enrollment.id))?.progress.pending?.stepId).toBe('later');
    expect((await world.stored(enrollment.id))?.dueAt).not.toBeNull();
  });
});
