import { DateTime } from 'luxon';
import { createDatabaseClock } from '../../../src/adapters/postgres/clock.js';
import { openDatabase } from '../../../src/adapters/postgres/database.js';
import { createTestDatabase, type TestDatabase } from '../../support/database.js';

const christmas = DateTime.fromISO('2027-12-24T18:00:00.123Z', { zone: 'utc' });

describe('the database clock', () => {
  let database: TestDatabase;
  beforeEach(async () => {
    database = await createTestDatabase();
  });
  afterEach(() => database.drop());

  const databaseMs = async () => {
    const { rows } = await database.pool.query('SELECT extract(epoch FROM clock_timestamp()) * 1000 AS ms');
    return Number(rows[0].ms);
  };

  test("is the database's own time in UTC as long as nobody moved it", async () => {
    const before = await databaseMs();
    const now = await createDatabaseClock(database.pool).now();
    expect(now.zoneName).toBe('UTC');
    expect(now.toMillis()).toBeGreaterThanOrEqual(Math.floor(before));
    expect(now.toMillis()).toBeLessThanOrEqual(await databaseMs());
  });

  test('stands still where it is frozen, for every clock on that database', async () => {
    await createDatabaseClock(database.pool).freezeAt(christmas);
    const another = await openDatabase({ url: database.url });
    expect((await createDatabaseClock(another.pool).now()).toISO()).toBe(christmas.toISO());
    expect((await createDatabaseClock(database.pool).now()).toISO()).toBe(christmas.toISO());
    await another.close();
  });

  test('moves to the next instant when it is frozen again', async () => {
    const clock = createDatabaseClock(database.pool);
    await clock.freezeAt(christmas);
    await clock.freezeAt(christmas.plus({ minutes: 1 }));
    expect((await clock.now()).toMillis()).toBe(christmas.plus({ minutes: 1 }).toMillis());
  });

  test('runs on from where it is released, at the pace of the database', async () => {
    const clock = createDatabaseClock(database.pool);
    await clock.freezeAt(christmas);
    const before = await databaseMs();
    await clock.release(christmas.plus({ days: 1 }));
    const ranMs = (await clock.now()).toMillis() - christmas.plus({ days: 1 }).toMillis();
    expect(ranMs).toBeGreaterThanOrEqual(-1);
    expect(ranMs).toBeLessThanOrEqual((await databaseMs()) - before + 1);
  });

  test('rejects while the database is away', async () => {
    const away = await openDatabase({ url: 'postgresql://nobody@127.0.0.1:1/nothing' });
    await expect(createDatabaseClock(away.pool).now()).rejects.toThrow();
    await away.close();
  });
});
