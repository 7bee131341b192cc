import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DateTime } from 'luxon';
import { vi } from 'vitest';
import { openTcpProxy, type TcpProxy } from '../adapters/agenda/tcp-proxy.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { standingOf } from '../support/ledger.js';
import { type MailStandIn, startMailStandIn } from '../support/mail-stand-in.js';
import {
  endPrograms,
  type ProgramProcess,
  startTunedProgram,
  type TunedLimits,
  temporaryFolder,
  until,
} from '../support/program.js';
import { oneMail, openSeed, type Seed } from '../support/program-seed.js';

// Whole programs start here, each in a process of its own: seconds where others use the machine too.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

/** Mails in flight at once: the most that one kill may leave uncertain. */
const concurrency = 16;
const limits = { leaseMs: 60_000, requestMs: 30_000, concurrency, mailsPerRequest: 1, silenceMs: 1_000, retryMs: 250 };

let database: TestDatabase;
let provider: MailStandIn;
let seed: Seed;
let folder: ReturnType<typeof temporaryFolder>;
const open = async () => {
  database = await createTestDatabase();
  provider = await startMailStandIn();
  seed = await openSeed(database.url);
  folder = temporaryFolder();
};
const close = async () => {
  await endPrograms();
  await seed.close();
  await provider.close();
  await database.drop();
  await folder.remove();
};

function startProgram(tuned: TunedLimits = limits, databaseUrl = database.url) {
  return startTunedProgram(
    {
      DATABASE_URL: databaseUrl,
      SENDGRID_API_KEY: 'SG.crash',
      SENDGRID_BASE_URL: provider.url,
      DRUMBEAT_DATA_DIR: folder.path,
      LOG_LEVEL: 'warn',
    },
    tuned,
  );
}

const settledStates = ['fired', 'uncertain'];

/** Resolves when each of these enrollments has its mail accounted for. */
const whenAllAccounted = (enrollments: readonly string[]) =>
  until(async () => {
    const states = await seed.states(enrollments);
    return settledStates.reduce((sum, state) => sum + (states[state] ?? 0), 0) === enrollments.length;
  });

/** The ledger against all that the provider took: each fired mail there once, and none that nobody knows of. */
async function compareWithProvider(enrollments: readonly string[]) {
  const { rows } = await seed.pool.query<{ id: string; state: string; own: boolean }>(
    'SELECT id, state, enrollment_id = ANY($1) AS own FROM executions',
    [enrollments],
  );
  const taken = provider.mails.map(({ executionId }) => executionId ?? 'without an id');
  expect(taken).toHaveLength(new Set(taken).size);
  const idsOf = (state: string) => rows.filter((row) => row.own && row.state === state).map(({ id }) => id);
  const takenSet = new Set(taken);
  expect(idsOf('fired').filter((id) => !takenSet.has(id))).toEqual([]);
  const known = new Set(rows.map(({ id }) => id));
  expect(taken.filter((id) => !known.has(id))).toEqual([]);
  return { fired: idsOf('fired').length, uncertain: idsOf('uncertain').length };
}

describe('a program that ends in the middle', () => {
  beforeEach(open);
  afterEach(close);

  test('SIGTERM in the middle leaves nothing uncertain, and the next start goes on where it was', async () => {
    const enrollments = await seed.enrollMany(200);
    provider.behave({ answer: 202, delayMs: 20 });
    const first = startProgram();
    await provider.whenMails(50);
    expect(await first.end('SIGTERM')).toEqual({ code: 0, signal: null });
    const states = await seed.states(enrollments);
    expect(states.fired).toBe(provider.mails.length);
    expect(states.fired).toBeLessThan(200);
    expect(Object.keys(states).sort()).toEqual(['cancelled', 'fired']);
    startProgram();
    await whenAllAccounted(enrollments);
    expect(await compareWithProvider(enrollments)).toEqual({ fired: 200, uncertain: 0 });
  });
});

