import type { PoolClient } from 'pg';
import { beginRows, cancelHeldRows, holdUnsentRows } from '../../../src/adapters/prisma/execution-statements.js';
import type { Claim } from '../../../src/app/ports/stores/executions.js';
import { countedStates, endLeases } from '../../support/ledger.js';
import { waitsOrIsOver } from '../../support/locks.js';
import { createWorld, type World } from '../../support/world.js';

let world: World;
let other: PoolClient;
beforeEach(async () => {
  world = await createWorld();
  other = await world.pool.connect();
  await other.query('BEGIN');
});
afterEach(async () => {
  await other.query('ROLLBACK');
  other.release();
  await world.close();
});

const intro = { id: 'intro', kind: 'email', when: 'immediately', email: { subject: 'Hello', body: 'Hi there.' } };
const lease = { worker: 'w', leaseMs: 60_000 };

/** Enrollments whose mails are claimed. */
async function claimed(count: number): Promise<Claim[]> {
  const version = await world.publish({ steps: [intro] });
  const claims: Claim[] = [];
  for (let nth = 0; nth < count; nth += 1) {
    const { enrollment } = await world.enrollIn(version, { email: `p${nth}@example.com` });
    const step = { stepId: 'intro', stepName: 'Intro', kind: 'email', occurrence: 1, variant: null };
    const { id: enrollmentId, workspaceId, sequenceId } = enrollment;
    const of = { id: world.ids.next(), workspaceId, enrollmentId, sequenceId };
    claims.push({ ...of, ...step, plannedAt: null, dueAt: await world.clock.now(), summary: null, trace: null });
  }
  return world.store.read.executions.claim(claims, lease);
}

const idsOf = (claims: readonly Claim[]) => claims.map(({ id }) => id);
const enrollmentIdsOf = (claims: readonly Claim[]) => claims.map(({ enrollmentId }) => enrollmentId);
const heldAs = ({ id }: Claim, claimId = id) => ({ executionId: id, claimId });
const beginning = (claims: readonly Claim[]) => ({ id: world.ids.next(), claims: claims.map((one) => heldAs(one)) });
const begins = (claims: readonly Claim[]) => {
  const ids = idsOf(claims);
  return [ids, ids, ids.map(() => 1), [world.ids.next()], lease.worker, lease.leaseMs, null, [], []];
};
const cancel = (claims: readonly Claim[]) =>
  world.store.transact(({ executions }) => executions.cancelUnsentOf(enrollmentIdsOf(claims)));

test('whoever takes claims back while they are begun waits for that, and takes back none of them', async () => {
  const claims = await claimed(2);
  await other.query(beginRows.text, begins(claims));
  const taking = cancel(claims);
  await waitsOrIsOver(world.pool, taking);
  await other.query('COMMIT');
  expect(await taking).toEqual(new Set(enrollmentIdsOf(claims)));
  expect(await countedStates(world.pool)).toEqual({ sending: 2 });
});

test('a worker that would give back what it is just beginning waits for that, and gives back nothing', async () => {
  const claims = await claimed(1);
  await other.query(beginRows.text, begins(claims));
  const giving = world.store.transact(({ executions }) => executions.giveBack(beginning(claims).claims, lease.worker));
  await waitsOrIsOver(world.pool, giving);
  await other.query('COMMIT');
  expect(await giving).toEqual([]);
  expect(await countedStates(world.pool)).toEqual({ sending: 1 });
});

test('whoever finds a lease over that was begun at its end waits for that, and gives up nothing', async () => {
  const claims = await claimed(1);
  await endLeases(world.pool);
  await other.query('SELECT FROM executions FOR NO KEY UPDATE');
  await other.query(
    `INSERT INTO requests (id, lease_until, execution_ids, attempts)
     SELECT gen_random_uuid(), now() + interval '1 minute', ARRAY[id], ARRAY[1] FROM executions`,
  );
  const now = await world.clock.now();
  const given = world.store.transact(({ executions }) => executions.giveUp(idsOf(claims), 'gone', now, []));
  await waitsOrIsOver(world.pool, given);
  await other.query('COMMIT');
  expect(await given).toEqual([]);
  expect(await world.store.read.executions.lapsed(10)).toEqual([]);
  expect(await countedStates(world.pool)).toEqual({ sending: 1 });
});

test('a worker that begins what somebody is taking back waits for that, and begins the others alone', async () => {
  const claims = await claimed(3);
  const [taken] = claims;
  if (taken === undefined) throw new Error('three were claimed');
  await other.query(holdUnsentRows.text, [[taken.enrollmentId]]);
  await other.query(cancelHeldRows.text, [[taken.id]]);
  const beginningOf = world.store.read.executions.beginSending([beginning(claims)], lease);
  await waitsOrIsOver(world.pool, beginningOf);
  await other.query('COMMIT');
  const begun = await beginningOf;
  expect(begun.map(({ executionId }) => executionId).sort()).toEqual(idsOf(claims.slice(1)).sort());
  const { rows } = await world.pool.query('SELECT id FROM executions_sent');
  expect(rows.map(({ id }) => id).sort()).toEqual(idsOf(claims.slice(1)).sort());
  expect(await countedStates(world.pool)).toEqual({ sending: 2, cancelled: 1 });
});

