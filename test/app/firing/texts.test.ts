import { DateTime } from 'luxon';
import { saveContact } from '../../../src/app/contacts/saveContact.js';
import { explainEnrollment } from '../../../src/app/enrollments/explainEnrollment.js';
import { recordTextReport } from '../../../src/app/enrollments/recordTextReport.js';
import { fireDue } from '../../../src/app/firing/fireDue.js';
import { lookUpDue } from '../../../src/app/firing/lookUp.js';
import { recoverLapsed } from '../../../src/app/firing/recoverLapsed.js';
import { createStepLanes } from '../../../src/app/firing/stepLanes.js';
import type { Text, Texter, TextOutcome } from '../../../src/app/ports/texter.js';
import { showNotice } from '../../../src/app/posting/showNotice.js';
import { type AppWorld, createAppWorld } from '../../support/app-world.js';
import { asking } from '../../support/asking.js';
import { endLeases } from '../../support/ledger.js';

const phone = '+14155552345';
const hello = {
  id: 'hello',
  name: 'Hello',
  kind: 'sms',
  when: 'immediately',
  sms: { body: 'Hi {{contact.firstName}}' },
};
const later = {
  id: 'later',
  name: 'Later',
  kind: 'sms',
  when: { days: 1, at: '09:00' },
  sms: { body: 'Still there?' },
};
const mail = { id: 'mail', kind: 'email', when: 'immediately', email: { subject: 'Hello', body: 'Hi there.' } };
const lost: TextOutcome = { kind: 'unknown', reason: 'Twilio failed (500)' };

let world: AppWorld;
beforeEach(async () => {
  world = await createAppWorld();
});
afterEach(() => world.close());

const ada = { email: 'ada@example.com', firstName: 'Ada', phone };
const begin = async (steps: readonly object[] = [hello, later], contact: object = ada) =>
  (await world.enrollIn(await world.publish({ steps }), contact)).enrollment;
const stored = (id: string) => world.store.read.enrollments.byId(id);
const ledger = (id: string) => world.store.read.executions.ofEnrollment(id);
const at = (time: string) => world.clock.freezeAt(DateTime.fromISO(time, { zone: world.workspace.zone }).toUTC());
const notices = async () =>
  (await world.pool.query("SELECT id, conversation, content->'notice' AS notice FROM posts WHERE kind = 'notice'"))
    .rows;
const facts = async () => {
  const why = await explainEnrollment(world.app, { actor: world.rep, email: ada.email, sequence: null });
  return why.ok ? why.why.enrollments[0]?.facts : why;
};

