import { DateTime } from 'luxon';
import pg from 'pg';
import { createStore } from '../../../src/adapters/prisma/store.js';
import { mostCounted } from '../../../src/app/ports/stores/readings.js';
import { createTestDatabase, type TestDatabase } from '../../support/database.js';
import { fillSequence } from '../../support/report-rows.js';

const lanes = { steps: ['email', 'sms', 'inside'], lookUps: ['sms', 'postcard'] } as const;
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

test('counts what is due in each lane of steps, held, uncertain and in hand', async () => {
  await waiting(30);
  await some("due_at = '2026-06-01T11:00:00Z'", 4);
  await some("due_at = '2026-06-01T12:00:00Z', lane = 'sms'", 2);
  await some("due_at = NULL, hold = 'failed'", 3);
  await some("due_at = NULL, held_due_at = '2026-06-01T10:00:00Z', queued_for = 'a@b.example'", 2);
  await client.query("INSERT INTO mailboxes SELECT id, 'a@b.example', '2026-06-01T13:00:00Z' FROM workspaces");
  await client.query("UPDATE executions SET state = 'uncertain' WHERE id IN (SELECT id FROM executions LIMIT 5)");
  await client.query(`UPDATE executions SET state = 'claimed', lease_until = clock_timestamp()
    WHERE id IN (SELECT id FROM executions WHERE state = 'fired' LIMIT 6)`);
  const { due, held, ...counts } = await createStore(database).read.readings.queues(lanes, now);
  expect(Object.fromEntries(due)).toMatchObject({ email: 4, sms: 2, inside: 0 });
  expect(Object.fromEntries(held)).toEqual({ 'blank-field': 0, failed: 3, uncertain: 0, 'sending-limit': 2 });
  expect(counts).toEqual({ uncertain: 5, inHand: 6 });
});

/** So many rows of everything that falls due beside steps, due at a moment; of lists as many, and as many deliveries. */
async function beside(count: number, dueAt: string) {
  const each = 'FROM workspaces w, members m, sequences s, generate_series(1, $1::int) AS n';
  const insert = (text: string) => client.query(`${text} ${each}`, [count, dueAt]);
  await insert(`INSERT INTO posts (id, workspace_id, conversation, kind, key, due_at, created_at)
    SELECT gen_random_uuid(), w.id, 'U1', 'notice', gen_random_uuid()::text, $2::timestamptz, '2026-06-01'`);
  await insert(`INSERT INTO mailboxes SELECT w.id, gen_random_uuid()::text, $2::timestamptz`);
  await insert(`INSERT INTO pause_ends (workspace_id, scope, subject_id, until)
    SELECT w.id, 'owner', gen_random_uuid(), $2::timestamptz`);
  await insert(`INSERT INTO fulfillment_lists (id, workspace_id, name, content, version, due_at, updated_at)
    SELECT gen_random_uuid(), w.id, gen_random_uuid()::text, '{}', 1, $2::timestamptz, '2026-06-01'`);
  await insert(`INSERT INTO deliveries (id, workspace_id, "to", event, closed_at, state, due_at)
    SELECT gen_random_uuid(), w.id, '{}', '{}', '2026-06-01', 'waiting', $2::timestamptz`);
  await insert(`INSERT INTO digests (id, workspace_id, channel, channel_name, rhythm, at, zone, due_at, reported_to, created_by_id,
      created_at)
    SELECT gen_random_uuid(), w.id, gen_random_uuid()::text, 'sales', 'daily', '09:00', 'UTC', $2::timestamptz, '2026-06-01', m.id,
      '2026-06-01'`);
  await insert(`INSERT INTO sequences (id, workspace_id, slug, name, promotion_due_at, created_at)
    SELECT DISTINCT gen_random_uuid(), w.id, gen_random_uuid()::text, 'Split', $2::timestamptz, '2026-06-01'::timestamptz`);
  const change = (table: string, where: string, set: string, inserted: readonly unknown[]) =>
    client.query(`UPDATE ${table} SET ${set} WHERE id IN (SELECT id FROM ${table} WHERE ${where} LIMIT $2)`, [
      dueAt,
      count,
      ...inserted,
    ]);
  await change('tasks', "state = 'done'", "announce_at = $1, state = 'open'", []);
  for (const kind of ['sms', 'postcard']) {
    await change('executions', 'look_up_at IS NULL', 'look_up_at = $1, kind = $3', [kind]);
  }
}

test('counts what is due beside steps in the lane that is late with it, and nothing of what waits', async () => {
  await waiting(30);
  await beside(2, '2026-06-01T12:00:00Z');
  await beside(1, '2026-06-01T12:00:01Z');
  const { due } = await createStore(database).read.readings.queues(lanes, now);
  expect(Object.fromEntries(due)).toMatchObject({
    turns: 2,
    pauses: 2,
    'look-ups: sms': 2,
    'look-ups: postcard': 2,
    deliveries: 4,
    slack: 2,
    digests: 2,
    promotions: 2,
    overdue: 2,
  });
});

test('reads indexes alone: what waits is not looked at, and no count goes further than it must', async () => {
  await waiting(2_000);
  await beside(1_000, '2026-07-01T12:00:00Z');
  await client.query('VACUUM ANALYZE');
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
    lanes,
    now,
  );
  expect(asked).toHaveLength(1);
  const { rows } = await client.query<{ 'QUERY PLAN': string }>(`EXPLAIN ${asked[0]?.text}`, asked[0]?.values);
  const plan = rows.map((row) => row['QUERY PLAN']);
  const read = (table: string) => plan.filter((line) => new RegExp(`Scan.* on ${table} `).test(line)).join('\n');
  const besideSteps = ['pause_ends', 'fulfillment_lists', 'deliveries', 'posts', 'digests', 'sequences'];
  for (const table of ['enrollments', 'executions', 'tasks', ...besideSteps]) {
    expect(read(table)).toMatch(/Index/);
    expect(read(table)).not.toMatch(/Seq Scan/);
  }
  expect(read('mailboxes')).toMatch(/mailboxes_opening/);
  expect(asked[0]?.values.filter((value) => value === mostCounted)).toHaveLength(14);
});
