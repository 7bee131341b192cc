import { fireDue } from '../../../src/app/firing/fireDue.js';
import { recoverLapsed } from '../../../src/app/firing/recoverLapsed.js';
import type { TransactionOptions } from '../../../src/app/ports/store.js';
import { type AppWorld, createAppWorld } from '../../support/app-world.js';
import { endLeases, renewLeases, standingOf } from '../../support/ledger.js';
import { accepted, diedBeforeSettling, workerOfThree } from './dying-worker.js';

const mail = { subject: 'Hello', body: 'Hi there.' };
const intro = { id: 'intro', name: 'Intro', kind: 'email', when: 'immediately', email: mail };
const later = { ...intro, id: 'later', name: 'Later', when: { delay: '1 hour' } };

let world: AppWorld;
beforeEach(async () => {
  world = await createAppWorld();
});
afterEach(() => world.close());

const at = (time: string) => `2026-03-02T${time}-08:00`;
const enroll = async (...names: readonly string[]) => {
  const version = await world.publish({ steps: [intro, later] });
  for (const name of names) await world.enrollIn(version, { email: `${name}@example.com` });
};
/** As it stands: the ledger by the addresses of those it is about. */
const ledger = async () => {
  const { rows } = await world.pool.query(`
    SELECT split_part(c.email, '@', 1) AS name, x.id, ${standingOf} AS state, x.attempts, x.provider_message_id AS message, x.fired_at, x.settled_at
    FROM executions x JOIN enrollments e ON e.id = x.enrollment_id JOIN contacts c ON c.id = e.contact_id
    ORDER BY c.email`);
  return rows;
};
const requests = async () => (await world.pool.query('SELECT id, kept_at FROM requests')).rows;
const questions = async () => (await world.pool.query("SELECT id FROM posts WHERE kind = 'notice'")).rows;
const nextDue = async () =>
  (await world.pool.query<{ due_at: Date | null }>('SELECT due_at FROM enrollments ORDER BY due_at')).rows.map(
    ({ due_at }) => due_at,
  );

