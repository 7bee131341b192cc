import type { ClaimedPost, Post, PostContent, Posts } from '../../app/ports/stores/tasks.js';
import { Prisma } from './generated/client.js';
import { fromColumn } from './instants.js';
import { taskPosts } from './task-posts.js';

/** What the claim reads back. */
interface ClaimRow {
  readonly id: string;
  readonly workspace_id: string;
  readonly conversation: string;
  readonly content: PostContent;
  readonly enrollment_id: string | null;
  readonly key: string;
  readonly due_at: Date;
  readonly wanted: number;
  readonly shown: number;
  readonly attempts: number;
  readonly fingerprint: string | null;
  readonly channel: string | null;
  readonly ts: string | null;
  readonly sending_since: Date | null;
}

/** Messages in Slack as they should be. */
export function postsTable(client: Prisma.TransactionClient): Posts {
  // One that still waits for its time keeps it; one that was given up before it was shown stays so.
  const refresh = (which: Prisma.Sql, at: Date) => client.$executeRaw`
    UPDATE posts SET wanted = wanted + 1, due_at = coalesce(due_at, ${at})
    WHERE ${which} AND (ts IS NOT NULL OR due_at IS NOT NULL)`;
  const showing = (taskIds: readonly string[]) => {
    const own = Prisma.sql`subject_id = ANY(${[...taskIds]}::uuid[])`;
    return Prisma.sql`(${own} OR id IN (SELECT list_id FROM posts WHERE ${own} AND list_id IS NOT NULL))`;
  };
  return {
    ...taskPosts(client),
    claimDue: async (now, limit, lease) => {
      const rows = await client.$queryRaw<ClaimRow[]>`
        UPDATE posts AS p SET claimed_by = ${lease.worker}, attempts = p.attempts + 1,
          lease_until = clock_timestamp() + ${lease.leaseMs} * interval '1 millisecond',
          sending_since = coalesce(p.sending_since, clock_timestamp())
        FROM (
          SELECT id, sending_since FROM posts
          WHERE due_at <= ${now.toJSDate()} AND (lease_until IS NULL OR lease_until < clock_timestamp())
          ORDER BY due_at, id LIMIT ${limit} FOR UPDATE SKIP LOCKED
        ) AS due WHERE p.id = due.id
        RETURNING p.id, p.workspace_id, p.conversation, p.content, p.enrollment_id, p.key, p.due_at, p.wanted, p.shown,
          p.attempts, p.fingerprint, p.channel, p.ts, due.sending_since`;
      return rows.map(claimedOf).sort((a, b) => a.dueAt.toMillis() - b.dueAt.toMillis() || (a.id < b.id ? -1 : 1));
    },
    settle: async (id, settlement) => {
      const settled = { claimedBy: null, leaseUntil: null };
      switch (settlement.kind) {
        case 'shown':
          await client.$executeRaw`
            UPDATE posts SET shown = ${settlement.wanted}, channel = ${settlement.at.channel}, ts = ${settlement.at.ts},
              fingerprint = ${settlement.fingerprint},
              due_at = CASE WHEN wanted > ${settlement.wanted} THEN due_at END,
              claimed_by = NULL, lease_until = NULL, sending_since = NULL, attempts = 0, problem = NULL
            WHERE id = ${id}::uuid`;
          return;
        case 'retry':
          await client.post.update({
            where: { id },
            data: {
              ...settled,
              dueAt: settlement.dueAt.toJSDate(),
              problem: settlement.problem,
              ...(settlement.maybePosted ? {} : { sendingSince: null }),
            },
          });
          return;
        case 'gave-up':
          await client.post.update({ where: { id }, data: { ...settled, dueAt: null, problem: settlement.problem } });
          return;
        case 'gone':
          await client.post.update({
            where: { id },
            data: { ...settled, dueAt: settlement.dueAt.toJSDate(), sendingSince: null, channel: null, ts: null },
          });
      }
    },
    nextDueAt: async () => {
      const [row] = await client.$queryRaw<{ due_at: Date }[]>`
        SELECT due_at FROM posts
        WHERE due_at IS NOT NULL AND (lease_until IS NULL OR lease_until < clock_timestamp())
        ORDER BY due_at LIMIT 1`;
      return row === undefined ? null : fromColumn(row.due_at);
    },
    nextLapseMs: async () => {
      const [row] = await client.$queryRaw<{ ms: number }[]>`
        SELECT ceil(extract(epoch FROM lease_until - clock_timestamp()) * 1000)::float8 AS ms FROM posts
        WHERE due_at IS NOT NULL AND lease_until >= clock_timestamp() ORDER BY lease_until LIMIT 1`;
      return row === undefined ? null : row.ms;
    },
    byId: async (id) => {
      const row = await client.post.findUnique({ where: { id } });
      if (row === null) return null;
      const { workspaceId, conversation, enrollmentId, key, createdAt } = row;
      const content = row.content as unknown as PostContent;
      return { id, workspaceId, conversation, content, enrollmentId, key, dueAt: fromColumn(row.dueAt ?? createdAt) };
    },
    add: async (posts) => {
      await client.post.createMany({ data: posts.map(columnsOf), skipDuplicates: true });
    },
    refreshTask: async (taskId, at) => {
      await refresh(showing([taskId]), at.toJSDate());
    },
    refreshTasks: async (taskIds, at) => {
      if (taskIds.length > 0) await refresh(showing(taskIds), at.toJSDate());
    },
    refreshNotices: async (enrollmentIds, at) => {
      if (enrollmentIds.length === 0) return;
      const which = Prisma.sql`enrollment_id = ANY(${[...enrollmentIds]}::uuid[]) AND kind = 'notice'
        AND content->'notice'->>'kind' IN ('blank-field', 'failed')`;
      await refresh(which, at.toJSDate());
    },
    refreshKey: async (workspaceId, key, at) => {
      await refresh(Prisma.sql`workspace_id = ${workspaceId}::uuid AND key = ${key}`, at.toJSDate());
    },
    refreshOlder: async (postId, at) => {
      const older = Prisma.sql`
        SELECT coalesce(older.list_id, older.id) FROM posts AS own JOIN posts AS older
          ON older.subject_id = own.subject_id AND older.kind = 'task'
          AND (older.created_at, older.id) < (own.created_at, own.id)
        WHERE own.kind = 'task' AND (own.id = ${postId}::uuid OR own.list_id = ${postId}::uuid)`;
      await refresh(Prisma.sql`id IN (${older}) AND id <> ${postId}::uuid`, at.toJSDate());
    },
    idOfKey: async (workspaceId, key) => {
      const row = await client.post.findUnique({ where: { workspaceId_key: { workspaceId, key } } });
      return row?.id ?? null;
    },
  };
}

function columnsOf(post: Post): Prisma.PostCreateManyInput {
  const { content, dueAt, ...plain } = post;
  const subjectId = content.kind === 'task' ? content.taskId : content.kind === 'digest' ? content.digestId : null;
  return {
    ...plain,
    kind: content.kind,
    content: content as Prisma.InputJsonObject,
    subjectId,
    dueAt: dueAt.toJSDate(),
    createdAt: dueAt.toJSDate(),
  };
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
    wanted: row.wanted,
    shown: row.shown,
    attempts: row.attempts,
    fingerprint: row.fingerprint,
    at: row.channel === null || row.ts === null ? null : { channel: row.channel, ts: row.ts },
    sendingSince: row.sending_since === null ? null : fromColumn(row.sending_since),
  };
}
