import { DateTime } from 'luxon';
import type { TwilioOptions } from '../../../src/adapters/twilio/account.js';
import { createTwilioTexter } from '../../../src/adapters/twilio/texter.js';
import type { NextAnswer } from '../../contracts/sending.js';
import { accountNumbers, aText, texterContract } from '../../contracts/texter.js';
import { deadEnds, withBrokenTls } from '../../support/dead-ends.js';
import type { Behaviour } from '../../support/stand-in.js';
import { type StandInNumber, startTextStandIn, type TextStandIn } from '../../support/text-stand-in.js';
import { lossAndThrottling } from '../behaviours.js';
import { unansweredBy } from '../unanswered.js';

const accountSid = `AC${'0123456789abcdef'.repeat(2)}`;
const settings = { accountSid, authToken: 'token-of-the-account', publicUrl: 'https://drumbeat.example.com' };
const open = (baseUrl: string, changes: Partial<TwilioOptions> = {}) =>
  createTwilioTexter({ ...settings, baseUrl, ...changes });

const twilioError = (code: number, message: string): Behaviour => ({
  answer: 400,
  body: { code, message, more_info: `https://www.twilio.com/docs/errors/${code}`, status: 400 },
});

const behaviours: Record<NextAnswer | 'opted-out', Behaviour> = {
  refuse: { ...twilioError(21211, "The 'To' number +14155552345\nis not a valid phone number."), times: 1 },
  'opted-out': { ...twilioError(21610, 'Attempt to send to unsubscribed recipient +14155552345'), times: 1 },
  ...lossAndThrottling,
};

const numbers: readonly StandInNumber[] = [
  ...accountNumbers.map((one) => ({ ...one, sms: true })),
  { number: '+15005550001', label: 'Voice only', sms: false },
];

texterContract('Twilio', async () => {
  const standIn = await startTextStandIn({ numbers });
  return {
    texter: open(standIn.url),
    taken: () => standIn.taken.map(({ from, to, body }) => ({ from, to, body })),
    takenExecutionIds: () =>
      standIn.taken.map(({ statusCallback }) => new URL(statusCallback ?? '').searchParams.get('execution')),
    next: (what) => standIn.behave(behaviours[what]),
    close: () => standIn.close(),
  };
});