test('requests that begin together each name their own rows', async () => {
  const claims = await claimed(5);
  const requests = [beginning(claims.slice(0, 2)), beginning(claims.slice(2))];
  const begun = await world.store.read.executions.beginSending(requests, lease);
  expect(begun.map(({ attempt }) => attempt)).toEqual([1, 1, 1, 1, 1]);
  for (const { id, claims: own } of requests) {
    const { rows } = await world.pool.query('SELECT id FROM executions_sent WHERE request_id = $1', [id]);
    expect(rows.map((row) => row.id).sort()).toEqual(own.map(({ executionId }) => executionId).sort());
  }
});

test('a request of which nothing is left to begin is none', async () => {
  const claims = await claimed(1);
  await cancel(claims);
  expect(await world.store.read.executions.beginSending([beginning(claims)], lease)).toEqual([]);
  expect((await world.pool.query('SELECT FROM requests')).rowCount).toBe(0);
});

test('a row that a request named before, and that was claimed again, is not being sent', async () => {
  const claims = await claimed(1);
  const { executions } = world.store.read;
  await executions.beginSending([beginning(claims)], lease);
  const now = await world.clock.now();
  const settled = { id: idsOf(claims)[0] ?? '', attempt: 1, state: 'deferred', reason: 'busy', firedAt: null } as const;
  await executions.settle([{ ...settled, settledAt: now, providerMessageId: null, lookUpAt: null }]);
  await executions.claim(claims, lease);
  // Nobody has forgotten its request.
  expect((await world.pool.query('SELECT FROM requests')).rowCount).toBe(1);
  expect(await countedStates(world.pool)).toEqual({ claimed: 1 });
  expect(await executions.beginSending([beginning(claims)], lease)).toMatchObject([{ attempt: 2 }]);
});

describe('of a row that its worker claimed twice, since its first lease was over', () => {
  async function claimedTwice() {
    const [first] = await claimed(1);
    if (first === undefined) throw new Error('one was claimed');
    const { executions } = world.store.read;
    await endLeases(world.pool);
    await executions.giveUp([first.id], 'gone', await world.clock.now(), []);
    const claimId = world.ids.next();
    const [held] = await executions.claim([{ ...first, id: claimId }], lease);
    expect(held).toEqual(first);
    return { executions, over: heldAs(first), own: heldAs(first, claimId) };
  }

  test('what is under the first claim begins no more, alone or together with the other', async () => {
    const { executions, over, own } = await claimedTwice();
    const requestOf = (claim: typeof own) => ({ id: world.ids.next(), claims: [claim] });
    expect(await executions.beginSending([requestOf(over)], lease)).toEqual([]);
    const request = requestOf(own);
    expect(await executions.beginSending([requestOf(over), request], lease)).toEqual([{ ...own, attempt: 1 }]);
    const { rows } = await world.pool.query('SELECT request_id FROM executions_sent');
    expect(rows).toEqual([{ request_id: request.id }]);
  });

  test('the second claim stays where the first is given back', async () => {
    const { executions, over, own } = await claimedTwice();
    expect(await executions.giveBack([over], lease.worker)).toEqual([]);
    expect(await executions.giveBack([own], lease.worker)).toMatchObject([{ state: 'cancelled' }]);
  });
});

test('what is being sent is anybody’s when both leases are over, of its request and of its claim, and is waited for until then', async () => {
  const claims = await claimed(1);
  const { executions } = world.store.read;
  await executions.beginSending([beginning(claims)], lease);
  const over = (table: string) =>
    world.pool.query(`UPDATE ${table} SET lease_until = now() - interval '1 second' WHERE lease_until > now()`);
  // The database's clock was set back between the two.
  await over('requests');
  expect(await executions.lapsed(10)).toEqual([]);
  expect(await executions.nextLapseMs()).toBeGreaterThan(0);
  await over('executions');
  expect(await executions.lapsed(10)).toHaveLength(1);
  expect(await executions.nextLapseMs()).toBe(0);
});

test('whoever begins rows holds them in the order of their ids, as whoever takes them back does, so that they never wait for each other', async () => {
  const { executions } = world.store.read;
  const claims = (await claimed(2)).sort((a, b) => (a.id < b.id ? 1 : -1));
  const { claims: held } = beginning(claims);
  // Written anew, the last first.
  await executions.giveBack(held, lease.worker);
  await executions.claim(claims, lease);
  const [last, first] = enrollmentIdsOf(claims);
  await other.query(holdUnsentRows.text, [[first]]);
  const begins = executions.beginSending([beginning(claims)], lease);
  await waitsOrIsOver(world.pool, begins);
  await other.query(holdUnsentRows.text, [[last]]);
  await other.query('COMMIT');
  expect(await begins).toHaveLength(2);
});
