import type { ClaimedPost, Post, PostContent, Posts } from '../../app/ports/stores/tasks.js';
import { Prisma } from './generated/client.js';
import { fromColumn } from './instants.js';

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
  readonly channel: string | null;
  readonly ts: string | null;
  readonly sending_since: Date | null;
}

/** Messages in Slack as they should be. */
export function postsTable(client: Prisma.TransactionClient): Posts {
  const refresh = (which: Prisma.Sql, at: Date) => client.$executeRaw`
    UPDATE posts SET wanted = wanted + 1, due_at = coalesce(due_at, ${at})
    WHERE ${which} AND (ts IS NOT NULL OR lease_until IS NOT NULL)`;
  return {
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
          p.attempts, p.channel, p.ts, due.sending_since`;
      return rows.map(claimedOf).sort((a, b) => a.dueAt.toMillis() - b.dueAt.toMillis() || (a.id < b.id ? -1 : 1));
    },
    settle: async (id, settlement) => {
      const settled = { claimedBy: null, leaseUntil: null };
      switch (settlement.kind) {
        case 'shown':
          await client.$executeRaw`
            UPDATE posts SET shown = ${settlement.wanted}, channel = ${settlement.at.channel}, ts = ${settlement.at.ts},
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
      await refresh(Prisma.sql`subject_id = ${taskId}::uuid`, at.toJSDate());
    },
    refreshTasks: async (taskIds, at) => {
      if (taskIds.length > 0) await refresh(Prisma.sql`subject_id = ANY(${[...taskIds]}::uuid[])`, at.toJSDate());
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
    refreshEnrollments: async (enrollmentIds, at) => {
      await refresh(Prisma.sql`enrollment_id = ANY(${[...enrollmentIds]}::uuid[])`, at.toJSDate());
    },
    dropUnshown: async (taskId) => {
      await client.post.deleteMany({ where: { subjectId: taskId, ts: null, leaseUntil: null } });
    },
    conversationOfTask: async (taskId) => {
      const latest = await client.post.findFirst({
        where: { subjectId: taskId },
        orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
      });
      return latest?.conversation ?? null;
    },
    shownTask: async (taskId) => {
      const row = await client.post.findFirst({
        where: { subjectId: taskId, ts: { not: null } },
        orderBy: { createdAt: 'desc' },
      });
      return row === null || row.channel === null || row.ts === null ? null : { channel: row.channel, ts: row.ts };
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
    at: row.channel === null || row.ts === null ? null : { channel: row.channel, ts: row.ts },
    sendingSince: row.sending_since === null ? null : fromColumn(row.sending_since),
  };
}
