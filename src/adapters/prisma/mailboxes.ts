import { type Mailboxes, mostBefore } from '../../app/ports/stores/mailboxes.js';
import { Prisma } from './generated/client.js';
import { fromColumn, fromNullable } from './instants.js';

/** Waits for its address's turn; the alias is `e`. */
const waits = Prisma.sql`e.queued_for IS NOT NULL AND e.due_at IS NULL AND e.hold IS NULL AND e.paused_at IS NULL`;

/** Sender addresses with a limit, and who waits for them. */
export function mailboxesTable(client: Prisma.TransactionClient): Mailboxes {
  return {
    hold: async (workspaceId, addresses, { hour, day }) => {
      if (addresses.length === 0) return new Map();
      const held = [...addresses].sort();
      await client.$executeRaw`
        INSERT INTO mailboxes (workspace_id, address) SELECT ${workspaceId}::uuid, unnest(${held}::text[])
        ON CONFLICT DO NOTHING`;
      await client.$queryRaw`
        SELECT FROM mailboxes WHERE workspace_id = ${workspaceId}::uuid AND address = ANY(${held}) ORDER BY address FOR UPDATE`;
      // A statement of its own: it sees what whoever held them before has committed.
      const rows = await client.$queryRaw<{ address: string; hour: number; day: number; waited: boolean }[]>`
        SELECT m.address, x.hour, x.day,
          EXISTS (SELECT FROM enrollments e WHERE e.workspace_id = ${workspaceId}::uuid AND e.queued_for = m.address AND ${waits}) AS waited
        FROM unnest(${held}::text[]) AS m(address), LATERAL (
          SELECT count(*) FILTER (WHERE counted_at >= ${hour.toJSDate()})::int AS hour, count(*)::int AS day FROM executions
          WHERE workspace_id = ${workspaceId}::uuid AND mailbox = m.address AND counted_at >= ${day.toJSDate()}
            AND state IN ('claimed', 'fired', 'uncertain')) AS x`;
      return new Map(
        rows.map((row) => [row.address, { sent: { hour: row.hour, day: row.day }, isWaitedFor: row.waited }]),
      );
    },
    count: async (claims, at) => {
      if (claims.length === 0) return;
      const ids = claims.map(({ id }) => id);
      const addresses = claims.map(({ address }) => address);
      await client.$executeRaw`
        UPDATE executions AS x SET mailbox = v.address, counted_at = ${at.toJSDate()}
        FROM unnest(${ids}::uuid[], ${addresses}::text[]) AS v(id, address) WHERE x.id = v.id`;
    },
    openAt: async (workspaceId, mailboxes) => {
      if (mailboxes.length === 0) return;
      const addresses = mailboxes.map(({ address }) => address);
      const times = mailboxes.map(({ at }) => at.toJSDate());
      await client.$executeRaw`
        UPDATE mailboxes AS m SET opens_at = least(m.opens_at, v.at)
        FROM unnest(${addresses}::text[], ${times}::timestamptz[]) AS v(address, at)
        WHERE m.workspace_id = ${workspaceId}::uuid AND m.address = v.address`;
    },
    openAll: async (workspaceId, at) => {
      await client.$executeRaw`
        UPDATE mailboxes SET opens_at = least(opens_at, ${at.toJSDate()})
        WHERE workspace_id = ${workspaceId}::uuid AND opens_at IS NOT NULL`;
    },
    claimOpen: async (now, after) => {
      const [row] = await client.$queryRaw<{ workspace_id: string; address: string }[]>`
        SELECT workspace_id, address FROM mailboxes WHERE opens_at <= ${now.toJSDate()}
        ORDER BY coalesce(workspace_id <= ${after}::uuid, false), workspace_id, opens_at, address
        LIMIT 1 FOR UPDATE SKIP LOCKED`;
      return row === undefined ? null : { workspaceId: row.workspace_id, address: row.address };
    },
    giveTurns: async ({ workspaceId, address }, count) =>
      client.$executeRaw`
        UPDATE enrollments SET due_at = held_due_at WHERE id IN (
          SELECT e.id FROM enrollments e
          WHERE e.workspace_id = ${workspaceId}::uuid AND e.queued_for = ${address} AND ${waits}
          ORDER BY e.held_due_at, e.id LIMIT ${count} FOR UPDATE SKIP LOCKED)`,
    closeUntil: async ({ workspaceId, address }, opensAt) => {
      await client.$executeRaw`
        UPDATE mailboxes SET opens_at = CASE WHEN EXISTS (
          SELECT FROM enrollments e
          WHERE e.workspace_id = ${workspaceId}::uuid AND e.queued_for = ${address} AND ${waits})
          THEN ${opensAt.toJSDate()}::timestamptz END
        WHERE workspace_id = ${workspaceId}::uuid AND address = ${address}`;
    },
    nextOpenAt: async () => {
      const [row] = await client.$queryRaw<{ opens_at: Date }[]>`
        SELECT opens_at FROM mailboxes WHERE opens_at IS NOT NULL ORDER BY opens_at LIMIT 1`;
      return row === undefined ? null : fromColumn(row.opens_at);
    },
    place: async (enrollmentId) => {
      const [row] = await client.$queryRaw<{ before: number; opens_at: Date | null }[]>`
        SELECT m.opens_at, (SELECT count(*)::int FROM (
          SELECT FROM enrollments e WHERE e.workspace_id = own.workspace_id AND e.queued_for = own.queued_for AND ${waits}
            AND (e.held_due_at, e.id) < (own.held_due_at, own.id) LIMIT ${mostBefore}) AS found) AS before
        FROM enrollments own JOIN mailboxes m ON m.workspace_id = own.workspace_id AND m.address = own.queued_for
        WHERE own.id = ${enrollmentId}::uuid`;
      return { before: row?.before ?? 0, opensAt: fromNullable(row?.opens_at ?? null) };
    },
  };
}
