import { type ClaimedPost, knownPosts, type PostContent, type Posts } from '../../app/ports/stores/tasks.js';
import { Prisma } from './generated/client.js';
import { fromColumn } from './instants.js';

type Claims = Pick<Posts, 'claimDue' | 'begin' | 'threadOf' | 'placeOf' | 'settle' | 'nextDueAt' | 'nextLapseMs'>;

/** What the claim reads back. */
interface ClaimRow {
  readonly id: string;
  readonly workspace_id: string;
  readonly conversation: string;
  readonly content: PostContent;
  readonly enrollment_id: string | null;
  readonly key: string;
  readonly due_at: Date;
  readonly claimed_by: string;
  readonly wanted: number;
  readonly shown: number;
  readonly attempts: number;
  readonly fingerprint: string | null;
  readonly channel: string | null;
  readonly ts: string | null;
  readonly thread_ts: string | null;
  readonly sending_since: Date | null;
}

/**
 * Whether the message `o` is put back to be tried again at its time and keeps its conversation waiting until then. One
 * that surely did not leave does so however often (Slack is away, or asks to wait); one that Slack has failed at this
 * often may be what Slack fails at, and lets the others by.
 */
const mostUnknown = 10;
const keepsWaiting = Prisma.sql`o.attempts > 0 AND (o.sending_since IS NULL OR o.attempts <= ${mostUnknown})`;
const isHeld = Prisma.sql`o.lease_until >= clock_timestamp()`;
/** Nobody has `p` in hand. Leases are the database's raw time. */
const isFree = Prisma.sql`(p.lease_until IS NULL OR p.lease_until < clock_timestamp())`;

/** The message `p` can be drawn here. */
const isKnown = Prisma.sql`(p.kind = ANY(${knownPosts.contents})
  AND (p.kind <> 'notice' OR p.content->'notice'->>'kind' = ANY(${knownPosts.notices})))`;

/** Under which the conversation of the message `p` takes turns: Slack takes one new message a second there. */
const paceOf = Prisma.sql`'slack ' || p.workspace_id || ' ' || p.conversation`;

