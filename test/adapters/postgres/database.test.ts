import { openDatabase } from '../../../src/adapters/postgres/database.js';
import { firingLimits } from '../../../src/compose/firing.js';
import { createTestDatabase, type TestDatabase } from '../../support/database.js';

describe('an opened database', () => {
  let database: TestDatabase;
  beforeEach(async () => {
    database = await createTestDatabase();
  });
  afterEach(() => database.drop());

  test('shows the same rows through Prisma and through plain SQL', async () => {
    await database.pool.query('UPDATE program_clock SET offset_ms = 42');
    expect(await database.prisma.programClock.findMany()).toEqual([{ id: 1, offsetMs: 42n, frozenAt: null }]);
  });

  test('says in the list of connections who it is, and bounds how long a statement may run', async () => {
    const { rows } = await database.pool.query(
      "SELECT application_name AS name, current_setting('statement_timeout') AS timeout FROM pg_stat_activity WHERE pid = pg_backend_pid()",
    );
    expect(rows).toEqual([{ name: 'drumbeat', timeout: '30s' }]);
  });

  test('ends a transaction in which a worker stands still before its lease has run out', async () => {
    const { rows } = await database.pool.query(
      "SELECT setting::int AS ms FROM pg_settings WHERE name = 'idle_in_transaction_session_timeout'",
    );
    expect(rows[0].ms).toBeGreaterThan(0);
    expect(rows[0].ms).toBeLessThan(firingLimits.leaseMs);
  });

  test('keeps connections from one alarm of a minute to the next, so that what falls due then finds them', () => {
    expect(database.pool.options.idleTimeoutMillis).toBeGreaterThan(60_000);
  });

  test.each([
    ['off', 'on'],
    ['remote_apply', 'remote_apply'],
  ])('has commits wait for the disk where the database’s setting is %s', async (set, found) => {
    const name = new URL(database.url).pathname.slice(1);
    await database.pool.query(`ALTER DATABASE "${name}" SET synchronous_commit = ${set}`);
    const another = await openDatabase({ url: database.url });
    const { rows } = await another.pool.query('SHOW synchronous_commit');
    await another.close();
    expect(rows).toEqual([{ synchronous_commit: found }]);
  });

  test('survives the loss of its idle connections and connects again', async () => {
    const lost: Error[] = [];
    const another = await openDatabase({ url: database.url, onIdleError: (error) => lost.push(error) });
    const { rows } = await another.pool.query('SELECT pg_backend_pid() AS pid');
    const gone = new Promise((resolve) => another.pool.once('error', resolve));
    await database.pool.query('SELECT pg_terminate_backend($1)', [rows[0].pid]);
    await gone;
    expect(lost).toHaveLength(1);
    expect((await another.pool.query('SELECT 1 AS one')).rows).toEqual([{ one: 1 }]);
    await another.close();
    await another.close();
  });

  test('survives the loss of a connection in the middle of a transaction', async () => {
    const client = await database.pool.connect();
    await client.query('BEGIN');
    const { rows } = await client.query('SELECT pg_backend_pid() AS pid');
    const gone = new Promise((resolve) => client.once('end', resolve));
    await database.pool.query('SELECT pg_terminate_backend($1)', [rows[0].pid]);
    await gone;
    await expect(client.query('COMMIT')).rejects.toThrow();
    client.release(true);
  });

  test('opens without its server, which is missed at the first query', async () => {
    const away = await openDatabase({ url: 'postgresql://nobody@127.0.0.1:1/nothing' });
    await expect(away.pool.query('SELECT 1')).rejects.toThrow();
    await expect(away.prisma.programClock.count()).rejects.toThrow();
    await away.close();
  });
});
