import { DateTime } from 'luxon';
import pg from 'pg';
import { createStore } from '../../../src/adapters/prisma/store.js';
import { mostCounted } from '../../../src/app/ports/stores/readings.js';
import { createTestDatabase, type TestDatabase } from '../../support/database.js';
import { fillSequence } from '../../support/report-rows.js';

const now = DateTime.fromISO('2026-06-01T12:00:00Z', { zone: 'utc' });

let database: TestDatabase;
let client: pg.Client;
beforeEach(async () => {
  database = await createTestDatabase();
  client = new pg.Client({ connectionString: database.url });
  await client.connect();
});
afterEach(async () => {
  await client.end();
  await database.drop();
});

/** Enrollments that all wait for something ahead, with what some of them had before. */
async function waiting(enrollments: number) {
  await fillSequence(client, { enrollments, from: '2026-01-01T00:00:00Z' });
  await client.query("UPDATE enrollments SET status = 'active', lane = 'email', due_at = '2026-07-01T12:00:00Z'");
}

/** So many of them, taken as they come. */
const some = (change: string, count: number) =>
  client.query(`UPDATE enrollments SET ${change} WHERE id IN
    (SELECT id FROM enrollments WHERE due_at > '2026-06-15' LIMIT ${count})`);

test('counts what is due in each lane, held, uncertain, in hand and to be posted', async () => {
  await waiting(30);
  await some("due_at = '2026-06-01T11:00:00Z'", 4);
  await some("due_at = '2026-06-01T12:00:00Z', lane = 'sms'", 2);
  await some("due_at = NULL, hold = 'failed'", 3);
  await some("due_at = NULL, held_due_at = '2026-06-01T10:00:00Z', queued_for = 'a@b.example'", 2);
  await client.query("INSERT INTO mailboxes SELECT id, 'a@b.example', '2026-06-01T13:00:00Z' FROM workspaces");
  await client.query("UPDATE executions SET state = 'uncertain' WHERE id IN (SELECT id FROM executions LIMIT 5)");
  await client.query(`UPDATE executions SET state = 'sending', lease_until = clock_timestamp()
    WHERE id IN (SELECT id FROM executions WHERE state = 'fired' LIMIT 6)`);
  await client.query(`INSERT INTO posts (id, workspace_id, conversation, kind, key, due_at, created_at)
    SELECT gen_random_uuid(), id, 'U1', 'notice', 'one', '2026-06-01T11:59:00Z', '2026-06-01' FROM workspaces`);
  const { due, held, ...counts } = await createStore(database).read.readings.queues(['email', 'sms', 'inside'], now);
  expect(Object.fromEntries(due)).toEqual({ email: 4, sms: 2, inside: 0 });
  expect(Object.fromEntries(held)).toEqual({ 'blank-field': 0, failed: 3, uncertain: 0, 'sending-limit': 2 });
  expect(counts).toEqual({ uncertain: 5, inHand: 6, posts: 1 });
});

test('reads indexes alone: what waits is not looked at, and no count goes further than it must', async () => {
  await waiting(2_000);
  await client.query('VACUUM ANALYZE enrollments, executions, posts');
  const asked: { readonly text: string; readonly values: unknown[] }[] = [];
  const listening = database.prisma.$extends({
    query: {
      $queryRaw: async ({ args, query }) => {
        asked.push({ text: args.text, values: [...args.values] });
        return query(args);
      },
    },
  });
  await createStore({ ...database, prisma: listening as unknown as typeof database.prisma }).read.readings.queues(
    ['email', 'inside'],
    now,
  );
  expect(asked).toHaveLength(1);
  const { rows } = await client.query<{ 'QUERY PLAN': string }>(`EXPLAIN ${asked[0]?.text}`, asked[0]?.values);
  const plan = rows.map((row) => row['QUERY PLAN']);
  const read = (table: string) => plan.filter((line) => new RegExp(`Scan.* on ${table} `).test(line)).join('\n');
  for (const table of ['enrollments', 'executions']) {
    expect(read(table)).toMatch(/Index/);
    expect(read(table)).not.toMatch(/Seq Scan/);
  }
  expect(asked[0]?.values.filter((value) => value === mostCounted)).toHaveLength(6);
});
