import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createTwilioTexter } from '../../src/adapters/twilio/texter.js';
import type { Text, Texter } from '../../src/app/ports/texter.js';
import { sandboxAccount, TWILIO_PATH } from '../../src/sandbox/phone/account.js';
import { type Harness, START, startHarness } from './harness.js';

let harness: Harness;
let texter: Texter;
afterEach(() => harness.stop());

const [sales] = sandboxAccount.numbers;
const text: Text = { executionId: 'e1', from: sales.number, to: '+14155552345', body: 'Hi Ada\nAna ✓' };

async function start(folder?: string): Promise<void> {
  harness = await startHarness(folder === undefined ? {} : { folder });
  const { accountSid, authToken } = sandboxAccount;
  texter = createTwilioTexter({
    accountSid,
    authToken,
    baseUrl: `${harness.url}${TWILIO_PATH}`,
    publicUrl: harness.url,
  });
}
const phone = async () => (await harness.snapshot()).phone;
const event = (kind: string, more: object = {}) => {
  return phone().then(([newest]) => harness.post('/text-events', { textId: newest?.id, kind, ...more }));
};

describe('the Twilio stand-in', () => {
  beforeEach(() => start());

  test('takes what the program sends to Twilio, and shows it on the phone', async () => {
    expect(await texter.send(text)).toEqual({ kind: 'accepted', providerMessageId: expect.stringMatching(/^SM/) });
    expect(await phone()).toMatchObject([{ ...text, sentAt: START.toISO(), events: [] }]);
  });

  test('knows its numbers, and what it took, by the program’s time', async () => {
    expect(await texter.numbers()).toEqual({ ok: true, found: sandboxAccount.numbers });
    const taken = await texter.send(text);
    const around = { since: START.minus({ minutes: 1 }), until: START.plus({ minutes: 1 }) };
    const seen = await texter.seen({ from: text.from, to: text.to, ...around });
    const id = taken.kind === 'accepted' ? taken.providerMessageId : null;
    expect(seen).toMatchObject({ ok: true, found: [{ providerMessageId: id, body: text.body }] });
  });

  test.each([
    ['to what is no number', { to: '555' }, '21211'],
    ['that says nothing', { body: ' ' }, '21602'],
    ['that is too long', { body: 'x'.repeat(1601) }, '21617'],
  ])('refuses a text %s, as Twilio does', async (_what, changes, code) => {
    expect(await texter.send({ ...text, ...changes })).toMatchObject({
      kind: 'refused',
      reason: expect.stringContaining(code),
    });
    expect(await phone()).toEqual([]);
  });

  test('has one from a strange number wait, and refuses who is not its account', async () => {
    expect(await texter.send({ ...text, from: '+14155550000' })).toMatchObject({ kind: 'deferred', cause: 'sender' });
    const path = `${TWILIO_PATH}/2010-04-01/Accounts/${sandboxAccount.accountSid}/Messages.json`;
    expect((await fetch(`${harness.url}${path}`)).status).toBe(401);
  });

  test('keeps what it took over a restart', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'drumbeat-phone-'));
    await harness.stop();
    await start(folder);
    await texter.send(text);
    await event('answer', { text: 'Who is this?' });
    const before = await phone();
    await harness.stop();
    await start(folder);
    expect(await phone()).toEqual(before);
    await rm(folder, { recursive: true });
  });
});

describe('whoever has the phone', () => {
  beforeEach(async () => {
    await start();
    await texter.send(text);
  });

  test('answers in their own words, or in the usual ones', async () => {
    await event('answer', { text: 'Call me' });
    await event('answer');
    expect(harness.told).toEqual([
      ['comesIn', { from: text.to, body: 'Call me', wish: null }],
      ['comesIn', { from: text.to, body: 'Sounds good, call me tomorrow', wish: null }],
    ]);
    expect(await phone()).toMatchObject([{ events: [{ kind: 'answer', said: 'Call me' }, { kind: 'answer' }] }]);
  });

  test('answers STOP, upon which no text is carried to them any more, until START', async () => {
    await event('stop');
    expect(harness.told).toEqual([['comesIn', { from: text.to, body: 'STOP', wish: 'stop' }]]);
    expect((await texter.send(text)).kind).toBe('opted-out');
    harness.clock.now = START.plus({ minutes: 1 });
    await event('start');
    expect((await texter.send(text)).kind).toBe('accepted');
  });

  test('does not get it: its sending is named, as it was called when it was taken', async () => {
    const [taken] = await phone();
    await event('fail');
    expect(harness.told).toEqual([['fails', 'e1', taken?.id]]);
  });

  test('is not told of a text that is not there', async () => {
    expect(await harness.post('/text-events', { textId: 'SM0', kind: 'stop' })).toMatchObject({ status: 400 });
  });
});
