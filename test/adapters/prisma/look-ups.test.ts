import { DateTime } from 'luxon';
import { auditTable, providerEventsTable } from '../../../src/adapters/prisma/audit.js';
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

/** How many rows of a table this transaction has looked at. */
async function rowsRead(client: Prisma.TransactionClient, table: string): Promise<number> {
  const [row] = await client.$queryRaw<{ read: number }[]>`
    SELECT (seq_tup_read + coalesce(idx_tup_fetch, 0))::int AS read FROM pg_stat_xact_user_tables
    WHERE relname = ${table}`;
  if (row === undefined) throw new Error(`there is no table ${table}`);
  return row.read;
}
