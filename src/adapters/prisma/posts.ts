import type { Post, PostContent, Posts } from '../../app/ports/stores/tasks.js';
import { Prisma } from './generated/client.js';
import { fromColumn } from './instants.js';
import { postClaims } from './post-claims.js';
import { taskPosts } from './task-posts.js';
import { uncertainPosts } from './uncertain-posts.js';

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
    ...postClaims(client),
    ...uncertainPosts(client),
    byId: async (id) => {
      const row = await client.post.findUnique({ where: { id } });
      if (row === null) return null;
      const { workspaceId, conversation, enrollmentId, key, createdAt } = row;
      const content = row.content as unknown as PostContent;
      return { id, workspaceId, conversation, content, enrollmentId, key, dueAt: fromColumn(row.dueAt ?? createdAt) };
    },
    add: async (posts) => {
      if (posts.length === 0) return;
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
