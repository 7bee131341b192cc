import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { examineDataFolder } from '../../src/adapters/system/data-folder.js';
import { examine } from '../../src/compose/doctor.js';
import { readConfig } from '../../src/config.js';
import { scopesNeeded } from '../../src/slack/surface.js';
import { createEmptyDatabase, createTestDatabase, type TestDatabase } from '../support/database.js';
import { migrationsDir } from '../support/migrations-folder.js';
import { startMongo, type TestMongo } from '../support/mongo.js';
import { freePort } from '../support/quiet-port.js';
import { describeIf } from '../support/requirements.js';
import { openTransactionPooler } from '../support/transaction-pooler.js';

/** Everything outside, as one server: what it answers to which path, and with which headers. */
interface Answer {
  readonly status?: number;
  readonly headers?: Record<string, string>;
  readonly body: unknown;
}
const well: Readonly<Record<string, Answer>> = {
  '/slack/auth.test': {
    headers: { 'x-oauth-scopes': scopesNeeded().join(',') },
    body: { ok: true, team: 'Harbor', team_id: 'T1' },
  },
  '/slack/blocks.validate': { body: { ok: true } },
  '/slack/apps.connections.open': { body: { ok: true, url: 'wss://nowhere' } },
  '/sendgrid/v3/scopes': { body: { scopes: ['mail.send'] } },
  '/sendgrid/v3/verified_senders': { body: { results: [] } },
  '/sendgrid/v3/whitelabel/domains': { body: [{ domain: 'harbor.example', valid: true }] },
  [`/twilio/2010-04-01/Accounts/AC${'0'.repeat(32)}.json`]: { body: { status: 'active' } },
  [`/twilio/2010-04-01/Accounts/AC${'0'.repeat(32)}/IncomingPhoneNumbers.json`]: {
    body: {
      incoming_phone_numbers: [{ phone_number: '+15005550006', friendly_name: null, capabilities: { sms: true } }],
      next_page_uri: null,
    },
  },
  '/lob/v1/addresses': { body: { data: [] } },
  '/public/health': { body: { status: 'ok' } },
  '/ready': { body: { status: 'ready', missing: [] } },
};

