import { type Database, openDatabase } from '../../../src/adapters/postgres/database.js';
import { createStore } from '../../../src/adapters/prisma/store.js';
import { createTestDatabase, type TestDatabase } from '../../support/database.js';

let server: TestDatabase;
let database: Database;
beforeEach(async () => {
  server = await createTestDatabase();
  // One connection: what is left behind on it is seen. That of the run's server waits for nothing.
  database = await openDatabase({ url: server.url, max: 1 });
  await database.pool.query('SET synchronous_commit = on');
});
afterEach(async () => {
  await database.close();
  await server.drop();
});

/** What a transaction of the store has set when its work is done. */
async function waitsInside(options?: Parameters<ReturnType<typeof createStore>['transact']>[1]) {
  const { transact } = createStore({
    ...database,
    statements: {
      ...database.statements,
      transact: (limitMs, work) =>
        database.statements.transact(limitMs, (inside) =>
          work((within) =>
            inside(async (run) => {
              const result = await within(run);
              const text = "SELECT current_setting('synchronous_commit') AS waits";
              const [row] = await run<{ waits: string }>({ name: '', text }, []);
              seen.push(row?.waits ?? '');
              return result;
            }),
          ),
        ),
    },
  });
  const seen: string[] = [];
  await transact(async ({ requests }) => requests.forget([]), options);
  return seen;
}

test('a commit waits for the disk unless it is said that it may last soon', async () => {
  expect(await waitsInside()).toEqual(['on']);
  expect(await waitsInside({ plans: 'kept' })).toEqual(['on']);
  expect(await waitsInside({ lasting: 'soon' })).toEqual(['off']);
  expect(await waitsInside({ plans: 'kept', lasting: 'soon' })).toEqual(['off']);
});

test('what is said of one says nothing of the next on its connection', async () => {
  await waitsInside({ lasting: 'soon' });
  expect((await database.pool.query('SHOW synchronous_commit')).rows).toEqual([{ synchronous_commit: 'on' }]);
});
