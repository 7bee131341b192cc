import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Router } from 'express';
import { vi } from 'vitest';
import { SANDBOX_BOT_TOKEN } from '../../src/sandbox/slack/workspace.js';
import { ANA, type Harness, SALES, SIGNING_SECRET, startHarness } from '../sandbox/harness.js';
import { textOf } from '../slack/listeners/slack-world.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { type MailStandIn, startMailStandIn } from '../support/mail-stand-in.js';
import { endPrograms, type ProgramProcess, startTunedProgram, temporaryFolder, until } from '../support/program.js';
import { openSeed, plainMail, type Seed } from '../support/program-seed.js';
import { startTextStandIn, type TextStandIn } from '../support/text-stand-in.js';
import { buildVersionBefore, versionAfter } from '../support/two-versions.js';

// Whole programs are built and start here: seconds where others use the machine too.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

/**
 * A deploy: the version before, which was built without texts and ends and has no newer columns, and the version after it, which has brought
 * them, as two processes that each do everything, on one database, beside one Slack. One story, in its order.
 */
const folder = temporaryFolder();
const [beforeFolder, afterFolder] = [join(folder.path, 'before'), join(folder.path, 'after')];
let slack: Harness;
let database: TestDatabase;
let mails: MailStandIn;
let texts: TextStandIn;
let seed: Seed;
let older: ProgramProcess;
let newer: ProgramProcess;
/** Whom Slack tells of what people do: of several, Slack itself chooses. */
let listening = '';
let urls: { readonly older: string; newer: string };

beforeAll(async () => {
  await buildVersionBefore(beforeFolder, ['sms', 'exit']);
  database = await createTestDatabase();
  mails = await startMailStandIn();
  texts = await startTextStandIn({ numbers: [{ number: '+12065550199', label: 'Sales', sms: true }] });
  seed = await openSeed(database.url);
  const { rows } = await seed.pool.query<{ name: string }>(
    `SELECT relname AS name FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace AND relname NOT LIKE '\\_%'
       AND relname NOT LIKE 'agenda%'`,
  );
  versionAfter(
    afterFolder,
    rows.map(({ name }) => `ALTER TABLE "${name}" ADD COLUMN "newer" INTEGER NOT NULL DEFAULT 7;`).join('\n'),
  );
  slack = await startHarness({
    program: { eventsUrl: () => `${listening}/slack/events` },
    programRouter: () => Router(),
  });
});
afterAll(async () => {
  await endPrograms();
  await slack.stop();
  await seed.close();
  await mails.close();
  await texts.close();
  await database.drop();
  await folder.remove();
});

const env = () => ({
  DATABASE_URL: database.url,
  SLACK_BOT_TOKEN: SANDBOX_BOT_TOKEN,
  SLACK_SIGNING_SECRET: SIGNING_SECRET,
  SLACK_API_URL: `${slack.url}/sandbox/slack/api/`,
  SENDGRID_API_KEY: 'SG.versions',
  SENDGRID_BASE_URL: mails.url,
  TWILIO_ACCOUNT_SID: `AC${'0'.repeat(32)}`,
  TWILIO_AUTH_TOKEN: '1'.repeat(32),
  TWILIO_BASE_URL: texts.url,
  MAIL_FROM: 'sales@harbor.example',
  POSTAL_ADDRESS: '12 Pier Road, Portland',
});
/** What is put into the database past the programs is found within a second rather than with the next minute. */
const start = (project: string) => startTunedProgram(env(), { silenceMs: 1_000 }, project);

/** What somebody types, said to one of the two; answers what was whispered to it. */
async function asked(of: 'older' | 'newer', text: string, says: RegExp = /./): Promise<string> {
  listening = urls[of];
  const whispers = async () => (await slack.snapshot()).messages.filter(({ ephemeral }) => ephemeral);
  const before = (await whispers()).length;
  await slack.post('/messages', { person: ANA, conversation: SALES, text: `/sequence ${text}` });
  const said = async () => (await whispers()).slice(before).map(textOf).join('\n');
  await until(async () => says.test(await said()));
  return said();
}

const newThings = [
  { id: 'call', kind: 'task', when: 'immediately', task: { title: 'Call {{ contact.firstName }}', type: 'call' } },
  { id: 'text', kind: 'sms', when: 'immediately', sms: { body: 'Hello {{ contact.firstName }}' } },
  { id: 'wait', kind: 'delay', for: '9 days' },
  { id: 'end', kind: 'exit', reason: 'no answer' },
];
const oneMore = 'was made by a newer version of Drumbeat; this one cannot show it.';

