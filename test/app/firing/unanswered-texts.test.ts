import { recordTextReport } from '../../../src/app/enrollments/recordTextReport.js';
import { fireDue } from '../../../src/app/firing/fireDue.js';
import { lookUpDue } from '../../../src/app/firing/lookUp.js';
import { recoverLapsed } from '../../../src/app/firing/recoverLapsed.js';
import type { Text, Texter, TextOutcome } from '../../../src/app/ports/texter.js';
import { showNotice } from '../../../src/app/posting/showNotice.js';
import { asking } from '../../support/asking.js';
import { endLeases } from '../../support/ledger.js';
import { createTextWorld, hello, phone, type TextWorld } from './text-world.js';

const lost: TextOutcome = { kind: 'unknown', reason: 'Twilio failed (500)' };

let world: TextWorld;
beforeEach(async () => {
  world = await createTextWorld();
});
afterEach(() => world.close());

describe('a text whose answer never came', () => {
  test('is not sent again where the provider has it: it is asked a minute later', async () => {
    const enrollment = await world.begin();
    world.texter.answerNext({ outcome: lost, taken: true });
    await world.fireAt('2026-03-02T08:00');
    expect(await world.stored(enrollment.id)).toMatchObject({ hold: 'uncertain' });
    expect(await world.facts()).toEqual([
      'Nobody knows whether it left (Twilio failed (500)); the provider is asked at Mon 2 Mar, 08:01',
    ]);
    expect(await lookUpDue(world.deps, 'sms')).toBe(0);
    await world.at('2026-03-02T08:01');
    expect(await lookUpDue(world.deps, 'sms')).toBe(1);
    expect(await world.ledger(enrollment.id)).toMatchObject([
      { state: 'fired', providerMessageId: 'memory-text-1', firedAt: expect.anything() },
    ]);
    expect(await world.stored(enrollment.id)).toMatchObject({ hold: null, progress: { pending: { stepId: 'later' } } });
    await world.fireAt('2026-03-02T08:02');
    expect(world.texter.taken).toHaveLength(1);
    expect(await world.notices()).toEqual([]);
  });

  test('counts as fired in the minute in which it was tried', async () => {
    const enrollment = await world.begin();
    world.texter.answerNext({ outcome: lost, taken: true });
    await world.fireAt('2026-03-02T08:00');
    await world.at('2026-03-02T08:09');
    await lookUpDue(world.deps, 'sms');
    const [row] = await world.ledger(enrollment.id);
    expect(row?.firedAt?.setZone(world.workspace.zone).toFormat('HH:mm')).toBe('08:00');
  });

  test('is tried again, after a wait, where the provider does not have it', async () => {
    const enrollment = await world.begin();
    world.texter.answerNext({ outcome: lost });
    await world.fireAt('2026-03-02T08:00');
    await world.at('2026-03-02T08:01');
    await lookUpDue(world.deps, 'sms');
    expect(await world.facts()).toEqual([
      'It did not leave (Twilio failed (500); the provider does not have it); the next try is at Mon 2 Mar, 08:01',
    ]);
    await world.fireAt('2026-03-02T08:01');
    expect(world.texter.taken).toHaveLength(0);
    await world.fireAt('2026-03-02T08:01:15');
    expect(world.texter.taken).toHaveLength(1);
    expect(await world.ledger(enrollment.id)).toMatchObject([{ state: 'fired', attempts: 2 }]);
  });

  test('is asked about in Slack where the list does not tell', async () => {
    const enrollment = await world.begin();
    world.texter.answerNext({ outcome: lost });
    await world.fireAt('2026-03-02T08:00');
    const createdAt = await world.clock.now();
    const seen = async () => {
      const found = [{ providerMessageId: 'SM9', body: 'Something else', createdAt }];
      return { ok: true, found } as const;
    };
    await world.at('2026-03-02T08:01');
    await lookUpDue({ ...world.deps, texter: { ...world.texter, seen } }, 'sms');
    const [{ id, conversation, notice }] = await world.notices();
    expect(conversation).toBe('UANA');
    const shown = await showNotice(world.store.read, id, notice, await world.clock.now());
    expect(shown).toMatchObject({ title: 'Was this text sent?', buttons: [{ label: 'It was sent' }, {}] });
    expect(await world.stored(enrollment.id)).toMatchObject({ hold: 'uncertain' });
    expect(await world.store.read.executions.nextLookUpAt('sms')).toBeNull();
  });

  test('is asked about again every minute while the provider is away, and after a quarter of an hour in Slack', async () => {
    await world.begin();
    world.texter.answerNext({ outcome: lost });
    await world.fireAt('2026-03-02T08:00');
    let asked = 0;
    const seen = async () => {
      asked += 1;
      return { ok: false, reason: 'Twilio cannot be reached' } as const;
    };
    for (let minute = 1; minute < 15; minute += 1) {
      await world.at(`2026-03-02T08:${String(minute).padStart(2, '0')}`);
      await lookUpDue({ ...world.deps, texter: { ...world.texter, seen } }, 'sms');
    }
    expect(asked).toBe(14);
    expect(await world.notices()).toEqual([]);
    await world.at('2026-03-02T08:15');
    await lookUpDue({ ...world.deps, texter: { ...world.texter, seen } }, 'sms');
    expect(await world.notices()).toMatchObject([{ notice: { kind: 'uncertain' } }]);
  });

  test("is not mistaken for another sending's of the same words", async () => {
    await world.begin([hello]);
    await world.fireAt('2026-03-02T08:00');
    const second = await world.publish({ name: 'Second', steps: [hello] });
    const [contact] = await world.store.read.contacts.byPhone(world.workspace.id, phone);
    const { enrollment } = await world.enrollIn(second, contact);
    world.texter.answerNext({ outcome: lost });
    await world.fireAt('2026-03-02T08:00');
    await world.at('2026-03-02T08:01');
    await lookUpDue(world.deps, 'sms');
    expect(await world.ledger(enrollment.id)).toMatchObject([{ state: 'deferred' }]);
  });

  test('is settled by the report that the provider has it, and not asked about any more', async () => {
    const enrollment = await world.begin();
    world.texter.answerNext({ outcome: lost, taken: true });
    await world.fireAt('2026-03-02T08:00');
    const [row] = await world.ledger(enrollment.id);
    const report = { executionId: row?.id ?? '', providerMessageId: 'SM1', errorCode: null };
    await recordTextReport(world.app, { ...report, status: 'sent' });
    expect(await world.ledger(enrollment.id)).toMatchObject([{ state: 'fired', providerMessageId: 'SM1' }]);
    expect(await world.stored(enrollment.id)).toMatchObject({ hold: null });
    await world.at('2026-03-02T08:01');
    expect(await lookUpDue(world.deps, 'sms')).toBe(0);
  });

  /** The worker died with the request of a text open, which the provider took, and was missed only at `foundAt`. */
  async function diedWithOne(foundAt: string) {
    const enrollment = await world.begin();
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
    await world.at(foundAt);
    await recoverLapsed(world.deps);
    expect(await world.notices()).toEqual([]);
    return enrollment;
  }

  test.each([
    ['is looked for as well', '2026-03-02T08:00', '2026-03-02T08:01'],
    ['is found also after hours in which nobody was there', '2026-03-02T11:00', '2026-03-02T11:01'],
    ['is found also when the clock was set back since', '2026-03-02T07:55', '2026-03-02T07:56'],
  ])('because its worker died, %s', async (_what, foundAt, askedAt) => {
    const enrollment = await diedWithOne(foundAt);
    await world.at(askedAt);
    expect(await lookUpDue(world.deps, 'sms')).toBe(1);
    expect(await world.ledger(enrollment.id)).toMatchObject([{ state: 'fired' }]);
    await world.fireAt('2026-03-02T11:30');
    expect(world.texter.taken).toHaveLength(1);
  });

  test('is not settled by what the provider said of the try before', async () => {
    const enrollment = await world.begin();
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
    await world.at('2026-03-02T08:01');
    const slow = lookUpDue({ ...world.deps, texter: { ...world.texter, seen } }, 'sms');
    await asked;
    // Another worker, when the first has taken too long: not sent, and tried again, which also ends in doubt.
    await world.at('2026-03-02T08:04');
    await lookUpDue(world.deps, 'sms');
    world.texter.answerNext({ outcome: lost, taken: true });
    await world.fireAt('2026-03-02T08:05');
    expect(await world.ledger(enrollment.id)).toMatchObject([{ state: 'uncertain', attempts: 2 }]);
    answer();
    await slow;
    expect(await world.ledger(enrollment.id)).toMatchObject([{ state: 'uncertain', attempts: 2 }]);
    await world.at('2026-03-02T08:06');
    await lookUpDue(world.deps, 'sms');
    await world.fireAt('2026-03-02T08:10');
    expect(world.texter.taken).toHaveLength(1);
  });
});