describe('the Twilio texter', () => {
  let standIn: TextStandIn;
  beforeEach(async () => {
    standIn = await startTextStandIn({ numbers, pageSize: 2 });
  });
  afterEach(() => standIn.close());

  test("sends with the account's name and token, and asks for reports at the public address", async () => {
    await open(`${standIn.url}/`).send(aText({ executionId: 'a b&c' }));
    const authorization = `Basic ${Buffer.from(`${accountSid}:token-of-the-account`).toString('base64')}`;
    const statusCallback = 'https://drumbeat.example.com/texts/status?execution=a%20b%26c';
    expect(standIn.taken).toMatchObject([{ authorization, statusCallback }]);
  });

  test('asks for no reports where nobody could receive them', async () => {
    await open(standIn.url, { publicUrl: null }).send(aText());
    expect(standIn.taken).toMatchObject([{ statusCallback: null }]);
  });

  test.each([
    ['longer than Twilio takes', { body: 'x'.repeat(1601) }],
    ['to a number that is not E.164', { to: '(415) 555-2345' }],
  ])('is refused a text %s', async (_, changes) => {
    expect(await open(standIn.url).send(aText(changes))).toMatchObject({
      kind: 'refused',
      reason: expect.stringMatching(
        /^Twilio refused the text \(400, error 21602\): (Body is too long|To is malformed)$/,
      ),
    });
  });

  test.each([
    [200, 'accepted'],
    [400, 'refused'],
    [422, 'refused'],
    [301, 'deferred'],
    [401, 'deferred'],
    [403, 'deferred'],
    [404, 'deferred'],
    [429, 'deferred'],
    [408, 'unknown'],
    [500, 'unknown'],
    [502, 'unknown'],
    [503, 'unknown'],
    [504, 'unknown'],
  ] as const)('takes the answer %i as %s', async (status, kind) => {
    standIn.behave({ answer: status });
    expect((await open(standIn.url).send(aText())).kind).toBe(kind);
    expect(standIn.requests()).toBe(1);
  });

  test.each([
    [20005, 'account', 'not active'],
    [21408, 'sender', 'geographic permissions'],
    [21606, 'sender', 'choose a number'],
    [21608, 'sender', 'trial account'],
    [21611, 'sender', 'slow down'],
    [21660, 'sender', 'belongs to the Twilio account'],
  ])('holds texts back after error %i, as the matter of its %s, and says what to do', async (code, cause, hint) => {
    standIn.behave(twilioError(code, 'as told'));
    const outcome = await open(standIn.url).send(aText());
    expect(outcome).toMatchObject({ kind: 'deferred', cause, reason: expect.stringContaining(hint) });
  });

  test.each([
    [401, 'TWILIO_AUTH_TOKEN'],
    [404, 'TWILIO_BASE_URL'],
  ])('says after %i what to look at', async (status, hint) => {
    standIn.behave({ answer: status });
    expect(await open(standIn.url).send(aText())).toMatchObject({ reason: expect.stringContaining(hint) });
  });

  test('does not know after its time is up, nor when a text was taken and the answer is 500', async () => {
    standIn.behave({ answer: 'hang', times: 1 });
    const { outcome } = await unansweredBy(standIn, () => open(standIn.url).send(aText()));
    expect(outcome.kind).toBe('unknown');
    standIn.behave({ answer: 500, taken: true });
    expect((await open(standIn.url).send(aText())).kind).toBe('unknown');
    expect(standIn.taken).toHaveLength(1);
  });

  test.each(deadEnds)('knows that nothing left when %s', async (_, nowhere) => {
    expect((await open(nowhere, { timeoutMs: 300 }).send(aText())).kind).toBe('deferred');
  });

  test.each(['reset', 'hang'] as const)('knows that nothing left when the TLS handshake fails (%s)', async (how) => {
    await withBrokenTls(how, async (nowhere) => {
      expect((await open(nowhere, { timeoutMs: 300 }).send(aText())).kind).toBe('deferred');
    });
  });

  describe('looks up', () => {
    const { from, to } = aText();
    const around = () => ({ since: DateTime.utc().minus({ minutes: 1 }), until: DateTime.utc().plus({ minutes: 1 }) });

    test('all pages of a list', async () => {
      const texter = open(standIn.url);
      for (const body of ['1', '2', '3', '4', '5']) await texter.send(aText({ body }));
      const seen = await texter.seen({ from, to, ...around() });
      expect(seen.ok && seen.found.map(({ body }) => body)).toEqual(['5', '4', '3', '2', '1']);
    });

    test('no further than a day before the time in question', async () => {
      const texter = open(standIn.url);
      for (const body of ['1', '2', '3', '4', '5']) await texter.send(aText({ body }));
      const requests = standIn.requests();
      const dayAfterTomorrow = DateTime.utc().plus({ days: 2 });
      await texter.seen({ from, to, since: dayAfterTomorrow, until: dayAfterTomorrow });
      expect(standIn.requests() - requests).toBe(1);
    });

    test('a text of the very second from which on it is asked', async () => {
      const texter = open(standIn.url);
      await texter.send(aText());
      const [text] = standIn.taken;
      const since = DateTime.fromRFC2822(text?.createdAt ?? '').plus({ milliseconds: 900 });
      expect(await texter.seen({ from, to, since, until: around().until })).toMatchObject({ found: [{}] });
    });

    test.each([
      ['refused', { answer: 401 }, 'TWILIO_AUTH_TOKEN'],
      ['not answered', { answer: 'hang' }, 'broke before its answer'],
      ['answered with nonsense', { answer: 200, body: {} }, 'not its list'],
      [
        'sent to another host for the next page',
        { answer: 200, body: { messages: [], incoming_phone_numbers: [], next_page_uri: '@127.0.0.1:1/' } },
        'not its list',
      ],
    ] as const)('and says why not when it is %s', async (_, behaviour, hint) => {
      standIn.behave(behaviour);
      const texter = open(standIn.url);
      const both = async () => [await texter.numbers(), await texter.seen({ from, to, ...around() })];
      const answers = behaviour.answer === 'hang' ? (await unansweredBy(standIn, both)).outcome : await both();
      const nothing = { ok: false, reason: expect.stringContaining(hint) };
      expect(answers).toEqual([nothing, nothing]);
    });
  });
});