let answers: Record<string, Answer>;
let server: Server;
let url: string;
let database: TestDatabase;
beforeEach(async () => {
  answers = { ...well };
  server = createServer((request, response) => {
    request.resume();
    const { pathname } = new URL(request.url ?? '/', 'http://outside');
    const { status = 200, headers, body } = answers[pathname] ?? { status: 404, body: {} };
    response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  database = await createTestDatabase();
});
afterEach(async () => {
  server.closeAllConnections();
  server.close();
  await database.drop();
});

const environment = (): Record<string, string> => ({
  PORT: new URL(url).port,
  DATABASE_URL: database.url,
  SLACK_BOT_TOKEN: 'xoxb-hunter2',
  SLACK_APP_TOKEN: 'xapp-hunter2',
  SLACK_API_URL: `${url}/slack/`,
  SENDGRID_API_KEY: 'SG.hunter2',
  SENDGRID_BASE_URL: `${url}/sendgrid`,
  MAIL_FROM: 'sales@mail.harbor.example',
  POSTAL_ADDRESS: '12 Pier Road, Portland',
  TWILIO_ACCOUNT_SID: `AC${'0'.repeat(32)}`,
  TWILIO_AUTH_TOKEN: 'hunter2-hunter2-hunter2',
  TWILIO_BASE_URL: `${url}/twilio`,
  LOB_API_KEY: 'live_hunter2',
  LOB_FROM: 'Harbor, 12 Pier Road, Portland, ME 04101',
  LOB_BASE_URL: `${url}/lob`,
  PUBLIC_URL: `${url}/public`,
});

async function look(changed: Record<string, string> = {}) {
  const read = readConfig({ ...environment(), ...changed });
  if (!read.ok) throw new Error(JSON.stringify(read.problems));
  const findings = await examine(read.config);
  expect(JSON.stringify(findings)).not.toContain('hunter2');
  return new Map(findings.map((finding) => [finding.what, finding]));
}

test('where everything is there, nothing fails', async () => {
  const findings = await look();
  const states = Object.fromEntries([...findings].map(([what, { state }]) => [what, state]));
  expect(states).toEqual({
    'Data folder': 'skipped',
    PostgreSQL: 'ok',
    Migrations: 'ok',
    'Job store': 'skipped',
    'Slack: bot token': 'ok',
    'Slack: scopes': 'ok',
    'Slack: app token': 'ok',
    'Slack: workspace': 'ok',
    'Slack: blocks': 'ok',
    SendGrid: 'ok',
    Twilio: 'ok',
    Lob: 'ok',
    // The stand-in has no certificate.
    'Public address': 'warning',
    Program: 'ok',
  });
});

const manyScopes = (scopes: readonly string[]): Answer => ({
  headers: { 'x-oauth-scopes': scopes.join(',') },
  body: { ok: true, team: 'Harbor', team_id: 'T1' },
});

const wrong: readonly [string, string, Answer, string, string][] = [
  ['Slack: bot token', '/slack/auth.test', { body: { ok: false, error: 'token_revoked' } }, 'failing', 'token_revoked'],
  [
    'Slack: scopes',
    '/slack/auth.test',
    manyScopes(scopesNeeded().filter((one) => one !== 'im:write')),
    'failing',
    'lacks im:write',
  ],
  ['Slack: scopes', '/slack/auth.test', manyScopes([...scopesNeeded(), 'admin']), 'warning', 'asks for: admin'],
  [
    'Slack: app token',
    '/slack/apps.connections.open',
    { body: { ok: false, error: 'invalid_auth' } },
    'failing',
    'invalid_auth',
  ],
  [
    'Slack: blocks',
    '/slack/blocks.validate',
    { body: { ok: false, error: 'invalid_blocks' } },
    'failing',
    'invalid_blocks',
  ],
  [
    'Slack: blocks',
    '/slack/blocks.validate',
    { body: { ok: false, error: 'unknown_method' } },
    'skipped',
    'does not check',
  ],
  ['SendGrid', '/sendgrid/v3/scopes', { status: 401, body: {} }, 'failing', 'refuses the key'],
  ['SendGrid', '/sendgrid/v3/scopes', { body: { scopes: ['templates.read'] } }, 'failing', 'may not send mail'],
  [
    'SendGrid',
    '/sendgrid/v3/whitelabel/domains',
    { body: [{ domain: 'harbor.example', valid: false }] },
    'failing',
    'not verified',
  ],
  ['SendGrid', '/sendgrid/v3/whitelabel/domains', { status: 403, body: {} }, 'warning', 'may not ask'],
  [
    'Twilio',
    `/twilio/2010-04-01/Accounts/AC${'0'.repeat(32)}.json`,
    { body: { status: 'suspended' } },
    'failing',
    'suspended',
  ],
  [
    'Twilio',
    `/twilio/2010-04-01/Accounts/AC${'0'.repeat(32)}/IncomingPhoneNumbers.json`,
    { body: { incoming_phone_numbers: [], next_page_uri: null } },
    'failing',
    'no number',
  ],
  ['Lob', '/lob/v1/addresses', { status: 503, body: {} }, 'failing', '503'],
  ['Public address', '/public/health', { status: 502, body: 'proxy' }, 'failing', 'HTTP 502'],
  [
    'Program',
    '/ready',
    { status: 503, body: { missing: ['no alarm for 130 seconds'] } },
    'warning',
    'no alarm for 130 seconds',
  ],
];

test.each(wrong)('%s: what %s answers is told, with what to do', async (what, path, answer, state, said) => {
  answers[path] = answer;
  const finding = (await look()).get(what);
  expect(finding).toMatchObject({ state, found: expect.stringContaining(said) });
  if (state !== 'skipped') expect(finding?.todo).toMatch(/\w{3}/);
});

test('a verified address does for the sender too', async () => {
  answers['/sendgrid/v3/whitelabel/domains'] = { body: [] };
  const results = [{ from_email: 'Sales@mail.harbor.example', verified: true }];
  answers['/sendgrid/v3/verified_senders'] = { body: { results } };
  expect((await look()).get('SendGrid')).toMatchObject({ state: 'ok' });
});

test('a database of another workspace is told before a start finds out', async () => {
  await database.pool.query(`INSERT INTO workspaces (id, slack_team_id, name, zone, created_at)
    VALUES (gen_random_uuid(), 'T0OTHER', 'Other', 'UTC', '2026-03-01')`);
  expect((await look()).get('Slack: workspace')).toMatchObject({
    state: 'failing',
    found: expect.stringContaining('T0OTHER'),
  });
});

test('a pooler that does not keep sessions is told: statements have names', async () => {
  const { host, port, user, password, database: name } = new pg.Client({ connectionString: database.url });
  const pooler = await openTransactionPooler({ host: host.startsWith('/') ? '127.0.0.1' : host, port });
  const through = new URL(`postgresql://127.0.0.1:${pooler.port}/${name}`);
  through.username = user ?? '';
  through.password = typeof password === 'string' ? password : '';
  const findings = await look({ DATABASE_URL: through.href });
  expect(findings.get('PostgreSQL')).toMatchObject({
    state: 'failing',
    found: expect.stringContaining('pooler'),
    todo: expect.stringContaining('pool_mode = session'),
  });
  pooler.close();
});

test('a database that is new says what a start will apply, and applies nothing of it', async () => {
  const empty = await createEmptyDatabase();
  const findings = await look({ DATABASE_URL: empty.url });
  expect(findings.get('Migrations')).toMatchObject({
    state: 'warning',
    found: expect.stringContaining('to be applied'),
  });
  expect((await look({ DATABASE_URL: empty.url })).get('Migrations')).toEqual(findings.get('Migrations'));
  await empty.drop();
});

test('migrations that were edited since, or come from a newer version, are named', async () => {
  const { rows } = await database.pool.query('SELECT * FROM "_prisma_migrations" ORDER BY migration_name LIMIT 1');
  await database.pool.query(`UPDATE "_prisma_migrations" SET checksum = 'other' WHERE id = $1`, [rows[0].id]);
  expect((await look()).get('Migrations')).toMatchObject({
    state: 'failing',
    found: expect.stringContaining(rows[0].migration_name),
  });
  await database.pool.query(
    `UPDATE "_prisma_migrations" SET checksum = $2, migration_name = '29990101000000_ahead' WHERE id = $1`,
    [rows[0].id, rows[0].checksum],
  );
  expect((await look()).get('Migrations')).toMatchObject({
    state: 'warning',
    found: expect.stringContaining('29990101000000_ahead'),
  });
  await database.pool.query('UPDATE "_prisma_migrations" SET migration_name = $2 WHERE id = $1', [
    rows[0].id,
    rows[0].migration_name,
  ]);
  expect(migrationsDir).toContain('migrations');
});

test('what cannot be reached is told without passwords, and the rest is looked at all the same', async () => {
  const closed = await freePort();
  const findings = await look({
    DATABASE_URL: `postgresql://me:hunter2@127.0.0.1:${closed}/drumbeat`,
    SENDGRID_BASE_URL: `http://127.0.0.1:${closed}`,
    PORT: String(closed),
  });
  expect(findings.get('PostgreSQL')).toMatchObject({
    state: 'failing',
    found: expect.stringContaining('ECONNREFUSED'),
  });
  expect(findings.get('Migrations')).toMatchObject({ state: 'skipped' });
  expect(findings.get('SendGrid')).toMatchObject({ state: 'failing', found: expect.stringContaining('ECONNREFUSED') });
  expect(findings.get('Program')).toMatchObject({ state: 'skipped' });
  expect(findings.get('Lob')).toMatchObject({ state: 'ok' });
});

test('beside the sandbox there is little to look at, and nothing outside is asked', async () => {
  const read = readConfig({ DRUMBEAT_DATA_DIR: join(tmpdir(), 'not', 'made', 'yet'), PORT: String(await freePort()) });
  if (!read.ok) throw new Error('refused');
  const findings = await examine(read.config);
  const skipped = findings.filter(({ state }) => state === 'skipped').map(({ what }) => what);
  expect(skipped).toEqual(findings.map(({ what }) => what).filter((what) => what !== 'Data folder'));
});

test('a data folder without room, or that nobody may write, fails', () => {
  const free = (megabytes: number) => examineDataFolder(tmpdir(), () => megabytes * 1_000_000).state;
  expect([free(100), free(1_000), free(50_000)]).toEqual(['failing', 'warning', 'ok']);
  expect(examineDataFolder('/proc/nobody/writes/here')).toMatchObject({ state: 'failing' });
});

describeIf('mongo', 'the job store', () => {
  let mongo: TestMongo;
  // Its server takes seconds to start, and longer on a busy machine.
  beforeAll(async () => {
    mongo = await startMongo();
  }, 60_000);
  afterAll(() => mongo?.stop());

  test('MongoDB is asked', async () => {
    expect((await look({ MONGODB_URI: mongo.uri })).get('Job store')).toMatchObject({ state: 'ok' });
  });
});
