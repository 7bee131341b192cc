import type { DateTime } from 'luxon';
import { vi } from 'vitest';
import { createTestDatabase } from '../support/database.js';
import { startMailStandIn } from '../support/mail-stand-in.js';
import { startProgram, temporaryFolder } from '../support/program.js';
import { openSeed, plainMail } from '../support/program-seed.js';
import { freePort } from '../support/quiet-port.js';
import { describeIf } from '../support/requirements.js';
import { startSlackStandIn } from '../support/slack-stand-in.js';
import { type JobStore, jobStoreIn, type StoredAlarm, startJobStore } from './servers.js';

/** How late a step may leave where nothing wakes the worker, and the second that it may be late anyway (milliseconds). */
const promisedMs = 90_000 + 1_000;

/** How long after its job store a worker has its alarms again (milliseconds). */
const returnedMs = 40_000;

const metricsToken = 'made-by-chance-0001';

// Whole programs start here, each in a process of its own: what is promised comes after that.
vi.setConfig({ testTimeout: 300_000 });

/** The built program with the settings that it has unless told, on a database and a job store of its own. */
async function openWorkshop<J extends JobStore>(
  role: 'worker' | 'all',
  openJobs: (seed: Awaited<ReturnType<typeof openSeed>>) => Promise<J>,
) {
  const folder = temporaryFolder();
  const database = await createTestDatabase();
  const seed = await openSeed(database.url);
  const provider = await startMailStandIn();
  const slack = await startSlackStandIn();
  const jobs = await openJobs(seed);
  const url = `http://127.0.0.1:${await freePort()}`;
  // Its first work is behind it: what is promised is not how fast it warms up where others use the machine too.
  await seed.enrollMany(1, { steps: [plainMail] });
  const program = startProgram({
    PORT: new URL(url).port,
    DRUMBEAT_ROLE: role,
    DATABASE_URL: database.url,
    ...(jobs.server !== null && { MONGODB_URI: jobs.server.url }),
    SLACK_BOT_TOKEN: 'xoxb-silence',
    SLACK_SIGNING_SECRET: 'signing-secret-of-silence',
    SLACK_API_URL: `${slack.url}/api/`,
    SENDGRID_API_KEY: 'SG.silence',
    SENDGRID_BASE_URL: provider.url,
    MAIL_FROM: 'sales@harbor.example',
    POSTAL_ADDRESS: '12 Pier Road, Portland',
    METRICS_TOKEN: metricsToken,
    DRUMBEAT_DATA_DIR: folder.path,
    LOG_LEVEL: 'warn',
  });
  const nowMs = async () => (await seed.clock.now()).toMillis();
  const metric = async (name: string) => {
    const headers = { authorization: `Bearer ${metricsToken}` };
    const text = await (await fetch(`${url}/metrics`, { headers })).text();
    return Number(new RegExp(`^drumbeat_${name}\\{role="${role}"\\} (\\S+)$`, 'm').exec(text)?.[1]);
  };
  return {
    program,
    jobs,
    nowMs,
    /**
     * Resolves when it has worked and its alarms are all ahead: none is heard any more that was on its way when they were lost.
     * The last was heard a few seconds ago, which a machine that others use too may take for what follows the waking.
     */
    alarmsAreAhead: async () => {
      await program.ready();
      await provider.whenMails(1);
      await comes('an alarm ahead', 75_000, async () => {
        if (!((await metric('alarm_silence_seconds')) > 8)) return false;
        const alarms = await jobs.alarms();
        return alarms.length > 0 && alarms.every((one) => one.lockedAt === null && aheadMs(one) > 3_000);
      });
    },
    /**
     * Enrolls people past the program, whose mails are due now and at the next full minute, and waits for these. Answers by
     * how many seconds each left after it was due, or after `lostMs` where that is later.
     */
    latenessSince: async (lostMs: number) => {
      const now = await seed.clock.now();
      const due = [now, now.plus({ minutes: 1 }).startOf('minute')];
      for (const at of due)
        await seed.enrollMany(1, { steps: [plainMail], at, contactOf: () => ({ email: mailFor(at) }) });
      const late: number[] = [];
      const before = provider.mails.length;
      for (const [index, at] of due.entries()) {
        const fromMs = Math.max(lostMs, at.toMillis());
        await comes(mailFor(at), fromMs + promisedMs - (await nowMs()), () => provider.mails.length > before + index);
        expect(provider.mails[before + index]?.to.email).toBe(mailFor(at));
        late.push(((await nowMs()) - fromMs) / 1_000);
      }
      return late;
    },
    /** Expects that it woke itself once, when it had heard nothing for 90 s. */
    wokeItself: async () => {
      expect(await metric('alarms_missed_total')).toBe(1);
      const woken = program.logged().filter(({ msg }) => msg === 'no alarm was heard; the worker woke itself');
      expect(woken.map(({ silentMs }) => Math.floor(Number(silentMs) / 1_000))).toEqual([90]);
    },
    readiness: async (): Promise<Readonly<Record<string, string>>> =>
      ((await (await fetch(`${url}/ready`)).json()) as { checks: Record<string, string> }).checks,
    close: async () => {
      await program.endGroup('SIGKILL');
      await jobs.server?.stop();
      await slack.close();
      await provider.close();
      await seed.close();
      await database.drop();
      await folder.remove();
    },
  };
}

