import { Router } from 'express';
import { vi } from 'vitest';
import { SANDBOX_BOT_TOKEN } from '../../src/sandbox/slack/workspace.js';
import { ANA, type Harness, SALES, SIGNING_SECRET, startHarness } from '../sandbox/harness.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { type MailStandIn, startMailStandIn } from '../support/mail-stand-in.js';
import { endPrograms, type ProgramProcess, startTunedProgram, until } from '../support/program.js';
import { openSeed, plainMail, type Seed } from '../support/program-seed.js';

// Whole programs start here, each in a process of its own: seconds where others use the machine too.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

/** `app` and `worker` as two processes on one database, against a Slack and a mail provider outside of them. */
let slack: Harness;
let stopSlack: () => Promise<void>;
let appUrl = '';
let database: TestDatabase;
let provider: MailStandIn;
let seed: Seed;
const open = async () => {
  database = await createTestDatabase();
  provider = await startMailStandIn();
  seed = await openSeed(database.url);
  slack = await startHarness({
    program: { eventsUrl: () => `${appUrl}/slack/events` },
    programRouter: () => Router(),
  });
  let stopping: Promise<void> | null = null;
  stopSlack = () => {
    stopping ??= slack.stop();
    return stopping;
  };
};
const close = async () => {
  await endPrograms();
  await stopSlack();
  await seed.close();
  await provider.close();
  await database.drop();
};

function start(role: 'app' | 'worker', env: Record<string, string> = {}): ProgramProcess {
  return startTunedProgram({
    DRUMBEAT_ROLE: role,
    DATABASE_URL: database.url,
    SLACK_BOT_TOKEN: SANDBOX_BOT_TOKEN,
    SLACK_SIGNING_SECRET: SIGNING_SECRET,
    SLACK_API_URL: `${slack.url}/sandbox/slack/api/`,
    SENDGRID_API_KEY: 'SG.roles',
    SENDGRID_BASE_URL: provider.url,
    MAIL_FROM: 'sales@harbor.example',
    POSTAL_ADDRESS: '12 Pier Road, Portland',
    ...env,
  });
}

/** What somebody types in Slack; resolves when the app has acknowledged it. */
const type = (text: string) => slack.post('/messages', { person: ANA, conversation: SALES, text });

const alarms = async () => {
  const { rows } = await seed.pool.query("SELECT to_regclass('agenda_alarms') AS found");
  if (rows[0].found === null) return [];
  return (await seed.pool.query<{ name: string }>('SELECT name FROM agenda_alarms')).rows.map(({ name }) => name);
};

describe('app and worker', () => {
  beforeAll(open);
  afterAll(close);

  test('the app fires nothing itself; a worker does, woken by the app within 2 s', async () => {
    await seed.enrollMany(0, { name: 'Zero', steps: [plainMail] });
    const app = start('app');
    appUrl = await app.ready();
    // With tokens there is no sandbox.
    expect((await fetch(`${appUrl}/`)).status).toBe(404);
    expect((await fetch(`${appUrl}/sandbox/api/changes`)).status).toBe(404);
    await type('/sequence enroll first@example.com in zero');
    await until(async () => (await alarms()).includes('one-off alarm'));
    expect(await app.end('SIGTERM')).toEqual({ code: 0, signal: null });
    expect(provider.requests()).toBe(0);

    const worker = start('worker', { METRICS_TOKEN: 'made-by-chance-0001' });
    const workerUrl = await worker.ready();
    await provider.whenMails(1);
    // A worker answers for itself: that it is ready, and to whoever may know, what it has done.
    expect((await fetch(`${workerUrl}/ready`)).status).toBe(200);
    expect((await fetch(`${workerUrl}/metrics`)).status).toBe(401);
    const headers = { authorization: 'Bearer made-by-chance-0001' };
    const metrics = async () => (await fetch(`${workerUrl}/metrics`, { headers })).text();
    const left = /^drumbeat_outcomes_total\{lane="email",provider="sendgrid",outcome="fired",role="worker"\} 1$/m;
    await until(async () => left.test(await metrics()));
    appUrl = await start('app').ready();
    // The worker listens by now; only the app's wish can wake it before the next minute.
    await until(async () => (await alarms()).some((name) => name.startsWith('minute alarm of ')));
    await type('/sequence enroll second@example.com in zero');
    await provider.whenMails(2);
    expect(provider.mails.map(({ to }) => to.email)).toEqual(['first@example.com', 'second@example.com']);
    expect(await worker.end('SIGTERM')).toEqual({ code: 0, signal: null });
    const { rows } = await seed.pool.query(
      `SELECT claimed_by, extract(epoch FROM settled_at - enrolled_at)::float8 AS seconds
       FROM executions JOIN enrollments ON enrollments.id = enrollment_id ORDER BY enrolled_at`,
    );
    expect(rows.map(({ claimed_by }) => claimed_by)).toEqual(Array(2).fill(expect.stringContaining(`:${worker.pid}:`)));
    expect(rows[1].seconds).toBeLessThan(2);
  });

  test('a worker that has connected before starts and fires although Slack is away', async () => {
    await stopSlack();
    const before = provider.mails.length;
    await seed.enrollMany(1);
    const alone = start('worker');
    await alone.ready();
    await provider.whenMails(before + 1);
    expect(alone.stderr()).toContain('Slack could not be asked who we are');
    expect(await alone.end('SIGTERM')).toEqual({ code: 0, signal: null });
  });
});

describe('a worker', () => {
  beforeEach(open);
  afterEach(close);

  test("refuses a database of another Slack workspace: what is due in there is not this one's to send", async () => {
    const { workspace } = await seed.workspaceAndRep();
    await seed.store.read.workspaces.update(workspace.id, { slackTeamId: 'T0OTHER', name: 'Northwind' });
    await seed.enrollMany(1);
    const refused = start('worker');
    expect(await refused.ended).toEqual({ code: 1, signal: null });
    expect(refused.stderr()).toContain('This database belongs to the Slack workspace Northwind (T0OTHER)');
    expect(provider.requests()).toBe(0);
  });
});
