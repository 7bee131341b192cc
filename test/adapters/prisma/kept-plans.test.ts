import { type Database, openDatabase } from '../../../src/adapters/postgres/database.js';
import { createStore } from '../../../src/adapters/prisma/store.js';
import { createTestDatabase, type TestDatabase } from '../../support/database.js';

let server: TestDatabase;
let database: Database;
beforeEach(async () => {
  server = await createTestDatabase();
  // One connection: what is left behind on it is seen.
  database = await openDatabase({ url: server.url, max: 1 });
});
afterEach(async () => {
  await database.close();
  await server.drop();
});

const workspaceId = '01990000-0000-7000-8000-000000000001';
const settings = async () => {
  const { rows } = await database.pool.query(
    "SELECT current_setting('plan_cache_mode') AS plans, current_setting('enable_seqscan') AS scans",
  );
  return rows[0];
};
const names = async () => {
  const { rows } = await database.pool.query<{ name: string }>('SELECT name FROM pg_prepared_statements ORDER BY name');
  return rows.map(({ name }) => name);
};

test('a transaction that writes many keeps plans until it ends, but none of our own statements', async () => {
  const { transact } = createStore(database);
  await transact(({ contacts }) => contacts.byEmails(workspaceId, ['ada@example.com']), { writes: 'many' });
  expect(await settings()).toEqual({ plans: 'force_custom_plan', scans: 'on' });
  expect(await names()).toEqual(['keep-plans']);
});

test('any other names its statements', async () => {
  const { transact } = createStore(database);
  await transact(({ contacts }) => contacts.byEmails(workspaceId, ['ada@example.com']));
  expect(await names()).toEqual(['contacts-by-email']);
});
