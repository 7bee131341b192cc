import { createDatabaseClock } from '../../../src/adapters/postgres/clock.js';
import { openDatabase } from '../../../src/adapters/postgres/database.js';
import { christmas, movableClockContract } from '../../contracts/movable-clock.js';
import { createTestDatabase, type TestDatabase } from '../../support/database.js';

const msOf = async ({ pool }: TestDatabase) => {
  const { rows } = await pool.query('SELECT extract(epoch FROM clock_timestamp()) * 1000 AS ms');
  return Number(rows[0].ms);
};

movableClockContract('The database clock', async () => {
  const database = await createTestDatabase();
  return {
    clock: createDatabaseClock(database.pool),
    unmovedMs: () => msOf(database),
    close: () => database.drop(),
  };
});

describe('the database clock', () => {
  let database: TestDatabase;
  beforeEach(async () => {
    database = await createTestDatabase();
  });
  afterEach(() => database.drop());

  test("is the database's own time in UTC as long as nobody moved it", async () => {
    const before = await msOf(database);
    const now = await createDatabaseClock(database.pool).now();
    expect(now.zoneName).toBe('UTC');
    expect(now.toMillis()).toBeGreaterThanOrEqual(Math.floor(before));
    expect(now.toMillis()).toBeLessThanOrEqual(await msOf(database));
  });

  test('stands still where it is frozen, for every clock on that database', async () => {
    await createDatabaseClock(database.pool).freezeAt(christmas);
    const another = await openDatabase({ url: database.url });
    expect((await createDatabaseClock(another.pool).now()).toISO()).toBe(christmas.toISO());
    expect((await createDatabaseClock(database.pool).now()).toISO()).toBe(christmas.toISO());
    await another.close();
  });

  test('rejects while the database is away', async () => {
    const away = await openDatabase({ url: 'postgresql://nobody@127.0.0.1:1/nothing' });
    await expect(createDatabaseClock(away.pool).now()).rejects.toThrow();
    await away.close();
  });
});