describe('what a worker kept of an answer and did not come to settle', () => {
  test('fired when it was answered, whatever the time is when that is found', async () => {
    await enroll('ada', 'bob');
    await diedBeforeSettling(world);
    expect(await ledger()).toMatchObject([{ state: 'sending' }, { state: 'sending' }]);
    expect(await recoverLapsed(world.deps)).toBe(2);
    const fired = { state: 'fired', attempts: 1, fired_at: new Date(at('08:00')), message: 'of the request' };
    expect(await ledger()).toMatchObject([
      { name: 'ada', ...fired },
      { name: 'bob', ...fired },
    ]);
    for (const { settled_at } of await ledger()) {
      expect(settled_at.getTime()).toBeGreaterThan(Date.parse(at('08:00')));
      expect(settled_at.getTime()).toBeLessThanOrEqual(Date.parse(at('08:00:30')));
    }
    // The next step counts from there.
    expect(await nextDue()).toEqual([new Date(at('09:00')), new Date(at('09:00'))]);
  });

  test('is asked about nowhere, and leaves no second time', async () => {
    await enroll('ada', 'bob');
    await diedBeforeSettling(world);
    await recoverLapsed(world.deps);
    await fireDue(world.deps);
    expect(world.mailer.taken).toEqual([]);
    expect(await questions()).toEqual([]);
    expect(await requests()).toEqual([]);
  });

  test('is settled with what is given up beside it: each by what is known of it', async () => {
    await enroll('ada', 'bob', 'eve');
    await diedBeforeSettling(world);
    const [, bob, eve] = await ledger();
    // What was kept of one of them is of an attempt before; another was only claimed.
    await world.pool.query(
      `INSERT INTO requests (id, lease_until, execution_ids, attempts)
       SELECT gen_random_uuid(), now() - interval '1 second', ARRAY[$1::uuid], ARRAY[2]`,
      [bob.id],
    );
    await world.pool.query('UPDATE executions SET attempts = 1 WHERE id = $1', [bob.id]);
    await world.pool.query('UPDATE executions SET attempts = 5 WHERE id = $1', [eve.id]);
    expect(await recoverLapsed(world.deps)).toBe(3);
    expect(await ledger()).toMatchObject([
      { name: 'ada', state: 'fired' },
      { name: 'bob', state: 'uncertain' },
      { name: 'eve', state: 'cancelled' },
    ]);
    expect(await questions()).toHaveLength(1);
    expect(await requests()).toEqual([]);
  });

  test('is one settlement for a request, however many mails it had', async () => {
    await enroll('ada', 'bob', 'eve');
    await diedBeforeSettling(world);
    const transactions: (TransactionOptions | undefined)[] = [];
    const transact: typeof world.store.transact = (work, options) => {
      transactions.push(options);
      return world.store.transact(async (tables) => {
        const settle: typeof tables.executions.settle = (settlements) => {
          settled.push(settlements.length);
          return tables.executions.settle(settlements);
        };
        return work({ ...tables, executions: { ...tables.executions, settle } });
      }, options);
    };
    const settled: number[] = [];
    await recoverLapsed({ ...world.deps, store: { ...world.store, transact } });
    expect(settled).toEqual([3]);
    // Nobody keeps again what is settled here: it has to last.
    expect(transactions.filter((one) => one?.lasting === 'soon')).toEqual([]);
  });

  test('is left alone while its lease lasts', async () => {
    await enroll('ada');
    await diedBeforeSettling(world);
    await renewLeases(world.pool);
    expect(await recoverLapsed(world.deps)).toBe(0);
    const [row] = await ledger();
    expect(row).toMatchObject({ state: 'sending' });
    // Neither by somebody who had seen it when its lease was over.
    expect(await world.store.read.requests.ofLapsed([row.id])).toEqual([]);
    expect(await requests()).toHaveLength(1);
  });

  test('is settled once, where another worker finds it at the same time', async () => {
    await enroll('ada', 'bob');
    await diedBeforeSettling(world);
    const found = await world.atOnce([() => recoverLapsed(world.deps), () => recoverLapsed(world.deps)]);
    expect(found.sort()).toEqual([0, 2]);
    expect((await world.pool.query('SELECT * FROM execution_attempts')).rows).toEqual([]);
    expect(world.logged).toEqual([]);
  });

  test('stays as it is where its own worker comes to it after all', async () => {
    await enroll('ada', 'bob');
    let goOn = () => {};
    const stands = new Promise<void>((resolve) => {
      goOn = resolve;
    });
    let asked = () => {};
    const reached = new Promise<void>((resolve) => {
      asked = resolve;
    });
    const flow = workerOfThree(world, accepted, async (own) => {
      asked();
      await stands;
      return own();
    });
    await flow.run();
    await reached;
    await endLeases(world.pool);
    await recoverLapsed(world.deps);
    const before = await ledger();
    await world.clock.freezeAt((await world.clock.now()).plus({ minutes: 10 }));
    goOn();
    for (let under = flow.underWay(); under !== null; under = flow.underWay()) await under;
    expect(await ledger()).toEqual(before);
    expect(before).toMatchObject([{ state: 'fired' }, { state: 'fired' }]);
  });

  test('counts as fired where its enrollment cannot be read, which goes aside and holds up none of its request', async () => {
    await enroll('ada', 'bob');
    await diedBeforeSettling(world);
    await world.pool.query(
      `UPDATE enrollments SET progress = '{}' WHERE contact_id = (SELECT id FROM contacts WHERE email LIKE 'ada@%')`,
    );
    expect(await recoverLapsed(world.deps)).toBe(2);
    expect(await ledger()).toMatchObject([
      { name: 'ada', state: 'fired' },
      { name: 'bob', state: 'fired' },
    ]);
    const { rows } = await world.pool.query("SELECT hold FROM enrollments WHERE progress::text = '{}'");
    expect(rows).toEqual([{ hold: 'failed' }]);
    expect(await requests()).toEqual([]);
  });
});

test('a mail of which its request was refused is not kept: its worker’s death leaves all of that request in doubt', async () => {
  await enroll('ada', 'bob');
  await diedBeforeSettling(world, (one) =>
    one.to.email.startsWith('bob') ? { kind: 'refused', reason: 'a bad address' } : accepted(),
  );
  expect(await requests()).toMatchObject([{ kept_at: null }]);
  await recoverLapsed(world.deps);
  expect(await ledger()).toMatchObject([{ state: 'uncertain' }, { state: 'uncertain' }]);
});

test('mails of one request that were taken under different ids are not kept, and hold its place until they are settled', async () => {
  await enroll('ada', 'bob', 'eve', 'zoe');
  await diedBeforeSettling(world, ({ to }) => ({ kind: 'accepted', providerMessageId: to.email }));
  expect(await requests()).toMatchObject([{ kept_at: null }]);
  await recoverLapsed(world.deps);
  expect((await ledger()).map(({ state }) => state)).toEqual(['uncertain', 'uncertain', 'uncertain', 'cancelled']);
});

test('what is left of a request that was settled is forgotten with the next that is recovered, and no other', async () => {
  await enroll('ada', 'bob', 'eve', 'zoe');
  await diedBeforeSettling(world, accepted, 2);
  const [, , eve, zoe] = await ledger();
  // As far as anybody knows she is being sent still.
  await world.pool.query(
    "UPDATE requests SET lease_until = now() + interval '1 minute' WHERE execution_ids = ARRAY[$1::uuid]",
    [zoe.id],
  );
  await world.pool.query(
    `INSERT INTO requests (id, lease_until, execution_ids, attempts) SELECT gen_random_uuid(), now(), ARRAY[$1::uuid], ARRAY[7]`,
    [eve.id],
  );
  expect(await recoverLapsed(world.deps)).toBe(3);
  const { rows } = await world.pool.query('SELECT execution_ids FROM requests');
  expect(rows).toEqual([{ execution_ids: [zoe.id] }]);
});