describe('a text', () => {
  test("leaves from the account's first number for the contact's, and the cadence goes on", async () => {
    const enrollment = await begin();
    await world.fireAt('2026-03-02T08:00');
    expect(world.texter.taken).toMatchObject([{ from: '+15005550006', to: phone, body: 'Hi Ada' }]);
    expect(await ledger(enrollment.id)).toMatchObject([
      { kind: 'sms', state: 'fired', attempts: 1, summary: { to: phone, subject: 'Hi Ada' } },
    ]);
    expect((await stored(enrollment.id))?.progress.pending?.stepId).toBe('later');
  });

  test('travels under the id of its row, also when it is tried again', async () => {
    const enrollment = await begin();
    world.texter.answerNext({ outcome: { kind: 'deferred', reason: 'busy', retryAfterMs: null, cause: 'sender' } });
    await world.fireAt('2026-03-02T08:00');
    await world.fireAt('2026-03-02T08:01');
    const [row] = await ledger(enrollment.id);
    expect(row).toMatchObject({ state: 'fired', attempts: 2 });
    expect(world.texter.taken.map(({ executionId }) => executionId)).toEqual([row?.id]);
  });

  test("comes from the step's own number where it names one", async () => {
    await begin([{ ...hello, from: '+44 20 7946 0001' }]);
    await world.fireAt('2026-03-02T08:00');
    expect(world.texter.taken).toMatchObject([{ from: '+442079460001' }]);
  });

  test('follows a mail, and a mail a text, without waiting for anything', async () => {
    await begin([mail, hello, { ...mail, id: 'second' }]);
    await world.fireAt('2026-03-02T08:00');
    expect(world.mailer.taken).toHaveLength(2);
    expect(world.texter.taken).toHaveLength(1);
  });

  test('leaves in the same minute as the rule before it, from the lane of texts', async () => {
    const rule = { id: 'rule', kind: 'rule', when: 'immediately', do: [{ addTag: 'warm' }] };
    const enrollment = await begin([rule, hello]);
    await world.fireAt('2026-03-02T08:00');
    expect(await ledger(enrollment.id)).toMatchObject([{ stepId: 'rule' }, { stepId: 'hello', state: 'fired' }]);
    expect(world.texter.taken).toHaveLength(1);
  });

  test('to nobody is held until the number is filled in, and goes out then', async () => {
    const enrollment = await begin([hello], { ...ada, phone: null });
    await world.fireAt('2026-03-02T08:00');
    expect(await stored(enrollment.id)).toMatchObject({ hold: 'blank-field', holdReason: 'contact.phone' });
    const [{ id, notice }] = await notices();
    const shown = await showNotice(world.store.read, id, notice, await world.clock.now());
    expect(shown?.text).toBe('Phone is blank for ada@example.com in Outbound. Fill it in, and the text goes out.');
    await saveContact(world.app, { actor: world.rep, email: ada.email, details: { phone } });
    await world.fireAt('2026-03-02T08:01');
    expect(world.texter.taken).toMatchObject([{ to: phone }]);
  });

  test('with a blank field is held, and nobody is greeted with a gap', async () => {
    const enrollment = await begin([hello], { ...ada, firstName: null });
    await world.fireAt('2026-03-02T08:00');
    expect(await stored(enrollment.id)).toMatchObject({ hold: 'blank-field', holdReason: 'contact.firstName' });
    expect(world.texter.taken).toEqual([]);
  });

  test.each([
    ['to what is no number', { ...ada, phone: '12' }, hello, '12 is not a telephone number'],
    ['that is too long once it is filled in', ada, { ...hello, sms: { body: 'x'.repeat(1601) } }, '1601 characters'],
    ['that is empty once it is filled in', ada, { ...hello, sms: { body: '{% if false %}x{% endif %}' } }, 'empty'],
  ])('%s is held with the reason', async (_what, contact, step, reason) => {
    const enrollment = await begin([step], contact);
    await world.fireAt('2026-03-02T08:00');
    expect(await stored(enrollment.id)).toMatchObject({ hold: 'failed', holdReason: expect.stringContaining(reason) });
  });

  test('that the provider refuses is held with its reason, and the owner is told', async () => {
    const enrollment = await begin();
    world.texter.answerNext({ outcome: { kind: 'refused', reason: 'Twilio refused the text (400)' } });
    await world.fireAt('2026-03-02T08:00');
    expect(await stored(enrollment.id)).toMatchObject({ hold: 'failed', holdReason: 'Twilio refused the text (400)' });
    expect(await notices()).toMatchObject([{ conversation: 'UANA', notice: { kind: 'failed' } }]);
  });

  test('waits, and says so, while the account does not say from which numbers texts can come', async () => {
    await begin();
    const numbers = async () => ({ ok: false, reason: 'Twilio cannot be reached' }) as const;
    await fireDue({ ...world.deps, texter: { ...world.texter, numbers } });
    expect(world.texter.taken).toEqual([]);
    expect(await facts()).toEqual(['It did not leave (Twilio cannot be reached); the next try is at Mon 2 Mar, 08:01']);
    await world.fireAt('2026-03-02T08:01');
    expect(world.texter.taken).toHaveLength(1);
  });
});

test('texts that hang hold up no mail, and mails no text', async () => {
  await begin([hello]);
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
  await begin();
  const settings = { ...world.deps.settings, admins: ['uana'] };
  const reason = 'Twilio refuses (401): check TWILIO_AUTH_TOKEN';
  const outcome = { kind: 'deferred', reason, retryAfterMs: null, cause: 'account' } as const;
  world.texter.answerNext({ outcome });
  await fireDue({ ...world.deps, settings });
  expect((await notices()).map(({ notice }) => notice.text)).toContain(
    `Texts wait: ${reason}. They go out by themselves once that is mended.`,
  );
});

