import { vi } from 'vitest';
import { resolveUncertain } from '../../../src/app/enrollments/resolveUncertain.js';
import { fireDue } from '../../../src/app/firing/fireDue.js';
import { recoverLapsed } from '../../../src/app/firing/recoverLapsed.js';
import type { Mailer, MailOutcome } from '../../../src/app/ports/mailer.js';
import { type AppWorld, createAppWorld } from '../../support/app-world.js';
import { asking } from '../../support/asking.js';
import { endLeases, renewLeases, standingOf } from '../../support/ledger.js';

const mail = { subject: 'Hello', body: 'Hi there.' };
const intro = { id: 'intro', name: 'Intro', kind: 'email', when: 'immediately', email: mail };
const later = { ...intro, id: 'later', name: 'Later', when: { days: 1, at: '09:00' } };
const busy: MailOutcome = { kind: 'deferred', reason: 'busy', retryAfterMs: null, cause: 'moment' };
const taken: MailOutcome = { kind: 'accepted', providerMessageId: 'm-1' };

let world: AppWorld;
beforeEach(async () => {
  world = await createAppWorld();
});
afterEach(() => world.close());

const stored = (id: string) => world.store.read.enrollments.byId(id);
const ledger = (id: string) => world.store.read.executions.ofEnrollment(id);
const lapse = () => endLeases(world.pool);
const enrolled = async () => (await world.enrollIn(await world.publish({ steps: [intro, later] }))).enrollment;

/** A worker whose one request is answered when the test says so. */
async function workerWithRequest(worker: string) {
  let answer: (outcome: MailOutcome) => void = () => {};
  let begun: () => void = () => {};
  const open = new Promise<void>((resolve) => {
    begun = resolve;
  });
  const mailer: Mailer = {
    send: asking(() => {
      begun();
      return new Promise<MailOutcome>((resolve) => {
        answer = resolve;
      });
    }),
  };
  const ended = fireDue({ ...world.deps, worker, mailer });
  await open;
  return {
    hears: async (outcome: MailOutcome) => {
      answer(outcome);
      await ended;
    },
  };
}

async function answerQuestion(sent: boolean) {
  const { rows } = await world.pool.query("SELECT id FROM posts WHERE kind = 'notice'");
  return resolveUncertain(world.app, { actor: world.rep, postId: rows[0].id, asked: 1, sent });
}

describe('an answer that comes after its worker was given up', () => {
  /** The first worker's request hung; somebody said that it was not sent, and another worker sends it. */
  async function sentAgain() {
    const enrollment = await enrolled();
    const first = await workerWithRequest('first');
    await lapse();
    await recoverLapsed(world.deps);
    await answerQuestion(false);
    const second = await workerWithRequest('second');
    return { enrollment, first, second };
  }

  test.each<[string, MailOutcome]>([
    ['that it did not leave', busy],
    ['that it was refused', { kind: 'refused', reason: 'bad' }],
    ['that it was taken', taken],
    ['nothing', { kind: 'unknown', reason: 'no answer' }],
  ])('changes nothing of what another worker is sending, when it hears %s', async (_what, outcome) => {
    const { enrollment, first, second } = await sentAgain();
    await first.hears(outcome);
    expect(await ledger(enrollment.id)).toMatchObject([{ state: 'sending', attempts: 2 }]);
    expect(await stored(enrollment.id)).toMatchObject({ hold: null, dueAt: null });
    const [row] = await ledger(enrollment.id);
    const late = world.logged.filter(({ message }) => message.startsWith('an answer came after'));
    expect(late).toMatchObject([{ level: 'warn', fields: { executionId: row?.id, outcome: outcome.kind } }]);
    await world.fireAt('2026-03-02T08:05');
    await second.hears(taken);
    expect(world.mailer.taken).toEqual([]);
    expect(await ledger(enrollment.id)).toMatchObject([{ state: 'fired', attempts: 2 }]);
  });

  test('is kept as what was heard of that attempt', async () => {
    const { first, second } = await sentAgain();
    await first.hears(busy);
    await second.hears(taken);
    const { rows } = await world.pool.query('SELECT number, outcome FROM execution_attempts');
    expect(rows).toEqual([{ number: 1, outcome: 'deferred' }]);
    const { rows: ledgerRows } = await world.pool.query('SELECT state, attempts FROM executions');
    expect(ledgerRows).toEqual([{ state: 'fired', attempts: 2 }]);
  });

  test('settles what nobody has answered for yet, and takes the question back', async () => {
    const enrollment = await enrolled();
    const first = await workerWithRequest('first');
    await lapse();
    await recoverLapsed(world.deps);
    await world.pool.query("UPDATE posts SET ts = '1', channel = 'D', shown = wanted, due_at = NULL");
    await first.hears(taken);
    expect(await ledger(enrollment.id)).toMatchObject([{ state: 'fired' }]);
    expect(await stored(enrollment.id)).toMatchObject({ hold: null, progress: { pending: { stepId: 'later' } } });
    expect((await world.pool.query('SELECT due_at FROM posts')).rows).toEqual([{ due_at: expect.any(Date) }]);
    expect(await answerQuestion(false)).toMatchObject({ settled: 0, already: 1 });
  });
});

