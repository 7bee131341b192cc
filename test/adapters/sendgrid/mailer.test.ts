import { createSendgridMailer } from '../../../src/adapters/sendgrid/mailer.js';
import { aMail, mailerContract } from '../../contracts/mailer.js';
import type { NextAnswer } from '../../contracts/sending.js';
import { deadEnds, withBrokenTls } from '../../support/dead-ends.js';
import type { Behaviour, TakenMail } from '../../support/mail-stand-in.js';
import { lossAndThrottling } from '../behaviours.js';
import { unansweredBy } from '../unanswered.js';
import { createMailerWorld, type MailerWorld } from './mailer-world.js';

const behaviours: Record<NextAnswer, Behaviour> = {
  refuse: {
    answer: 400,
    body: { errors: [{ message: 'The address ada@example.com\nis bad.', field: 'personalizations.0.to' }] },
    times: 1,
  },
  ...lossAndThrottling,
};

mailerContract('SendGrid', async () => {
  const { standIn, mailer, close } = await createMailerWorld();
  return {
    mailer,
    taken: () => standIn.mails.map(asMail),
    messageIds: () => standIn.mails.map(({ headers }) => headers['Message-ID']),
    takenExecutionIds: () => standIn.mails.map((mail) => mail.executionId),
    next: (what) => standIn.behave(behaviours[what]),
    close,
  };
});

function asMail({ executionId: _, authorization: __, headers, replyTo, attachments, ...rest }: TakenMail) {
  const { 'Message-ID': ___, ...given } = headers;
  return { ...rest, headers: given, ...(replyTo && { replyTo }), ...(attachments.length > 0 && { attachments }) };
}

describe('the SendGrid mailer', () => {
  let standIn: MailerWorld['standIn'];
  let mailer: MailerWorld['mailer'];
  let close: MailerWorld['close'];
  beforeEach(async () => {
    ({ standIn, mailer, close } = await createMailerWorld());
  });
  afterEach(() => close());

  test('sends its own key to its own address, also beside another mailer', async () => {
    const other = createSendgridMailer({ apiKey: 'not-like-a-key', baseUrl: 'http://127.0.0.1:1' });
    await mailer.send(aMail());
    other.close();
    expect(standIn.mails.map((mail) => mail.authorization)).toEqual(['Bearer SG.secret']);
  });

  test.each([
    [200, 'accepted'],
    [400, 'refused'],
    [413, 'refused'],
    [301, 'deferred'],
    [401, 'deferred'],
    [403, 'deferred'],
    [404, 'deferred'],
    [429, 'deferred'],
    [503, 'deferred'],
    [408, 'unknown'],
    [500, 'unknown'],
    [502, 'unknown'],
    [504, 'unknown'],
  ] as const)('takes the answer %i as %s', async (status, kind) => {
    standIn.behave({ answer: status, headers: status === 301 ? { location: '/mails' } : {} });
    expect((await mailer.send(aMail())).kind).toBe(kind);
    expect(standIn.requests()).toBe(1);
  });

  test.each([
    [401, 'SENDGRID_API_KEY'],
    [403, 'verified sender'],
    [404, 'SENDGRID_BASE_URL'],
  ])('says after %i what to look at', async (status, hint) => {
    standIn.behave({ answer: status });
    expect(await mailer.send(aMail())).toMatchObject({ reason: expect.stringContaining(hint) });
  });

  test('holds mails back for a sender that SendGrid refuses, since that is no fault of the mail', async () => {
    standIn.behave({ answer: 400, body: { errors: [{ message: 'Not a valid address.', field: 'from.email' }] } });
    expect(await mailer.send(aMail())).toMatchObject({
      kind: 'deferred',
      reason: expect.stringContaining('MAIL_FROM'),
    });
  });

  test.each([
    [429, null, 'moment'],
    [503, null, 'moment'],
    [401, null, 'account'],
    [403, null, 'account'],
    [404, null, 'account'],
    [400, 'from.email', 'sender'],
    [403, 'from', 'sender'],
  ] as const)('says what has to change after %i about %s', async (status, field, cause) => {
    standIn.behave({ answer: status, body: { errors: [{ message: 'No.', field }] } });
    expect(await mailer.send(aMail())).toMatchObject({ kind: 'deferred', cause });
  });

  test('reads the time to wait from X-RateLimit-Reset where there is no Retry-After', async () => {
    const inAMinute = Math.round(Date.now() / 1000) + 60;
    standIn.behave({ answer: 429, headers: { 'x-ratelimit-reset': String(inAMinute) } });
    const outcome = await mailer.send(aMail());
    const waitMs = outcome.kind === 'deferred' ? outcome.retryAfterMs : null;
    expect(waitMs).toBeGreaterThan(50_000);
    expect(waitMs).toBeLessThanOrEqual(60_500);
  });

  test.each([
    ['a header of SendGrid’s own', { headers: { 'Reply-To': 'x@y.example' } }, 'reserved key'],
    ['an address that is none', { to: { email: 'nobody' } }, 'email is malformed'],
    ['an empty subject', { subject: '' }, 'subject is too short'],
  ])('is refused for %s by what SendGrid publishes of its requests', async (_what, changes, why) => {
    expect(await mailer.send(aMail(changes))).toMatchObject({ kind: 'refused', reason: expect.stringContaining(why) });
  });

  test('does not know after its time is up', async () => {
    standIn.behave({ answer: 'hang' });
    const { outcome } = await unansweredBy(standIn, () => mailer.send(aMail()));
    expect(outcome.kind).toBe('unknown');
  });

  test('does not know when a mail was taken and the answer is 500', async () => {
    standIn.behave({ answer: 500, taken: true });
    expect((await mailer.send(aMail())).kind).toBe('unknown');
    expect(standIn.mails).toHaveLength(1);
  });

  const sendTo = async (baseUrl: string) => {
    const lost = createSendgridMailer({ apiKey: 'SG.secret', baseUrl, timeoutMs: 200 });
    const outcome = await lost.send(aMail());
    lost.close();
    return outcome;
  };

  test.each(deadEnds)('knows that nothing left when %s', async (_, baseUrl) => {
    expect(await sendTo(baseUrl)).toMatchObject({ kind: 'deferred', cause: 'moment' });
  });

  test.each([
    ['breaks off the TLS handshake', 'reset'],
    ['does not answer the TLS handshake', 'hang'],
  ] as const)('knows that nothing left when the other side %s', async (_, how) => {
    await withBrokenTls(how, async (url) =>
      expect(await sendTo(url)).toMatchObject({ kind: 'deferred', cause: 'moment' }),
    );
  });

  test('knows nothing about a mail whose kept connection is cut', async () => {
    await mailer.send(aMail());
    standIn.behave({ answer: 'reset', taken: true });
    expect((await mailer.send(aMail())).kind).toBe('unknown');
  });
});
