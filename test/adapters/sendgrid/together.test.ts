import { vi } from 'vitest';
import { usualTimeoutMs } from '../../../src/adapters/rest/request.js';
import { createSendgridMailer } from '../../../src/adapters/sendgrid/mailer.js';
import type { WrittenMail } from '../../../src/app/ports/mailer.js';
import { aMail } from '../../contracts/mailer.js';
import { expectPresentable } from '../../contracts/sending.js';
import { createMailerWorld, type MailerWorld } from './mailer-world.js';

let standIn: MailerWorld['standIn'];
let mailer: MailerWorld['mailer'];
let together: MailerWorld['together'];
let close: MailerWorld['close'];
beforeEach(async () => {
  ({ standIn, mailer, together, close } = await createMailerWorld());
});
afterEach(() => close());

/** Mails of one sender, everything else in each of them its own. */
function mails(count: number): WrittenMail[] {
  return Array.from({ length: count }, (_, index) =>
    aMail({
      executionId: `execution-${index}`,
      to: { email: `c${index}@example.com`, name: `Contact ${index}` },
      subject: `Subject ${index}`,
      text: `Text ${index}: {{not a placeholder}}, $& and 100 %`,
      html: `<p>HTML ${index}: &lt;b&gt;, $& and 100 %</p>`,
      headers: { 'List-Unsubscribe': `<https://x.example/u/${index}>` },
    }),
  );
}

/** One whose address SendGrid refuses. */
const wrong = (mail: WrittenMail): WrittenMail => ({ ...mail, to: { email: 'nowhere' } });

test('twenty mails leave in one request, each as it would have left alone', async () => {
  const twenty = mails(20);
  const outcomes = await together.send(twenty);
  expect(outcomes.map(({ kind }) => kind)).toEqual(twenty.map(() => 'accepted'));
  expect(standIn.requests()).toBe(1);
  const inOne = [...standIn.mails];
  for (const mail of twenty) await mailer.send(mail);
  expect(inOne).toEqual(standIn.mails.slice(20));
  expect(together.most).toBe(20);
});

test('mails of one sender and reply address have one key, whatever else differs', () => {
  expect(new Set(mails(5).map(together.keyOf)).size).toBe(1);
});

test.each<[string, Partial<WrittenMail>]>([
  ['another sender', { from: { email: 'ana@drumbeat.example', name: 'Ana' } }],
  ['another reply address', { replyTo: { email: 'ben@drumbeat.example' } }],
])('a mail with %s has another key', (_, changes) => {
  expect(together.keyOf(aMail(changes))).not.toBe(together.keyOf(aMail()));
  expect(together.keyOf(aMail(changes))).not.toBeNull();
});

test.each<[string, Partial<WrittenMail>]>([
  ['a file', { attachments: [{ filename: 'a.csv', type: 'text/csv', content: 'a' }] }],
  ['more bytes than a substitution may have', { text: 'é'.repeat(4_000), html: '<p></p>'.repeat(200) }],
  ['control characters, each of which is written with six bytes', { text: '\u0001'.repeat(1_600) }],
  ['a text that looks like one of the places for texts', { text: 'Write %drumbeat-html% here' }],
  ['HTML that looks like one', { html: '<p>%drumbeat-text%</p>' }],
])('a mail with %s goes by itself', (_, changes) => {
  expect(together.keyOf(aMail(changes))).toBeNull();
});

test('as many bytes as may share a request are taken by SendGrid', async () => {
  const large = mails(2).map((mail) => ({ ...mail, text: 'x\n'.repeat(1_480), html: 'y"'.repeat(1_480) }));
  expect(large.map(together.keyOf)).not.toContain(null);
  expect((await together.send(large)).map(({ kind }) => kind)).toEqual(['accepted', 'accepted']);
});

test('a mail that is refused says so, and the others of its request leave, each once', async () => {
  const ten = mails(10).map((mail, index) => (index === 6 ? wrong(mail) : mail));
  const outcomes = await together.send(ten);
  expect(outcomes.map(({ kind }) => kind)).toEqual(ten.map((_, index) => (index === 6 ? 'refused' : 'accepted')));
  expectPresentable(outcomes[6] ?? { kind: 'none' }, /@|nowhere|SG/);
  expect(standIn.mails.map(({ executionId }) => executionId)).toEqual(
    ten.flatMap(({ executionId }, index) => (index === 6 ? [] : executionId)),
  );
});

test('what there is no time left for surely did not leave', async () => {
  standIn.behave({ answer: 400 });
  const sending = together.send(mails(4));
  await standIn.whenRequests(1);
  const clock = vi.spyOn(Date, 'now').mockReturnValue(Date.now() + usualTimeoutMs * 0.6);
  const outcomes = await sending;
  clock.mockRestore();
  expect(outcomes).toEqual(mails(4).map(() => expect.objectContaining({ kind: 'deferred', cause: 'moment' })));
  expect(standIn.requests()).toBe(1);
});

test('a process that stood still between two requests does not begin the next', async () => {
  const before = Date.now();
  standIn.behave({ answer: 400 });
  const sending = together.send(mails(4));
  await standIn.whenRequests(1);
  const clock = vi.spyOn(Date, 'now').mockImplementation(() => before + 10 * 60_000);
  const outcomes = await sending;
  clock.mockRestore();
  expect(outcomes).toEqual(mails(4).map(() => expect.objectContaining({ kind: 'deferred' })));
  expect(standIn.requests()).toBe(1);
});

test.each([
  [429, 'deferred'],
  [503, 'deferred'],
  [500, 'unknown'],
] as const)('the answer %i makes all of them %s, and they are not tried apart', async (status, kind) => {
  standIn.behave({ answer: status });
  expect((await together.send(mails(3))).map((one) => one.kind)).toEqual([kind, kind, kind]);
  expect(standIn.requests()).toBe(1);
});

test('a sender that is refused is no fault of any of them', async () => {
  standIn.behave({ answer: 403, body: { errors: [{ message: 'Not verified.', field: 'from' }] } });
  expect(await together.send(mails(2))).toMatchObject([{ cause: 'sender' }, { cause: 'sender' }]);
  expect(standIn.requests()).toBe(1);
});

test('with one mail a request there is no sending together', () => {
  const single = createSendgridMailer({ apiKey: 'SG.secret', baseUrl: standIn.url, mailsPerRequest: 1 });
  expect(single.together).toBeUndefined();
  single.close();
});
