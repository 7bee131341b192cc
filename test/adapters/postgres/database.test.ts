import pg from 'pg';
import { openDatabase } from '../../../src/adapters/postgres/database.js';
import { isTransient } from '../../../src/adapters/postgres/faults.js';
import { createTestDatabase, type TestDatabase } from '../../support/database.js';

describe('an opened database', () => {
  let database: TestDatabase;
  beforeEach(async () => {
    database = await createTestDatabase();
  });
  afterEach(() => database.drop());

  const fault = (work: Promise<unknown>) => work.then(() => null).catch((error: unknown) => error);

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

  test('survives the loss of its idle connections and connects again', async () => {
    const lost: Error[] = [];
    const another = await openDatabase({ url: database.url, onIdleError: (error) => lost.push(error) });
    const { rows } = await another.pool.query('SELECT pg_backend_pid() AS pid');
    const gone = new Promise((resolve) => another.pool.once('error', resolve));
    await database.pool.query('SELECT pg_terminate_backend($1)', [rows[0].pid]);
    await gone;
    expect(isTransient(lost[0])).toBe(true);
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
    expect(isTransient(await fault(client.query('COMMIT')))).toBe(true);
    client.release(true);
  });

  test('meets a terminated connection, a deadlock and a serialization failure as transient faults', async () => {
    expect(isTransient(await fault(database.pool.query('SELECT pg_terminate_backend(pg_backend_pid())')))).toBe(true);
    for (const state of ['40001', '40P01', '55P03']) {
      const raise = `DO $$ BEGIN RAISE EXCEPTION 'x' USING ERRCODE = '${state}'; END $$`;
      expect(isTransient(await fault(database.pool.query(raise)))).toBe(true);
      expect(isTransient(await fault(database.prisma.$executeRawUnsafe(raise)))).toBe(true);
    }
  });

  test('meets an unreachable server as a transient fault, through Prisma too', async () => {
    const away = await openDatabase({ url: 'postgresql://nobody@127.0.0.1:1/nothing' });
    expect(isTransient(await fault(away.pool.query('SELECT 1')))).toBe(true);
    expect(isTransient(await fault(away.prisma.programClock.count()))).toBe(true);
    await away.close();
  });

  test('meets a wrong statement, a broken rule and a wrong password as faults that stay', async () => {
    expect(isTransient(await fault(database.pool.query('SELECT nonsense')))).toBe(false);
    const twice = 'INSERT INTO program_clock (id) VALUES (1), (1)';
    expect(isTransient(await fault(database.pool.query(twice)))).toBe(false);
    expect(isTransient(await fault(database.prisma.$executeRawUnsafe(twice)))).toBe(false);
    const stranger = new pg.Client({ connectionString: database.url.replace(/:[^:@/]+@/, ':wrong@') });
    expect(isTransient(await fault(stranger.connect()))).toBe(false);
    expect(isTransient(null)).toBe(false);
  });
});
