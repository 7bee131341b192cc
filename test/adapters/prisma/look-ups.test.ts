import { DateTime } from 'luxon';
import { auditTable, providerEventsTable } from '../../../src/adapters/prisma/audit.js';
import { executionLookUps } from '../../../src/adapters/prisma/execution-look-ups.js';
import type { Prisma } from '../../../src/adapters/prisma/generated/client.js';
import { postsTable } from '../../../src/adapters/prisma/posts.js';
import { createTestDatabase, type TestDatabase } from '../../support/database.js';

/** Tables that only grow: what is asked of them at every turn must not read all that is in them. */
let database: TestDatabase;
beforeEach(async () => {
  database = await createTestDatabase();
});
afterEach(() => database.drop());

const workspaceId = '00000000-0000-7000-8000-000000000001';
const enrollmentId = '00000000-0000-7000-8000-000000000002';
const at = DateTime.fromISO('2026-03-02T16:00:00Z', { zone: 'utc' });
const id = `('00000000-0000-7000-9000-' || lpad(n::text, 12, '0'))::uuid`;
const others = `CASE WHEN n = 1 THEN '${enrollmentId}'::uuid ELSE ${id} END`;
const many = 'generate_series(1, 2000) AS n';

/** Rows of the ledger that fired, each with an id of the provider's. */
const fired = (kind: string) => `
  INSERT INTO executions (id, workspace_id, enrollment_id, sequence_id, step_id, step_name, kind, occurrence, state, attempts,
    due_at, settled_at, provider_message_id)
  SELECT ${id}, '${workspaceId}', ${id}, '${enrollmentId}', 'intro', 'Intro', '${kind}', 1, 'fired', 1, now(), now(), 'M' || n
  FROM ${many}`;
const textsOfOthers = (client: Prisma.TransactionClient) =>
  executionLookUps(client, async () => []).messagesOfOthers({ id: enrollmentId, workspaceId, kind: 'sms' }, [
    'M1',
    'M2',
  ]);

const cases: readonly {
  readonly what: string;
  readonly table: string;
  readonly rows: string;
  readonly ask: (client: Prisma.TransactionClient) => Promise<unknown>;
}[] = [
  {
    what: 'what came back of one enrollment',
    table: 'provider_events',
    rows: `INSERT INTO provider_events (id, workspace_id, enrollment_id, kind, source_id, at)
      SELECT ${id}, '${workspaceId}', ${others}, 'reply', n::text, now() FROM ${many}`,
    ask: (client) => providerEventsTable(client).ofEnrollment(enrollmentId),
  },
  {
    what: 'the notices about some enrollments',
    table: 'posts',
    rows: `INSERT INTO posts (id, workspace_id, enrollment_id, conversation, kind, content, key, created_at)
      SELECT ${id}, '${workspaceId}', ${others}, 'U1', 'notice', '{"notice": {"kind": "failed"}}', n::text, now()
      FROM ${many}`,
    ask: (client) => postsTable(client).refreshNotices([enrollmentId], at),
  },
  {
    what: 'whose the texts are that a provider lists',
    table: 'executions',
    rows: fired('sms'),
    ask: textsOfOthers,
  },
  {
    what: 'who paused it last',
    table: 'audit_entries',
    rows: `INSERT INTO audit_entries (id, workspace_id, action, subject, at)
      SELECT ${id}, '${workspaceId}', CASE WHEN n = 1 THEN 'pause' ELSE 'enroll' END, 'Outbound',
        now() + n * interval '1 second' FROM ${many}`,
    ask: (client) => auditTable(client, database.statements.read).latest(workspaceId, 'pause', ['Outbound']),
  },
];

test.each(cases)('$what: few rows are read of many', async ({ table, rows, ask }) => {
  const read = await database.prisma.$transaction(async (client) => {
    await client.$executeRawUnsafe('SET LOCAL session_replication_role = replica');
    expect(await client.$executeRawUnsafe(rows)).toBe(2000);
    await client.$executeRawUnsafe(`ANALYZE ${table}`);
    const before = await rowsRead(client, table);
    await ask(client);
    return (await rowsRead(client, table)) - before;
  });
  expect(read).toBeLessThan(10);
});

test('mails are not in the index of providers’ ids, by which nobody looks one up', async () => {
  const found = await database.prisma.$transaction(async (client) => {
    await client.$executeRawUnsafe('SET LOCAL session_replication_role = replica');
    await client.$executeRawUnsafe(fired('email'));
    await client.$executeRaw`REINDEX INDEX executions_message`;
    const [size] = await client.$queryRaw<{ pages: number }[]>`
      SELECT (pg_relation_size('executions_message') / current_setting('block_size')::int)::int AS pages`;
    return { size, others: await textsOfOthers(client) };
  });
  expect(found).toEqual({ size: { pages: 1 }, others: [] });
});

/** How many rows of a table this transaction has looked at. */
async function rowsRead(client: Prisma.TransactionClient, table: string): Promise<number> {
  const [row] = await client.$queryRaw<{ read: number }[]>`
    SELECT (seq_tup_read + coalesce(idx_tup_fetch, 0))::int AS read FROM pg_stat_xact_user_tables
    WHERE relname = ${table}`;
  if (row === undefined) throw new Error(`there is no table ${table}`);
  return row.read;
}