describe('a worker that stood still just before its request', () => {
  /** It wrote down that the request begins, and goes on when the test says so: ten minutes later. */
  async function stopped() {
    const enrollment = await enrolled();
    const { executions } = world.store.read;
    let goOn = () => {};
    const stands = new Promise<void>((resolve) => {
      goOn = resolve;
    });
    let wrote = () => {};
    const written = new Promise<void>((resolve) => {
      wrote = resolve;
    });
    let tookMs = 0;
    const beginSending: typeof executions.beginSending = async (...given) => {
      const begun = await executions.beginSending(...given);
      wrote();
      await stands;
      tookMs = 10 * 60_000;
      return begun;
    };
    const store = { ...world.store, read: { ...world.store.read, executions: { ...executions, beginSending } } };
    const ended = fireDue({ ...world.deps, store, worker: 'first', startStopwatch: () => () => tookMs });
    await written;
    await lapse();
    await recoverLapsed(world.deps);
    return {
      enrollment,
      goesOn: async () => {
        goOn();
        await ended;
      },
    };
  }

  test('sends nothing, and the mail about which its owner was asked is due again', async () => {
    const { enrollment, goesOn } = await stopped();
    expect(await ledger(enrollment.id)).toMatchObject([{ state: 'uncertain' }]);
    await goesOn();
    expect(world.mailer.taken).toEqual([]);
    expect(await ledger(enrollment.id)).toMatchObject([{ state: 'deferred', reason: 'it was held up on the way out' }]);
    expect(await stored(enrollment.id)).toMatchObject({ hold: null, dueAt: expect.anything() });
    await world.fireAt('2026-03-02T08:01');
    expect(world.mailer.taken).toHaveLength(1);
  });

  test('sends nothing of what another has sent meanwhile, and changes nothing of it', async () => {
    const { enrollment, goesOn } = await stopped();
    await answerQuestion(false);
    await world.fireAt('2026-03-02T08:01');
    expect(world.mailer.taken).toHaveLength(1);
    await goesOn();
    expect(world.mailer.taken).toHaveLength(1);
    expect(await ledger(enrollment.id)).toMatchObject([{ state: 'fired', attempts: 2 }]);
  });
});

test('what leaves has as much of its lease left as a request may take', async () => {
  await enrolled();
  const { leaseMs, requestMs } = world.deps;
  const late = { ...world.deps, startStopwatch: () => () => leaseMs - requestMs + 1 };
  await fireDue(late);
  expect(world.mailer.taken).toEqual([]);
  await world.clock.freezeAt((await world.clock.now()).plus({ minutes: 1 }));
  await fireDue({ ...late, startStopwatch: () => () => leaseMs - requestMs });
  expect(world.mailer.taken).toHaveLength(1);
});

describe('a worker that dies before its request stands on a connection', () => {
  const begun = () =>
    world.pool
      .query(`SELECT ${standingOf} AS state, attempts, reason FROM executions AS x`)
      .then(({ rows }) => rows[0]);

  test('has let nothing leave, and leaves nobody in doubt', async () => {
    await enrolled();
    let connecting = () => {};
    const connects = new Promise<void>((resolve) => {
      connecting = resolve;
    });
    const send = () => {
      connecting();
      return new Promise<never>(() => undefined);
    };
    void fireDue({ ...world.deps, worker: 'first', mailer: { send } });
    await connects;
    expect(await begun()).toMatchObject({ state: 'claimed', attempts: 0 });
    await lapse();
    await recoverLapsed(world.deps);
    await world.fireAt('2026-03-02T08:01');
    expect(world.mailer.taken).toHaveLength(1);
    expect(await begun()).toMatchObject({ state: 'fired', attempts: 1 });
  });

  test.each<[MailOutcome, string | undefined]>([
    [busy, 'busy'],
    [{ kind: 'unknown', reason: 'no answer' }, undefined],
  ])(
    'nor where it had just heard that there is none: that is written down with its beginning (%o)',
    async (outcome, why) => {
      await enrolled();
      const { executions } = world.store.read;
      const beginSending = vi.fn(executions.beginSending);
      const store = { ...world.store, read: { ...world.store.read, executions: { ...executions, beginSending } } };
      await fireDue({ ...world.deps, store, mailer: { send: async () => outcome } });
      expect(beginSending.mock.calls).toMatchObject([[{}, {}, why, undefined]]);
    },
  );
});

test('what another worker took again meanwhile is not counted as found, nor touched', async () => {
  const enrollment = await enrolled();
  await workerWithRequest('first');
  await lapse();
  const { read } = world.store;
  const lapsed = async (limit: number) => {
    const rows = await read.executions.lapsed(limit);
    await renewLeases(world.pool);
    return rows;
  };
  const store = { ...world.store, read: { ...read, executions: { ...read.executions, lapsed } } };
  expect(await recoverLapsed({ ...world.deps, store })).toBe(0);
  expect(await ledger(enrollment.id)).toMatchObject([{ state: 'sending' }]);
  expect(await stored(enrollment.id)).toMatchObject({ hold: null });
});