describe('a text whose answer never came', () => {
  test('is not sent again where the provider has it: it is asked a minute later', async () => {
    const enrollment = await begin();
    world.texter.answerNext({ outcome: lost, taken: true });
    await world.fireAt('2026-03-02T08:00');
    expect(await stored(enrollment.id)).toMatchObject({ hold: 'uncertain' });
    expect(await facts()).toEqual([
      'Nobody knows whether it left (Twilio failed (500)); the provider is asked at Mon 2 Mar, 08:01',
    ]);
    expect(await lookUpDue(world.deps, 'sms')).toBe(0);
    await at('2026-03-02T08:01');
    expect(await lookUpDue(world.deps, 'sms')).toBe(1);
    expect(await ledger(enrollment.id)).toMatchObject([
      { state: 'fired', providerMessageId: 'memory-text-1', firedAt: expect.anything() },
    ]);
    expect(await stored(enrollment.id)).toMatchObject({ hold: null, progress: { pending: { stepId: 'later' } } });
    await world.fireAt('2026-03-02T08:02');
    expect(world.texter.taken).toHaveLength(1);
    expect(await notices()).toEqual([]);
  });

  test('counts as fired in the minute in which it was tried', async () => {
    const enrollment = await begin();
    world.texter.answerNext({ outcome: lost, taken: true });
    await world.fireAt('2026-03-02T08:00');
    await at('2026-03-02T08:09');
    await lookUpDue(world.deps, 'sms');
    const [row] = await ledger(enrollment.id);
    expect(row?.firedAt?.setZone(world.workspace.zone).toFormat('HH:mm')).toBe('08:00');
  });

  test('is tried again, after a wait, where the provider does not have it', async () => {
    const enrollment = await begin();
    world.texter.answerNext({ outcome: lost });
    await world.fireAt('2026-03-02T08:00');
    await at('2026-03-02T08:01');
    await lookUpDue(world.deps, 'sms');
    expect(await facts()).toEqual([
      'It did not leave (Twilio failed (500); the provider does not have it); the next try is at Mon 2 Mar, 08:01',
    ]);
    await world.fireAt('2026-03-02T08:01');
    expect(world.texter.taken).toHaveLength(0);
    await world.fireAt('2026-03-02T08:01:15');
    expect(world.texter.taken).toHaveLength(1);
    expect(await ledger(enrollment.id)).toMatchObject([{ state: 'fired', attempts: 2 }]);
  });

  test('is asked about in Slack where the list does not tell', async () => {
    const enrollment = await begin();
    world.texter.answerNext({ outcome: lost });
    await world.fireAt('2026-03-02T08:00');
    const createdAt = await world.clock.now();
    const seen = async () => {
      const found = [{ providerMessageId: 'SM9', body: 'Something else', createdAt }];
      return { ok: true, found } as const;
    };
    await at('2026-03-02T08:01');
    await lookUpDue({ ...world.deps, texter: { ...world.texter, seen } }, 'sms');
    const [{ id, conversation, notice }] = await notices();
    expect(conversation).toBe('UANA');
    const shown = await showNotice(world.store.read, id, notice, await world.clock.now());
    expect(shown).toMatchObject({ title: 'Was this text sent?', buttons: [{ label: 'It was sent' }, {}] });
    expect(await stored(enrollment.id)).toMatchObject({ hold: 'uncertain' });
    expect(await world.store.read.executions.nextLookUpAt('sms')).toBeNull();
  });

  test('is asked about again every minute while the provider is away, and after a quarter of an hour in Slack', async () => {
    await begin();
    world.texter.answerNext({ outcome: lost });
    await world.fireAt('2026-03-02T08:00');
    let asked = 0;
    const seen = async () => {
      asked += 1;
      return { ok: false, reason: 'Twilio cannot be reached' } as const;
    };
    for (let minute = 1; minute < 15; minute += 1) {
      await at(`2026-03-02T08:${String(minute).padStart(2, '0')}`);
      await lookUpDue({ ...world.deps, texter: { ...world.texter, seen } }, 'sms');
    }
    expect(asked).toBe(14);
    expect(await notices()).toEqual([]);
    await at('2026-03-02T08:15');
    await lookUpDue({ ...world.deps, texter: { ...world.texter, seen } }, 'sms');
    expect(await notices()).toMatchObject([{ notice: { kind: 'uncertain' } }]);
  });

  test("is not mistaken for another sending's of the same words", async () => {
    await begin([hello]);
    await world.fireAt('2026-03-02T08:00');
    const second = await world.publish({ name: 'Second', steps: [hello] });
    const [contact] = await world.store.read.contacts.byPhone(world.workspace.id, phone);
    const { enrollment } = await world.enrollIn(second, contact);
    world.texter.answerNext({ outcome: lost });
    await world.fireAt('2026-03-02T08:00');
    await at('2026-03-02T08:01');
    await lookUpDue(world.deps, 'sms');
    expect(await ledger(enrollment.id)).toMatchObject([{ state: 'deferred' }]);
  });

  test('is settled by the report that the provider has it, and not asked about any more', async () => {
    const enrollment = await begin();
    world.texter.answerNext({ outcome: lost, taken: true });
    await world.fireAt('2026-03-02T08:00');
    const [row] = await ledger(enrollment.id);
    const report = { executionId: row?.id ?? '', providerMessageId: 'SM1', errorCode: null };
    await recordTextReport(world.app, { ...report, status: 'sent' });
    expect(await ledger(enrollment.id)).toMatchObject([{ state: 'fired', providerMessageId: 'SM1' }]);
    expect(await stored(enrollment.id)).toMatchObject({ hold: null });
    await at('2026-03-02T08:01');
    expect(await lookUpDue(world.deps, 'sms')).toBe(0);
  });

  /** The worker died with the request of a text open, which the provider took, and was missed only at `foundAt`. */
  async function diedWithOne(foundAt: string) {
    const enrollment = await begin();
    const dies = new Promise<TextOutcome>(() => {});
    let begun = () => {};
    const open = new Promise<void>((resolve) => {
      begun = resolve;
    });
    const send = async (text: Text) => {
      await world.texter.send(text);
      begun();
      return dies;
    };
    void fireDue({ ...world.deps, texter: { ...world.texter, send: asking(send) } });
    await open;
    await endLeases(world.pool);
    await at(foundAt);
    await recoverLapsed(world.deps);
    expect(await notices()).toEqual([]);
    return enrollment;
  }

  test.each([
    ['is looked for as well', '2026-03-02T08:00', '2026-03-02T08:01'],
    ['is found also after hours in which nobody was there', '2026-03-02T11:00', '2026-03-02T11:01'],
    ['is found also when the clock was set back since', '2026-03-02T07:55', '2026-03-02T07:56'],
  ])('because its worker died, %s', async (_what, foundAt, askedAt) => {
    const enrollment = await diedWithOne(foundAt);
    await at(askedAt);
    expect(await lookUpDue(world.deps, 'sms')).toBe(1);
    expect(await ledger(enrollment.id)).toMatchObject([{ state: 'fired' }]);
    await world.fireAt('2026-03-02T11:30');
    expect(world.texter.taken).toHaveLength(1);
  });

  test('is not settled by what the provider said of the try before', async () => {
    const enrollment = await begin();
    world.texter.answerNext({ outcome: lost });
    await world.fireAt('2026-03-02T08:00');
    let answer = () => {};
    const answered = new Promise<void>((resolve) => {
      answer = resolve;
    });
    let ask = () => {};
    const asked = new Promise<void>((resolve) => {
      ask = resolve;
    });
    const seen: Texter['seen'] = async (wanted) => {
      const found = await world.texter.seen(wanted);
      ask();
      await answered;
      return found;
    };
    await at('2026-03-02T08:01');
    const slow = lookUpDue({ ...world.deps, texter: { ...world.texter, seen } }, 'sms');
    await asked;
    // Another worker, when the first has taken too long: not sent, and tried again, which also ends in doubt.
    await at('2026-03-02T08:04');
    await lookUpDue(world.deps, 'sms');
    world.texter.answerNext({ outcome: lost, taken: true });
    await world.fireAt('2026-03-02T08:05');
    expect(await ledger(enrollment.id)).toMatchObject([{ state: 'uncertain', attempts: 2 }]);
    answer();
    await slow;
    expect(await ledger(enrollment.id)).toMatchObject([{ state: 'uncertain', attempts: 2 }]);
    await at('2026-03-02T08:06');
    await lookUpDue(world.deps, 'sms');
    await world.fireAt('2026-03-02T08:10');
    expect(world.texter.taken).toHaveLength(1);
  });
});

