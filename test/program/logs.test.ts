import { vi } from 'vitest';
import type { Behaviour } from '../support/mail-stand-in.js';
import { until } from '../support/program.js';
import { plainMail } from '../support/program-seed.js';
import { setUpWorkshop, type } from './lateness.js';

// Whole programs start here, each in a process of its own: seconds where others use the machine too.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

/** What the log of a run says, and what it must never say. */
const workshopOfTest = setUpWorkshop();

test('no address, no text of a mail and no key is logged, however the mail provider fails', async () => {
  const workshop = workshopOfTest();
  const { provider, seed } = workshop;
  const failures: readonly Behaviour[] = [
    { answer: 400, body: { errors: [{ message: 'bad address someone@example.com', field: 'personalizations.0.to' }] } },
    { answer: 401 },
    { answer: 500, body: 'Hello there, the secret body.' },
    { answer: 302, headers: { location: 'http://127.0.0.1:1/' } },
    { answer: 'reset' },
  ];
  const program = workshop.start(
    { concurrency: failures.length, mailsPerRequest: 1, silenceMs: 1_000 },
    { LOG_LEVEL: 'trace', MONGODB_URI: 'mongodb://me:hunter2@127.0.0.1:1/x' },
  );
  const url = await program.ready();
  await program.logs(/the alarms did not start/);
  await seed.enrollMany(0, { name: 'Failing', steps: [plainMail] });
  const [first = { answer: 400 }, ...others] = failures.map((failure) => ({ ...failure, times: 1 }));
  provider.behave(first, ...others);
  // All at once: after the first that says nothing of this mail alone the program gives the provider time.
  await type(url, `/sequence enroll ${failures.map((_, index) => `ada-${index}@example.com`).join(' ')} in failing`);
  await provider.whenRequests(failures.length);
  await until(async () => (await seed.pool.query('SELECT FROM requests')).rowCount === 0);
  // The digest tells of it: with this job store no alarm ever comes.
  await until(async () => (await seed.pool.query('SELECT FROM alarm_gaps')).rowCount === 1);
  expect(await program.end('SIGTERM')).toEqual({ code: 0, signal: null });

  const lines = program.stderr().trim().split('\n');
  expect(lines.length).toBeGreaterThan(0);
  for (const line of lines) {
    expect(JSON.parse(line)).toEqual(
      expect.objectContaining({ level: expect.any(Number), time: expect.any(Number), msg: expect.any(String) }),
    );
  }
  // What became of each step is told by its id in the ledger.
  const { rows: ledger } = await seed.pool.query<{ id: string }>('SELECT id FROM executions');
  const told = program.logged().filter(({ msg }) => msg === 'a step did not leave, or nobody knows');
  expect(new Set(told.map(({ executionId }) => executionId))).toEqual(new Set(ledger.map(({ id }) => id)));
  const said = program.stdout() + program.stderr();
  expect(said).not.toMatch(/[\w.+-]+@[\w-]+\.\w/);
  for (const secret of ['secret body', 'SG.workshop', 'xoxb-', 'hunter2', 'ada-']) expect(said).not.toContain(secret);
});
