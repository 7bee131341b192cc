import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sendgrid from '@sendgrid/mail';
import express from 'express';
import { type Harness, START, startHarness } from './harness.js';

let harness: Harness;
// The class is there, its type is not.
const client = new (sendgrid as unknown as { MailService: new () => typeof sendgrid }).MailService();
afterEach(() => harness.stop());

async function start(): Promise<void> {
  harness = await startHarness();
  client.setApiKey('SG.sandbox');
  // biome-ignore lint/suspicious/noExplicitAny: the client is a private field of the service
  (client as any).client.setDefaultRequest('baseUrl', `${harness.url}/sandbox/sendgrid`);
}

const mail = {
  from: { email: 'ana@example.com', name: 'Ana Ruiz' },
  to: 'ada@example.com',
  replyTo: 'ana@example.com',
  subject: 'Hello',
  text: 'Hi Ada',
  html: '<p>Hi Ada</p>',
  customArgs: { execution_id: 'e1' },
  headers: { 'List-Unsubscribe': '<https://example.com/u/1>' },
};
const outbox = async () => (await harness.snapshot()).outbox;
const post = async (body: unknown, authorization = 'Bearer SG.sandbox') => {
  const response = await fetch(`${harness.url}/sandbox/sendgrid/v3/mail/send`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(authorization === '' ? {} : { authorization }) },
    body: JSON.stringify(body),
  });
  return { status: response.status, text: await response.text(), id: response.headers.get('x-message-id') };
};
const raw = {
  personalizations: [{ to: [{ email: 'ada@example.com' }] }],
  from: { email: 'ana@example.com' },
  subject: 'Hello',
  content: [{ type: 'text/plain', value: 'Hi' }],
};
const personal = (more: object) => ({ ...raw, personalizations: [{ ...raw.personalizations[0], ...more }] });

describe('the SendGrid stand-in', () => {
  beforeEach(start);

  test('shows what goes with a mail', async () => {
    const content = Buffer.from('item,quantity\nMug,2\n').toString('base64');
    await post({ ...raw, attachments: [{ content, filename: 'kit.csv', type: 'text/csv' }] });
    expect((await outbox())[0]?.files).toEqual([{ name: 'kit.csv', text: 'item,quantity\nMug,2\n' }]);
  });

  test("takes what SendGrid's own client sends, and shows it in the outbox", async () => {
    const [response] = await client.send(mail);
    expect(response.statusCode).toBe(202);
    expect(response.headers['x-message-id']).toEqual(expect.any(String));
    expect(await outbox()).toMatchObject([
      {
        executionId: 'e1',
        from: 'Ana Ruiz <ana@example.com>',
        to: 'ada@example.com',
        replyTo: 'ana@example.com',
        subject: 'Hello',
        text: 'Hi Ada',
        html: '<p>Hi Ada</p>',
        headers: { 'List-Unsubscribe': '<https://example.com/u/1>' },
        sentAt: START.toISO(),
        events: [],
      },
    ]);
  });

  test('keeps what it took over a restart', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'drumbeat-outbox-'));
    await harness.stop();
    harness = await startHarness({ folder });
    await post(raw);
    await post(raw);
    const [newest] = await outbox();
    await harness.post('/mail-events', { mailId: newest?.id, kind: 'unsubscribe' });
    const before = await outbox();
    await harness.stop();
    harness = await startHarness({ folder });
    expect(await outbox()).toEqual(before);
    await rm(folder, { recursive: true });
  });

  test('acknowledges no mail that it could not write down', async () => {
    const faults: unknown[] = [];
    const folder = await mkdtemp(join(tmpdir(), 'drumbeat-outbox-'));
    await harness.stop();
    harness = await startHarness({ folder, sandbox: { onFault: (error) => faults.push(error) } });
    await rm(folder, { recursive: true });
    expect((await post(raw)).status).toBe(500);
    await mkdir(folder);
    expect((await post(raw)).status).toBe(202);
    expect(faults).toHaveLength(1);
    await harness.stop();
    harness = await startHarness();
    await rm(folder, { recursive: true });
  });

  test('makes one mail of each personalization, with its own substitutions, headers and arguments', async () => {
    const person = (name: string) => ({
      to: `${name.toLowerCase()}@example.com`,
      subject: `To ${name}`,
      substitutions: { body: `Dear $& ${name}` },
      customArgs: { execution_id: `e-${name}` },
      headers: { 'X-Name': name },
    });
    await client.send({
      from: mail.from,
      text: '{{body}}',
      html: '<p>{{body}}</p>',
      personalizations: [person('Ada'), person('Bob')],
    } as never);
    expect(await outbox()).toMatchObject([
      {
        to: 'bob@example.com',
        subject: 'To Bob',
        text: 'Dear $& Bob',
        executionId: 'e-Bob',
        headers: { 'X-Name': 'Bob' },
      },
      { to: 'ada@example.com', subject: 'To Ada', html: '<p>Dear $& Ada</p>', executionId: 'e-Ada' },
    ]);
  });

  test('asks for a key', async () => {
    expect(await post(raw, '')).toMatchObject({ status: 401 });
    expect(await post(raw, 'Bearer other')).toMatchObject({ status: 401 });
  });

  test.each<[string, object, object]>([
    ['no personalizations', raw, { ...raw, personalizations: [] }],
    [
      '1001 personalizations',
      { ...raw, personalizations: Array(1000).fill(raw.personalizations[0]) },
      { ...raw, personalizations: Array(1001).fill(raw.personalizations[0]) },
    ],
    ['no recipient', raw, personal({ to: [] })],
    ['an address that is none', raw, personal({ to: [{ email: 'ada' }] })],
    [
      'an address twice in one personalization',
      personal({ cc: [{ email: 'bob@example.com' }] }),
      personal({ cc: [{ email: 'ADA@example.com' }] }),
    ],
    [
      'more than 1000 recipients',
      { ...raw, personalizations: Array(500).fill({ to: [{ email: 'a@b.example' }, { email: 'c@d.example' }] }) },
      { ...raw, personalizations: Array(501).fill({ to: [{ email: 'a@b.example' }, { email: 'c@d.example' }] }) },
    ],
    ['no sender', raw, { ...raw, from: undefined }],
    ['no subject', raw, { ...raw, subject: '' }],
    ['no subject anywhere', personal({ subject: 'x' }), { ...raw, subject: undefined }],
    ['no content', raw, { ...raw, content: [] }],
    ['empty content', raw, { ...raw, content: [{ type: 'text/plain', value: '' }] }],
    [
      'HTML before plain text',
      { ...raw, content: [...raw.content, { type: 'text/html', value: 'x' }] },
      { ...raw, content: [{ type: 'text/html', value: 'x' }, ...raw.content] },
    ],
    ['custom_args that are no texts', personal({ custom_args: { n: '1' } }), personal({ custom_args: { n: 1 } })],
    [
      'reserved headers',
      personal({ headers: { 'X-Own': 'x' } }),
      personal({ headers: { 'Reply-To': 'x@example.com' } }),
    ],
    [
      'more than 10,000 bytes of substitutions',
      personal({ substitutions: { '-b-': 'x'.repeat(9997) } }),
      personal({ substitutions: { '-b-': 'x'.repeat(9998) } }),
    ],
    [
      'an attachment that is not base64',
      { ...raw, attachments: [{ filename: 'a.csv', type: 'text/csv', content: 'YWRh', disposition: 'attachment' }] },
      { ...raw, attachments: [{ filename: 'a.csv', type: 'text/csv', content: 'a,b' }] },
    ],
    ['fields that SendGrid does not have', raw, { ...raw, priority: 'high' }],
  ])('refuses %s', async (_name, taken, refused) => {
    expect((await post(taken)).status).toBe(202);
    const answer = await post(refused);
    expect(answer.status).toBe(400);
    expect(JSON.parse(answer.text)).toMatchObject({
      errors: [{ message: expect.any(String) }],
    });
  });

  test('refuses a whole request for one wrong personalization, and names it', async () => {
    const answer = await post({ ...raw, personalizations: [...raw.personalizations, { to: [{ email: 'bob' }] }] });
    expect(JSON.parse(answer.text).errors).toMatchObject([{ field: 'personalizations.1.to.0.email' }]);
    expect(await outbox()).toEqual([]);
  });
});