describe('a text that did not arrive', () => {
  test('is noted with its row and told to the owner, once, and the cadence goes on', async () => {
    const enrollment = await begin();
    await world.fireAt('2026-03-02T08:00');
    const [row] = await ledger(enrollment.id);
    const report = { executionId: row?.id ?? '', providerMessageId: row?.providerMessageId ?? '', errorCode: '30006' };
    for (let times = 0; times < 2; times += 1) await recordTextReport(world.app, { ...report, status: 'failed' });
    expect((await notices()).map(({ notice }) => notice.text)).toEqual([
      'The text “Hello” did not reach Ada Byron: it was not delivered (Twilio error 30006). The cadence goes on; check the number.',
    ]);
    const why = await explainEnrollment(world.app, { actor: world.rep, email: ada.email, sequence: null });
    const events = why.ok ? why.why.enrollments[0]?.events.map(({ text }) => text) : [];
    expect(events).toContain('Text “Hello” (Hi Ada) went out; it was not delivered (Twilio error 30006)');
    expect((await stored(enrollment.id))?.progress.pending?.stepId).toBe('later');
  });

  test('is told too where that is reported before the request is answered', async () => {
    const enrollment = await begin();
    const send = async (text: Text): Promise<TextOutcome> => {
      const [executionId, providerMessageId] = [text.executionId, 'SM1'];
      await recordTextReport(world.app, { executionId, providerMessageId, status: 'failed', errorCode: '30006' });
      return { kind: 'accepted', providerMessageId };
    };
    await fireDue({ ...world.deps, texter: { ...world.texter, send: asking(send) } });
    expect(await ledger(enrollment.id)).toMatchObject([
      { state: 'fired', providerMessageId: 'SM1', reason: 'it was not delivered (Twilio error 30006)' },
    ]);
    expect(await notices()).toMatchObject([{ notice: { kind: 'report' } }]);
    expect((await stored(enrollment.id))?.progress.pending?.stepId).toBe('later');
    expect((await stored(enrollment.id))?.dueAt).not.toBeNull();
  });
});