test('the version after starts and brings its columns, while the one before lives on', async () => {
  older = start(beforeFolder);
  urls = { older: await older.ready(), newer: '' };
  await seed.enrollMany(1, { name: 'Old things', steps: [plainMail] });
  await mails.whenMails(1);
  newer = start(afterFolder);
  urls.newer = await newer.ready();
  const { rows } = await seed.pool.query('SELECT newer FROM enrollments');
  expect(rows).toEqual([{ newer: 7 }]);
});

test('both fire what both know: each mail leaves once', async () => {
  const ids = await seed.enrollMany(150, { steps: [plainMail] });
  await mails.whenMails(151);
  await until(async () => (await seed.states(ids)).fired === 150);
  expect(new Set(mails.mails.map(({ to }) => to.email)).size).toBe(151);
});

test('what the newer one publishes is fired by that alone, once', async () => {
  const file = join(folder.path, 'new-things.json');
  writeFileSync(file, JSON.stringify({ name: 'New things', steps: newThings }));
  await promisify(execFile)(process.execPath, [join(afterFolder, 'bin/drumbeat.js'), 'import', file], {
    env: { PATH: process.env.PATH, ...env() },
  });
  const contacts = join(folder.path, 'contacts.csv');
  writeFileSync(contacts, 'email,firstName,phone\nada@example.com,Ada,+12065550100\n');
  await promisify(execFile)(process.execPath, [join(afterFolder, 'bin/drumbeat.js'), 'import', contacts], {
    env: { PATH: process.env.PATH, ...env() },
  });
  await asked('newer', 'enroll ada@example.com in new-things', /Ada/);
  await texts.whenTaken(1);
  await until(async () => (await slack.snapshot()).messages.some(({ text }) => text.includes('Call Ada')));
  expect(texts.taken.map(({ body }) => body)).toEqual(['Hello Ada']);
});

test('asked of the older one, lists have what it knows, and one line about the rest', async () => {
  const list = await asked('older', 'list');
  expect(list).toContain('*Old things*');
  expect(list).toMatch(/`new-things`\nmade by a newer version of Drumbeat; this one cannot show it/);
  expect(await asked('older', 'today', /What goes out/)).toContain(`1 enrollment ${oneMore}`);
  expect(await asked('older', 'tasks')).toContain(`1 task ${oneMore}`);
  expect(await asked('older', 'status ada@example.com')).toContain(`1 enrollment ${oneMore}`);
  expect(await asked('newer', 'tasks')).toContain('*Call Ada*');
  await slack.post('/home', { person: ANA });
  await until(async () => textOf((await slack.snapshot()).home ?? undefined).includes('Call Ada'));
  listening = urls.older;
  await slack.post('/home', { person: ANA });
  await until(async () => textOf((await slack.snapshot()).home ?? undefined).includes(oneMore));
  const home = textOf((await slack.snapshot()).home ?? undefined);
  expect(home).toContain('What goes out today');
  expect(home).not.toContain('Call Ada');
});

test('the older one alone leaves what is due of the newer one, and goes on with its own', async () => {
  expect(await newer.end('SIGTERM')).toEqual({ code: 0, signal: null });
  const phone = (index: number) => ({ email: `new${index}@example.com`, phone: `+1206555011${index}` });
  const left = await seed.enrollMany(5, { name: 'New too', steps: newThings, contactOf: phone });
  const rows = async () =>
    (await seed.pool.query('SELECT id, due_at, hold, progress FROM enrollments WHERE id = ANY($1) ORDER BY id', [left]))
      .rows;
  const before = await rows();
  await asked('older', 'enroll ben@example.com in old-things', /ben@example.com/);
  await mails.whenMails(152);
  expect(mails.mails.at(-1)?.to.email).toBe('ben@example.com');
  expect(await rows()).toEqual(before);
  expect(await seed.states(left)).toEqual({});

  newer = start(afterFolder);
  urls.newer = await newer.ready();
  await texts.whenTaken(6);
  await until(async () => (await seed.states(left)).fired === 10);
  expect(new Set(texts.taken.map(({ to }) => to)).size).toBe(6);
});

test('the older one ends cleanly, and nothing of the newer one was a fault to it', async () => {
  expect(await older.end('SIGTERM')).toEqual({ code: 0, signal: null });
  expect(older.logged().filter(({ level }) => Number(level) >= 50)).toEqual([]);
  expect(await newer.end('SIGTERM')).toEqual({ code: 0, signal: null });
});