type Workshop<J extends JobStore> = Awaited<ReturnType<typeof openWorkshop<J>>>;

/** Resolves when it holds; rejects where it does not in its time. */
async function comes(what: string, withinMs: number, holds: () => Promise<boolean> | boolean): Promise<void> {
  const untilMs = performance.now() + withinMs;
  while (!(await holds())) {
    if (performance.now() > untilMs) throw new Error(`${what} did not come in ${withinMs / 1_000} s`);
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}

const inPostgres = async ({ pool }: { readonly pool: Parameters<typeof jobStoreIn>[0] }) => jobStoreIn(pool);
const inMongo = () => startJobStore();

type MongoJobs = Awaited<ReturnType<typeof startJobStore>>;

const aheadMs = ({ nextRunAt }: StoredAlarm) => (nextRunAt?.getTime() ?? 0) - Date.now();

/** Whether a worker has its own alarm. */
const isSet = async (jobs: JobStore) =>
  (await jobs.alarms()).some((one) => one.name.startsWith('minute alarm of ') && aheadMs(one) > 0);

/** A test with a program of its own. */
const alone =
  <J extends JobStore>(open: () => Promise<Workshop<J>>, body: (workshop: Workshop<J>) => Promise<void>) =>
  async () => {
    const workshop = await open();
    try {
      await body(workshop);
    } catch (error) {
      throw new Error(`It did not keep its promise, and said: ${workshop.program.stderr().slice(-2_000)}`, {
        cause: error,
      });
    } finally {
      await workshop.close();
    }
  };

const mailFor = (dueAt: DateTime) => `due-${dueAt.toFormat('HHmmss')}@example.com`;

async function losesEveryAlarm({ program, jobs, ...workshop }: Workshop<JobStore>): Promise<void> {
  await workshop.alarmsAreAhead();
  await jobs.forget();
  const late = await workshop.latenessSince(await workshop.nowMs());
  for (const seconds of late) expect(seconds).toBeGreaterThanOrEqual(0);
  await workshop.wokeItself();
  await comes('its alarm', 5_000, () => isSet(jobs));
  expect(await program.end('SIGTERM')).toEqual({ code: 0, signal: null });
}

async function losesMongo({ program, jobs, ...workshop }: Workshop<MongoJobs>): Promise<void> {
  await workshop.alarmsAreAhead();
  await jobs.server.kill();
  const lostMs = await workshop.nowMs();
  const lateness = workshop.latenessSince(lostMs);
  const isSaid = async () => {
    const { database, 'job store': jobStore } = await workshop.readiness();
    return database === 'ok' && jobStore === 'failing';
  };
  await Promise.all([lateness, comes('a word on /ready', 10_000, isSaid)]);
  for (const seconds of await lateness) expect(seconds).toBeGreaterThanOrEqual(0);
  await workshop.wokeItself();

  await jobs.server.revive();
  await comes('its alarm', returnedMs, () => isSet(jobs));
  await comes('a word on /ready', 10_000, async () => (await workshop.readiness())['job store'] === 'ok');
  expect(await program.end('SIGTERM')).toEqual({ code: 0, signal: null });
}

describe.concurrent('a program that nothing wakes any more', () => {
  describeIf('mongo', 'with Agenda on MongoDB', () => {
    test(
      'fires what is due within 90 s, and has its alarms again, when every one was deleted',
      alone(() => openWorkshop('worker', inMongo), losesEveryAlarm),
    );

    test(
      'fires what is due within 90 s while MongoDB is away, says so, and has its alarms again when it is back',
      alone(() => openWorkshop('worker', inMongo), losesMongo),
    );
  });

  test(
    'fires what is due within 90 s, and has its alarms again, when every one was deleted from PostgreSQL',
    alone(() => openWorkshop('all', inPostgres), losesEveryAlarm),
  );
});
