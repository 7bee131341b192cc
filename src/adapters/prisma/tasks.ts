import type { Task, TaskFilter, TaskState, Tasks, TaskType } from '../../app/ports/stores/tasks.js';
import type { Prisma } from './generated/client.js';
import { fromColumn, fromNullable, toNullable } from './instants.js';

type Row = NonNullable<Awaited<ReturnType<Prisma.TransactionClient['task']['findUnique']>>>;

/** What people do. */
export function tasksTable(client: Prisma.TransactionClient): Tasks {
  return {
    byId: async (id) => {
      const row = await client.task.findUnique({ where: { id } });
      return row === null ? null : taskOf(row);
    },
    byIds: async (ids) => (await client.task.findMany({ where: { id: { in: [...ids] } } })).map(taskOf),
    find: async (filter, limit) => {
      const rows = await client.task.findMany({
        where: whereOf(filter),
        orderBy:
          filter.state === 'open'
            ? [{ dueAt: { sort: 'asc', nulls: 'last' } }, { appearedAt: 'asc' }]
            : [{ closedAt: { sort: 'desc', nulls: 'last' } }, { appearedAt: 'desc' }],
        ...(limit === undefined ? {} : { take: limit }),
      });
      return rows.map(taskOf);
    },
    count: (filter) => client.task.count({ where: whereOf(filter) }),
    openOf: async (enrollmentIds) =>
      (await client.task.findMany({ where: { enrollmentId: { in: [...enrollmentIds] }, state: 'open' } })).map(taskOf),
    create: async (tasks) => {
      await client.task.createMany({ data: tasks.map(columnsOf) });
    },
    save: async (task) => {
      await client.task.update({ where: { id: task.id }, data: columnsOf(task) });
    },
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

function taskOf(row: Row): Task {
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