describe('two workers whose clocks differ by 30 s', () => {
  let first: ProgramProcess;
  let second: ProgramProcess;
  /** How far the first one's clock is ahead (milliseconds). */
  let clockFile: string;
  /** Through which the first one reaches the database. */
  let door: TcpProxy;
  beforeAll(async () => {
    await open();
    // One after the other: the sandbox, which they play here, fills its database at the first start.
    const start = async (clock: TunedLimits, databaseUrl?: string) => {
      const program = startProgram({ ...limits, ...clock }, databaseUrl);
      await program.ready();
      return program;
    };
    clockFile = join(folder.path, 'clock');
    writeFileSync(clockFile, '15000');
    const url = new URL(database.url);
    door = await openTcpProxy({
      host: url.searchParams.get('host') ? '127.0.0.1' : url.hostname,
      port: Number(url.port || 5432),
    });
    url.searchParams.delete('host');
    url.hostname = '127.0.0.1';
    url.port = String(door.port);
    first = await start({ clockFile }, url.href);
    second = await start({ clockAheadMs: -15_000 });
  });
  afterAll(async () => {
    await door.cut();
    await close();
  });

  const claimsOf = async ({ pid }: ProgramProcess, enrollments: readonly string[], state = 'fired') => {
    const { rows } = await seed.pool.query<{ count: number }>(
      `SELECT count(*)::int AS count FROM executions AS x
       WHERE enrollment_id = ANY($1) AND ${standingOf} = $2 AND claimed_by LIKE '%:' || $3 || ':%'`,
      [enrollments, state, String(pid)],
    );
    return rows[0]?.count ?? 0;
  };

  test('send each mail once, and none before its time', async () => {
    provider.behave({ answer: 202, delayMs: 50 });
    const { workspace } = await seed.workspaceAndRep();
    const dueAt = DateTime.fromISO('2030-01-07T12:01', { zone: workspace.zone }).toUTC();
    await seed.clock.release(dueAt.minus({ seconds: 3 }));
    // Nobody tells them: each finds what is due by itself.
    const enrollments = await seed.enrollMany(400, { steps: [{ ...oneMail, when: { days: 0, at: '12:01' } }] });
    await provider.whenMails(1);
    expect((await seed.clock.now()).toMillis()).toBeGreaterThanOrEqual(dueAt.toMillis());
    await whenAllAccounted(enrollments);
    expect(await compareWithProvider(enrollments)).toEqual({ fired: 400, uncertain: 0 });
    for (const program of [first, second]) expect(await claimsOf(program, enrollments)).toBeGreaterThan(0);
  });

  test('one that is stopped in the middle of a batch for ten minutes sends nothing of what the other took over', async () => {
    const before = provider.requests();
    provider.behave({ answer: 202, times: 20 }, { answer: 202, delayMs: 2_000 });
    const enrollments = await seed.enrollMany(200);
    await provider.whenRequests(before + 30);
    await until(async () => (await claimsOf(first, enrollments, 'claimed')) > 0);
    process.kill(first.pid, 'SIGSTOP');
    provider.behave({ answer: 202 });
    // As if ten minutes had passed since; a transaction that it was in the database ends after one.
    await door.cut();
    await door.mend();
    expect(await claimsOf(first, enrollments, 'claimed')).toBeGreaterThan(0);
    await seed.pool.query(
      `WITH own AS (
         UPDATE executions SET lease_until = lease_until - interval '10 minutes' WHERE claimed_by LIKE '%:' || $1 || ':%' RETURNING id)
       UPDATE requests SET lease_until = lease_until - interval '10 minutes' WHERE execution_ids && ARRAY(SELECT id FROM own)`,
      [String(first.pid)],
    );
    await whenAllAccounted(enrollments);
    const { length: takenByThen } = provider.mails;
    writeFileSync(clockFile, String(15_000 + 10 * 60_000));
    process.kill(first.pid, 'SIGCONT');
    // What it hears of its own requests settles them; what it had only claimed is gone, and what it had only begun is due again.
    expect(await first.end('SIGTERM')).toEqual({ code: 0, signal: null });
    expect(provider.mails).toHaveLength(takenByThen);
    const { fired, uncertain } = await compareWithProvider(enrollments);
    const { deferred = 0 } = await seed.states(enrollments);
    expect(fired + uncertain + deferred).toBe(200);
    expect(uncertain + deferred).toBeLessThanOrEqual(concurrency);
  });
});

/** One for all. What it finds it finds by itself: nobody tells it of the enrollments. */
describe('a program that goes on', () => {
  let program: ProgramProcess;
  beforeAll(async () => {
    await open();
    program = startProgram({ ...limits, leaseMs: 8_000, requestMs: 7_000 });
    await program.ready();
  });
  afterAll(close);

  test('losing every database connection in the middle loses and doubles nothing, and firing goes on by itself', async () => {
    const enrollments = await seed.enrollMany(200);
    provider.behave({ answer: 202, delayMs: 20 });
    await provider.whenMails(60);
    await seed.pool.query(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity
      WHERE datname = current_database() AND pid <> pg_backend_pid()`);
    await whenAllAccounted(enrollments);
    const { fired, uncertain } = await compareWithProvider(enrollments);
    expect(fired + uncertain).toBe(200);
    expect(uncertain).toBeLessThanOrEqual(concurrency);
  });

  test('firing goes on when every alarm is deleted, and the alarms come back', async () => {
    // The job store makes its table in the background.
    await until(
      async () => (await seed.pool.query("SELECT to_regclass('agenda_alarms') AS found")).rows[0].found !== null,
    );
    const alarms = async () => (await seed.pool.query('SELECT name FROM agenda_alarms')).rows;
    await until(async () => (await alarms()).length > 0);
    await seed.pool.query('DELETE FROM agenda_alarms');
    const before = provider.mails.length;
    const enrollments = await seed.enrollMany(1);
    await provider.whenMails(before + 1);
    await whenAllAccounted(enrollments);
    await until(async () => (await alarms()).length > 0);
  });
});
