import { vi } from 'vitest';
import { call, card, livesAt, mail, storeNamed, tell, text } from '../crash/cadences.js';
import { type Providers, startProviders } from '../crash/providers.js';
import { createTestDatabase } from '../support/database.js';
import { endPrograms, type ProgramProcess, startProgram, until } from '../support/program.js';
import { openSeed, type Seed } from '../support/program-seed.js';
import { freePort } from '../support/quiet-port.js';

// Whole programs start here, each in a process of its own: seconds where others use the machine too.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const nothingSaid = { of: () => () => null, clears: () => undefined, seen: () => ({}) };

interface Workshop {
  readonly providers: Providers;
  readonly seed: Seed;
  start(): Promise<ProgramProcess>;
}

/** A database, providers and programs of the test's own: what these tests wait for, they can wait for at the same time. */
function inWorkshop(test: (workshop: Workshop) => Promise<void>): () => Promise<void> {
  return async () => {
    const database = await createTestDatabase();
    const providers = await startProviders(nothingSaid, Date.now);
    const seed = await openSeed(database.url);
    const env = { ...providers.env, DRUMBEAT_ROLE: 'worker', DATABASE_URL: database.url, LOG_LEVEL: 'warn' };
    const programs: ProgramProcess[] = [];
    const start = async () => {
      const program = startProgram({ ...env, PORT: String(await freePort()) });
      programs.push(program);
      await program.ready();
      return program;
    };
    try {
      await test({ providers, seed, start });
    } finally {
      await Promise.all(programs.map((program) => program.endGroup('SIGKILL')));
      await seed.close();
      await providers.close();
      await database.drop();
    }
  };
}

/** After 10 s it would end itself, with code 1. */
const cleanEnd = { code: 0, signal: null };

const whileNobodyAnswers = inWorkshop(async ({ providers, seed, start }) => {
  const { mails, texts, cards, parcels, slack } = providers;
  const hook = `${parcels.url}/hook`;
  await storeNamed(seed, hook);
  const enroll = async (step: object, phone: string) =>
    seed.enrollMany(1, {
      steps: [step, { ...mail, id: 'next', when: { days: 9, at: '09:00' } }],
      contactOf: () => ({ phone, fields: livesAt }),
    });
  const enrolled = {
    email: await enroll(mail, '+14152000001'),
    sms: await enroll(text, '+14152000002'),
    postcard: await enroll(card, '+14152000003'),
    rule: await enroll(tell(hook), '+14152000004'),
    task: await enroll(call, '+14152000005'),
  };
  for (const one of [mails, parcels]) one.behave({ answer: 'hang' });
  // Which numbers there are, whether the address is one, and who we are, is asked before.
  texts.behave({ answer: 'own', times: 1 }, { answer: 'hang' });
  cards.behave({ answer: 'own', times: 1 }, { answer: 'hang' });
  slack.behave({ answer: 'own', times: 3 }, { answer: 'hang' });
  const program = await start();
  for (const [one, count] of [
    [mails, 1],
    [texts, 2],
    [cards, 2],
    [parcels, 1],
    [slack, 4],
  ] as const)
    await one.whenRequests(count);
  expect(await program.end('SIGTERM')).toEqual(cleanEnd);

  for (const kind of ['email', 'sms', 'postcard'] as const) {
    expect([kind, await seed.states(enrolled[kind])]).toEqual([kind, { uncertain: 1 }]);
  }
  // A text is looked for, a card can be handed over again under its id, and of a mail its owner is asked.
  const { rows } = await seed.pool.query(
    'SELECT kind, look_up_at IS NOT NULL AS asked, lease_until FROM executions WHERE state = $1 ORDER BY kind',
    ['uncertain'],
  );
  expect(rows).toEqual([
    { kind: 'email', asked: false, lease_until: null },
    { kind: 'postcard', asked: true, lease_until: null },
    { kind: 'sms', asked: true, lease_until: null },
  ]);
  const deliveries = await seed.pool.query('SELECT state, attempts, due_at IS NOT NULL AS again FROM deliveries');
  expect(deliveries.rows).toEqual([{ state: 'uncertain', attempts: 1, again: true }]);
  const posts = await seed.pool.query(
    'SELECT sending_since IS NOT NULL AS maybe, lease_until FROM posts WHERE attempts > 0',
  );
  expect(posts.rows).toEqual([{ maybe: true, lease_until: null }]);
});

const inTheMiddle = inWorkshop(async ({ providers, seed, start }) => {
  const enrollments = await seed.enrollMany(1);
  const holder = await seed.pool.connect();
  try {
    await holder.query('BEGIN; LOCK TABLE executions IN SHARE MODE');
    const program = await start();
    // The tables of all databases made from one template have the same ids.
    const waiting = `SELECT FROM pg_locks JOIN pg_database ON pg_database.oid = database
      WHERE datname = current_database() AND relation = 'executions'::regclass AND NOT granted`;
    await until(async () => (await seed.pool.query(waiting)).rows.length > 0);
    expect(await program.end('SIGTERM')).toEqual(cleanEnd);
    await holder.query('ROLLBACK');
    const next = await start();
    await providers.mails.whenMails(1);
    await until(async () => (await seed.states(enrollments)).fired === 1);
    expect(await next.end('SIGTERM')).toEqual(cleanEnd);
  } finally {
    holder.release();
  }
});

// What a test whose time is up leaves behind.
afterAll(endPrograms);

describe.concurrent('a stop', () => {
  test('while nobody outside answers writes down what nobody knows of, and ends cleanly', whileNobodyAnswers);
  test('in the middle of a transaction rolls it back, and ends cleanly', inTheMiddle);
});
