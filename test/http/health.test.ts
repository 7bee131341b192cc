import { createSystemTimers } from '../../src/adapters/system/timers.js';
import type { Timers } from '../../src/app/ports/timers.js';
import { readinessChecks } from '../../src/compose/readiness.js';
import { createHealthRouter } from '../../src/http/health.js';
import { type Served, serve } from './serve.js';

let served: Served;
let nowMs: number;
let silentMs: number;
let looks: { database: number; jobStore: number; slack: number };
let answers: { database: () => Promise<unknown>; jobStore: () => Promise<void>; slack: () => Promise<string | null> };
let timers: Pick<Timers, 'after'>;

beforeEach(() => {
  nowMs = 0;
  silentMs = 0;
  looks = { database: 0, jobStore: 0, slack: 0 };
  answers = { database: async () => 1, jobStore: async () => undefined, slack: async () => null };
  timers = createSystemTimers();
});
afterEach(() => served.close());

async function start(role: 'worker' | 'app') {
  const checks = readinessChecks({
    database: () => {
      looks.database += 1;
      return answers.database();
    },
    jobStore: () => {
      looks.jobStore += 1;
      return answers.jobStore();
    },
    slack: {
      problem: () => {
        looks.slack += 1;
        return answers.slack();
      },
    },
    silentForMs: role === 'worker' ? () => silentMs : null,
    monotonicMs: () => nowMs,
  });
  served = await serve(createHealthRouter({ checks, timers }));
}

const ready = async (): Promise<Record<string, unknown>> => {
  const response = await fetch(`${served.url}/ready`);
  return { code: response.status, ...(await response.json()) };
};

test('the process lives, whatever is away', async () => {
  answers.database = () => Promise.reject(new Error('away'));
  await start('worker');
  const response = await fetch(`${served.url}/health`);
  expect([response.status, await response.json()]).toEqual([200, { status: 'ok' }]);
});

test('it is ready while the database, the job store, Slack and the alarms are there', async () => {
  await start('worker');
  const checks = { database: 'ok', 'job store': 'ok', slack: 'ok', alarms: 'ok' };
  expect(await ready()).toEqual({ code: 200, status: 'ready', checks, missing: [] });
});

const rejects = async (): Promise<string | null> => {
  throw new Error('password "secret"');
};
const wrong: readonly [keyof typeof answers, () => Promise<string | null>, string][] = [
  ['database', rejects, 'the database cannot be reached'],
  ['jobStore', rejects, 'the job store of the alarms cannot be reached'],
  ['slack', async () => 'Slack refuses the token (invalid_auth)', 'Slack refuses the token (invalid_auth)'],
  ['slack', rejects, 'the slack check failed'],
];

test.each(wrong)('without %s it is not ready, and says so without what the fault says', async (name, answer, said) => {
  Object.assign(answers, { [name]: answer });
  await start('worker');
  const answered = await ready();
  expect(answered).toMatchObject({ code: 503, status: 'not ready', missing: [said] });
  expect(answered.checks).toMatchObject({ [name === 'jobStore' ? 'job store' : name]: 'failing' });
});

test('a worker is ready while the last alarm is at most two minutes old', async () => {
  await start('worker');
  silentMs = 120_000;
  expect(await ready()).toMatchObject({ code: 200, missing: [] });
  silentMs += 1;
  expect(await ready()).toMatchObject({ code: 503, missing: ['no alarm for 120 seconds'] });
});

test('a program that does not fire hears no alarms and is ready', async () => {
  await start('app');
  silentMs = 10_000_000;
  expect(await ready()).toMatchObject({ code: 200, checks: { database: 'ok', 'job store': 'ok', slack: 'ok' } });
});

test('what does not answer in time counts as wrong, and the rest is told all the same', async () => {
  timers = {
    after: (_delayMs: number, run: () => void): (() => void) => {
      run();
      return () => undefined;
    },
  };
  answers.slack = () => new Promise(() => undefined);
  await start('app');
  expect(await ready()).toMatchObject({ code: 503, checks: { slack: 'failing' } });
});

test('however often it is asked, the database is looked at once a second, and Slack, while it answers, once in half a minute', async () => {
  await start('worker');
  await Promise.all([ready(), ready(), ready()]);
  expect(looks).toEqual({ database: 1, jobStore: 1, slack: 1 });
  nowMs = 1_000;
  await ready();
  expect(looks).toEqual({ database: 2, jobStore: 2, slack: 1 });
  nowMs = 30_000;
  answers.slack = async () => 'Slack cannot be reached';
  await ready();
  nowMs = 31_000;
  await ready();
  expect(looks.slack).toBe(3);
});
