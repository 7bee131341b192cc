import type { HandedOn, Posts, TaskPost } from '../../app/ports/stores/tasks.js';
import { Prisma } from './generated/client.js';
import { fromColumn } from './instants.js';

type OfTasks = Pick<
  Posts,
  'ofTasks' | 'inList' | 'handOn' | 'lockDueTasks' | 'countTasks' | 'intoList' | 'dropUnshown' | 'conversationOfTask'
>;

/** `handedOn` of a task message's content as it is stored. */
interface StoredHandedOn {
  readonly to: string;
  readonly by: string;
  readonly at: string;
}

interface Row {
  readonly id: string;
  readonly subject_id: string;
  readonly created_at: Date;
  readonly handed_on: StoredHandedOn | null;
  readonly channel: string | null;
  readonly ts: string | null;
}

/** What only messages about tasks have: several may be about one task, and one list about several. */
export function taskPosts(client: Prisma.TransactionClient): OfTasks {
  const find = async (which: Prisma.Sql): Promise<TaskPost[]> => {
    const rows = await client.$queryRaw<Row[]>`
      SELECT p.id, p.subject_id, p.created_at, p.content->'handedOn' AS handed_on,
        coalesce(p.channel, list.channel) AS channel, coalesce(p.ts, list.ts) AS ts
      FROM posts AS p LEFT JOIN posts AS list ON list.id = p.list_id
      WHERE p.kind = 'task' AND ${which} ORDER BY p.created_at, p.id`;
    return rows.map(taskPostOf);
  };
  return {
    ofTasks: async (taskIds) =>
      taskIds.length === 0 ? [] : find(Prisma.sql`p.subject_id = ANY(${[...taskIds]}::uuid[])`),
    inList: (listId) => find(Prisma.sql`p.list_id = ${listId}::uuid`),
    handOn: async (taskId, handedOn) => {
      await client.$executeRaw`
        UPDATE posts SET content = content || ${JSON.stringify({ handedOn: storedHandedOn(handedOn) })}::jsonb
        WHERE subject_id = ${taskId}::uuid AND content->'handedOn' IS NULL`;
    },
    lockDueTasks: async (workspaceId, conversation, now) => {
      const rows = await client.$queryRaw<{ id: string }[]>`
        SELECT id FROM posts
        WHERE workspace_id = ${workspaceId}::uuid AND conversation = ${conversation} AND kind = 'task'
          AND due_at <= ${now.toJSDate()} AND ts IS NULL AND lease_until IS NULL AND sending_since IS NULL
        ORDER BY due_at, id FOR UPDATE SKIP LOCKED`;
      return rows.map(({ id }) => id);
    },
    countTasks: async (workspaceId, conversation, { since, now }) => {
      const [from, to] = [since.toJSDate(), now.toJSDate()];
      const [row] = await client.$queryRaw<{ amount: number }[]>`
        SELECT count(*)::int AS amount FROM posts
        WHERE workspace_id = ${workspaceId}::uuid AND conversation = ${conversation} AND kind = 'task'
          AND (created_at BETWEEN ${from} AND ${to} OR (created_at < ${from} AND due_at <= ${to} AND ts IS NULL))`;
      return row?.amount ?? 0;
    },
    intoList: async (postIds, listId, at) => {
      await client.$executeRaw`
        UPDATE posts SET list_id = ${listId}::uuid, due_at = NULL, claimed_by = NULL, lease_until = NULL,
          sending_since = NULL, attempts = 0
        WHERE id = ANY(${[...postIds]}::uuid[])`;
      // Whether it is shown, on its way or new: what was put in after it was read is shown too.
      await client.$executeRaw`
        UPDATE posts SET wanted = wanted + 1, due_at = coalesce(due_at, ${at.toJSDate()}) WHERE id = ${listId}::uuid`;
    },
    dropUnshown: async (taskId) => {
      // One in a worker's hands too: where nothing was begun, the worker finds that out when it begins.
      await client.post.deleteMany({ where: { subjectId: taskId, ts: null, sendingSince: null, listId: null } });
    },
    conversationOfTask: async (taskId) => {
      const latest = await client.post.findFirst({
        where: { subjectId: taskId },
        orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
      });
      return latest?.conversation ?? null;
    },
  };
}

function taskPostOf(row: Row): TaskPost {
  const { handed_on: handedOn, channel, ts } = row;
  return {
    id: row.id,
    taskId: row.subject_id,
    since: fromColumn(row.created_at),
    handedOn: handedOn === null ? null : { ...handedOn, at: fromColumn(new Date(handedOn.at)) },
    at: channel === null || ts === null ? null : { channel, ts },
  };
}

function storedHandedOn({ to, by, at }: HandedOn): StoredHandedOn {
  return { to, by, at: at.toUTC().toJSDate().toISOString() };
}