/** Messages in workers' hands: those of a conversation one after the other, the oldest first; of workspaces in turn. */
export function postClaims(client: Prisma.TransactionClient): Claims {
  return {
    claimDue: async (now, limit, lease, without = []) => {
      const at = now.toJSDate();
      const rows = await client.$queryRaw<ClaimRow[]>`
        WITH heads AS (
          SELECT id, row_number() OVER (PARTITION BY workspace_id ORDER BY due_at, id) AS turn FROM (
            SELECT DISTINCT ON (workspace_id, conversation) id, workspace_id, due_at FROM posts AS p
            WHERE due_at <= ${at} AND ${isKnown} ORDER BY workspace_id, conversation, created_at, id) AS first
        ), waiting AS (
          SELECT o.workspace_id, o.conversation FROM posts AS o
          WHERE o.due_at IS NOT NULL AND (${isHeld} OR (o.due_at > ${at} AND ${keepsWaiting}))
        )
        UPDATE posts AS claimed SET claimed_by = ${lease.worker} || ' ' || gen_random_uuid(),
          lease_until = clock_timestamp() + ${lease.leaseMs} * interval '1 millisecond', attempts = claimed.attempts + 1
        FROM (
          SELECT p.id FROM posts AS p JOIN heads AS h ON h.id = p.id
          WHERE p.due_at <= ${at} AND ${isFree} AND p.id <> ALL(${[...without]}::uuid[]) AND NOT EXISTS (
            SELECT FROM waiting AS w WHERE w.workspace_id = p.workspace_id AND w.conversation = p.conversation)
            AND (p.ts IS NOT NULL OR NOT EXISTS (
              SELECT FROM provider_paces AS t WHERE t.lane = ${paceOf} AND t.next_at > clock_timestamp()))
          ORDER BY h.turn, p.due_at, p.id LIMIT ${limit} FOR UPDATE OF p SKIP LOCKED
        ) AS due WHERE claimed.id = due.id
        RETURNING claimed.id, claimed.workspace_id, claimed.conversation, claimed.content, claimed.enrollment_id,
          claimed.key, claimed.due_at, claimed.claimed_by, claimed.wanted, claimed.shown, claimed.attempts,
          claimed.fingerprint, claimed.channel, claimed.ts, claimed.thread_ts, claimed.sending_since`;
      return rows.map(claimedOf).sort((a, b) => a.dueAt.toMillis() - b.dueAt.toMillis() || (a.id < b.id ? -1 : 1));
    },
    begin: async ({ id, claim, threadTs }, leaseMs, spacingMs) => {
      const begun = await client.$queryRaw<unknown[]>`
        WITH begun AS (
          UPDATE posts AS p SET lease_until = clock_timestamp() + ${leaseMs} * interval '1 millisecond',
            sending_since = clock_timestamp(), thread_ts = ${threadTs}
          WHERE id = ${id}::uuid AND claimed_by = ${claim} AND lease_until > clock_timestamp()
          RETURNING ts, ${paceOf} AS lane
        ), paced AS (
          INSERT INTO provider_paces (lane, next_at)
          SELECT lane, clock_timestamp() + ${spacingMs} * interval '1 millisecond' FROM begun
          WHERE ts IS NULL AND ${spacingMs} > 0
          ON CONFLICT (lane) DO UPDATE SET next_at = excluded.next_at)
        SELECT FROM begun`;
      return begun.length > 0;
    },
    threadOf: async ({ id, workspaceId, conversation, enrollmentId }) => {
      if (enrollmentId === null) return null;
      const head = await client.post.findFirst({
        where: { workspaceId, conversation, enrollmentId, id: { not: id }, ts: { not: null }, threadTs: null },
        orderBy: { ts: 'desc' },
      });
      return head?.ts ?? null;
    },
    placeOf: async ({ workspaceId, conversation }) => {
      const last = await client.post.findFirst({
        where: { workspaceId, conversation, channel: { not: null } },
        orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
      });
      return last?.channel ?? null;
    },
    settle: async ({ id, claim }, settlement) => {
      const change = changeOf(settlement);
      const settled = await client.$executeRaw`
        UPDATE posts SET ${change}, claimed_by = NULL, lease_until = NULL
        WHERE id = ${id}::uuid AND claimed_by = ${claim}`;
      return settled > 0;
    },
    nextDueAt: async (without = []) => {
      const [row] = await client.$queryRaw<{ due_at: Date }[]>`
        WITH waiting AS (
          SELECT o.workspace_id, o.conversation, o.due_at, ${isHeld} AS held FROM posts AS o
          WHERE o.due_at IS NOT NULL AND (${isHeld} OR (${keepsWaiting}))
        )
        SELECT p.due_at FROM posts AS p
        WHERE p.due_at IS NOT NULL AND ${isFree} AND ${isKnown} AND p.id <> ALL(${[...without]}::uuid[]) AND NOT EXISTS (
          SELECT FROM waiting AS w WHERE w.workspace_id = p.workspace_id AND w.conversation = p.conversation
            AND (w.held OR w.due_at > p.due_at))
        ORDER BY p.due_at LIMIT 1`;
      return row === undefined ? null : fromColumn(row.due_at);
    },
    nextLapseMs: async () => {
      const [row] = await client.$queryRaw<{ ms: number }[]>`
        SELECT ceil(extract(epoch FROM lease_until - clock_timestamp()) * 1000)::float8 AS ms FROM posts
        WHERE due_at IS NOT NULL AND lease_until >= clock_timestamp() ORDER BY lease_until LIMIT 1`;
      return row === undefined ? null : row.ms;
    },
  };
}

function changeOf(settlement: Parameters<Posts['settle']>[1]): Prisma.Sql {
  switch (settlement.kind) {
    case 'shown': {
      const { wanted, at, fingerprint } = settlement;
      return Prisma.sql`shown = ${wanted}, channel = ${at.channel}, ts = ${at.ts}, fingerprint = ${fingerprint},
        due_at = CASE WHEN wanted > ${wanted} THEN due_at END, sending_since = NULL, attempts = 0, problem = NULL`;
    }
    case 'retry': {
      const { dueAt, problem, maybePosted } = settlement;
      const since = maybePosted ? Prisma.sql`coalesce(sending_since, clock_timestamp())` : Prisma.sql`NULL`;
      return Prisma.sql`due_at = ${dueAt.toJSDate()}, problem = ${problem}, sending_since = ${since}`;
    }
    case 'gave-up':
      return Prisma.sql`due_at = NULL, problem = ${settlement.problem}`;
    case 'gone':
      return Prisma.sql`due_at = ${settlement.dueAt.toJSDate()}, sending_since = NULL, channel = NULL, ts = NULL,
        thread_ts = NULL`;
  }
}

function claimedOf(row: ClaimRow): ClaimedPost {
  return {
    id: row.id,
    workspaceId: row.workspace_id,
    conversation: row.conversation,
    content: row.content,
    enrollmentId: row.enrollment_id,
    key: row.key,
    dueAt: fromColumn(row.due_at),
    claim: row.claimed_by,
    wanted: row.wanted,
    shown: row.shown,
    attempts: row.attempts,
    fingerprint: row.fingerprint,
    at: row.channel === null || row.ts === null ? null : { channel: row.channel, ts: row.ts },
    threadTs: row.thread_ts,
    sendingSince: row.sending_since === null ? null : fromColumn(row.sending_since),
  };
}
