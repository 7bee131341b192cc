import type { Task, TaskFilter, TaskState, Tasks, TaskType } from '../../app/ports/stores/tasks.js';
import type { Run, Statement } from '../postgres/statements.js';
import { Prisma } from './generated/client.js';
import { inOrder } from './in-order.js';
import { earliestOf, inTurns } from './in-turns.js';
import { fromColumn, fromNullable, toNullable } from './instants.js';

type Row = NonNullable<Awaited<ReturnType<Prisma.TransactionClient['task']['findUnique']>>>;

const openAmong: Statement = {
  name: 'open-tasks-of-enrollments',
  text: "SELECT id FROM tasks WHERE enrollment_id = ANY($1::uuid[]) AND state = 'open'",
};

/** What people do. */
export function tasksTable(client: Prisma.TransactionClient, run: Run): Tasks {
  return {
    byId: async (id) => {
      const row = await client.task.findUnique({ where: { id } });
      return row === null ? null : taskOf(row);
    },
    byIds: async (ids) => {
      const rows = await client.task.findMany({ where: { id: { in: [...ids] } } });
      return inOrder(ids, rows).map(taskOf);
    },
    find: async (filter, limit) => {
      const rows = await client.task.findMany({
        where: whereOf(filter),
        orderBy:
          filter.state === 'open'
            ? [{ dueAt: { sort: 'asc', nulls: 'last' } }, { appearedAt: 'asc' }, { title: 'asc' }, { id: 'asc' }]
            : [{ closedAt: { sort: 'desc', nulls: 'last' } }, { appearedAt: 'desc' }, { id: 'desc' }],
        ...(limit === undefined ? {} : { take: limit }),
      });
      return rows.map(taskOf);
    },
    count: (filter) => client.task.count({ where: whereOf(filter) }),
    openOf: async (enrollmentIds) => {
      if (enrollmentIds.length === 0) return [];
      const found = await run<{ id: string }>(openAmong, [enrollmentIds]);
      if (found.length === 0) return [];
      const where = { id: { in: found.map(({ id }) => id) } };
      return (await client.task.findMany({ where, orderBy: { id: 'asc' } })).map(taskOf);
    },
    create: async (tasks) => {
      if (tasks.length === 0) return;
      await client.task.createMany({ data: tasks.map(columnsOf) });
    },
    save: async (task) => {
      await client.task.update({ where: { id: task.id }, data: columnsOf(task) });
    },
    ...announcedTasks(client),
  };
}

type AnnouncedTasks = Pick<Tasks, 'announce' | 'claimOverdue' | 'nextAnnouncementAt'>;

/** Of which tasks their assignees are to be told that they are overdue, and when. */
function announcedTasks(client: Prisma.TransactionClient): AnnouncedTasks {
  return {
    announce: async (announcements) => {
      if (announcements.length === 0) return;
      const rows = JSON.stringify(announcements.map(({ taskId, at }) => ({ id: taskId, at: toNullable(at) })));
      await client.$executeRaw`
        UPDATE tasks AS t SET announce_at = v.at FROM jsonb_to_recordset(${rows}::jsonb) AS v(id uuid, at timestamptz)
        WHERE t.id = v.id`;
    },
    claimOverdue: async (now, people) => {
      // Whoever holds the person has all of their tasks: two workers do not tell the same one twice.
      const isDue = Prisma.sql`t.state = 'open' AND t.announce_at <= ${now.toJSDate()}`;
      const rows = await client.$queryRaw<{ id: string }[]>`
        WITH turns AS (${inTurns(Prisma.sql`
          SELECT t.assignee_id AS id, min(t.announce_at) AS at FROM tasks AS t
          WHERE t.workspace_id = w.id AND t.assignee_id IS NOT NULL AND ${isDue}
          GROUP BY t.assignee_id ORDER BY 2, 1 LIMIT ${people}`)}),
        person AS (
          SELECT m.id FROM members AS m JOIN turns ON turns.id = m.id
          WHERE EXISTS (SELECT FROM tasks AS t WHERE t.assignee_id = m.id AND ${isDue})
          ORDER BY turns.turn, turns.at, m.id LIMIT ${people} FOR NO KEY UPDATE OF m SKIP LOCKED
        )
        SELECT t.id FROM tasks AS t WHERE t.assignee_id IN (SELECT id FROM person) AND ${isDue}
        FOR UPDATE OF t SKIP LOCKED`;
      const found = await client.task.findMany({
        where: { id: { in: rows.map(({ id }) => id) } },
        orderBy: [{ assigneeId: 'asc' }, { dueAt: 'asc' }, { id: 'asc' }],
      });
      const byAssignee = new Map<string, Task[]>();
      for (const task of found.map(taskOf)) {
        if (task.assigneeId === null) continue;
        byAssignee.set(task.assigneeId, [...(byAssignee.get(task.assigneeId) ?? []), task]);
      }
      return byAssignee;
    },
    nextAnnouncementAt: async () =>
      fromNullable(
        await earliestOf(
          client,
          Prisma.sql`
            SELECT announce_at AS at FROM tasks WHERE workspace_id = w.id AND announce_at IS NOT NULL AND state = 'open'
            ORDER BY announce_at LIMIT 1`,
        ),
      ),
  };
}

function whereOf({ dueBefore, ...equal }: TaskFilter): Prisma.TaskWhereInput {
  return dueBefore === undefined ? equal : { ...equal, dueAt: { lt: dueBefore.toJSDate() } };
}

function columnsOf(task: Task) {
  return {
    ...task,
    appearedAt: task.appearedAt.toJSDate(),
    dueAt: toNullable(task.dueAt),
    snoozedUntil: toNullable(task.snoozedUntil),
    closedAt: toNullable(task.closedAt),
  };
}

/** When it is announced is no part of it: a task that was read and is saved again must not bring that back. */
function taskOf({ announceAt: _announce, ...row }: Row): Task {
  return {
    ...row,
    type: row.type as TaskType,
    state: row.state as TaskState,
    appearedAt: fromColumn(row.appearedAt),
    dueAt: fromNullable(row.dueAt),
    snoozedUntil: fromNullable(row.snoozedUntil),
    closedAt: fromNullable(row.closedAt),
  };
}