describe('a recipient', () => {
  const act = async (kind: string, text?: string) => {
    const mailId = (await outbox())[0]?.id;
    return harness.post('/mail-events', { mailId, kind, ...(text === undefined ? {} : { text }) });
  };

  test('opens, clicks, answers, books a meeting and bounces by the execution of the mail, and the outbox shows it', async () => {
    await start();
    await client.send(mail);
    await act('reply', 'Call me');
    const kinds = ['delivered', 'open', 'click', 'meeting', 'bounce'];
    for (const kind of kinds) await act(kind);
    expect(harness.told).toEqual([['reply', 'e1', 'Call me'], ...kinds.map((kind) => [kind, 'e1'])]);
    expect((await outbox())[0]?.events).toEqual(['reply', ...kinds].map((kind) => ({ kind, at: START.toISO() })));
  });

  test('unsubscribes by following the link of the mail with one click', async () => {
    const clicks: string[] = [];
    harness = await startHarness({
      programRouter: () =>
        express.Router().post('/u/:id', express.text({ type: () => true }), (request, response) => {
          clicks.push(`${request.params.id} ${request.body}`);
          response.status(request.params.id === 'gone' ? 410 : 200).end();
        }),
    });
    // biome-ignore lint/suspicious/noExplicitAny: the client is a private field of the service
    (client as any).client.setDefaultRequest('baseUrl', `${harness.url}/sandbox/sendgrid`);
    const link = (id: string) => ({ 'List-Unsubscribe': `<mailto:u@example.com>, <${harness.url}/u/${id}>` });
    await client.send({ ...mail, headers: link('1') });
    expect((await act('unsubscribe')).status).toBe(200);
    await client.send({ ...mail, headers: link('gone') });
    expect((await act('unsubscribe')).status).toBe(409);
    expect(clicks).toEqual(['1 List-Unsubscribe=One-Click', 'gone List-Unsubscribe=One-Click']);
    expect((await outbox()).map((one) => one.events.length)).toEqual([0, 1]);
    expect(harness.told).toEqual([]);
  });

  test('unsubscribes through the program where the mail has only an address for it', async () => {
    await start();
    await client.send({ ...mail, headers: { 'List-Unsubscribe': '<mailto:u@example.com?subject=x>' } });
    await act('unsubscribe');
    expect(harness.told).toEqual([['unsubscribe', 'e1']]);
  });

  test('of no known mail is refused', async () => {
    await start();
    expect((await act('reply')).status).toBe(400);
  });
});
