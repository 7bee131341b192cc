import type { Task, TaskFilter, TaskState, Tasks, TaskType } from '../../app/ports/stores/tasks.js';
import type { Run, Statement } from '../postgres/statements.js';
import { Prisma } from './generated/client.js';
import { inOrder } from './in-order.js';
import { earliestOf, inTurns } from './in-turns.js';
import { fromColumn, fromNullable, toNullable } from './instants.js';
import { selected } from './selected.js';

/** When it is announced is no part of it: a task that was read and is saved again must not bring that back. */
type Row = Pick<NonNullable<Awaited<ReturnType<Prisma.TransactionClient['task']['findUnique']>>>, keyof Task>;

const columns: { readonly [K in keyof Row]: string } = {
  id: 'id',
  workspaceId: 'workspace_id',
  enrollmentId: 'enrollment_id',
  executionId: 'execution_id',
  stepId: 'step_id',
  occurrence: 'occurrence',
  sequenceId: 'sequence_id',
  variant: 'variant',
  assigneeId: 'assignee_id',
  standsInForId: 'stands_in_for_id',
  type: 'type',
  title: 'title',
  notes: 'notes',
  pauses: 'pauses',
  appearedAt: 'appeared_at',
  dueAt: 'due_at',
  snoozedUntil: 'snoozed_until',
  state: 'state',
  outcome: 'outcome',
  closedAt: 'closed_at',
  closedById: 'closed_by_id',
  closedReason: 'closed_reason',
};
const tasksWhere = (name: string, rest: string): Statement => ({
  name,
  text: `SELECT ${selected(columns)} FROM tasks WHERE ${rest}`,
});
const tasksByIds = tasksWhere('tasks-by-ids', 'id = ANY($1::uuid[]) ORDER BY assignee_id, due_at, id');
/** A filter, each part of which may be missing, and how many at the most. */
const matching = `workspace_id = $1::uuid AND ($2::uuid IS NULL OR assignee_id = $2) AND ($3::uuid IS NULL OR stands_in_for_id = $3)
  AND ($4::uuid IS NULL OR enrollment_id = $4) AND ($5::text IS NULL OR state = $5) AND ($6::timestamptz IS NULL OR due_at < $6)`;
const findOpen = tasksWhere(
  'find-open-tasks',
  `${matching} ORDER BY due_at ASC NULLS LAST, appeared_at, title, id LIMIT $7::int`,
);
const findAny = tasksWhere(
  'find-tasks',
  `${matching} ORDER BY closed_at DESC NULLS LAST, appeared_at DESC, id DESC LIMIT $7::int`,
);
const openAmong = tasksWhere(
  'open-tasks-of-enrollments',
  "enrollment_id = ANY($1::uuid[]) AND state = 'open' ORDER BY id",
);

/** What people do. */
export function tasksTable(client: Prisma.TransactionClient, run: Run): Tasks {
  const read = async (statement: Statement, values: readonly unknown[]) =>
    (await run<Row>(statement, values)).map(taskOf);
  return {
    byId: async (id) => (await read(tasksByIds, [[id]]))[0] ?? null,
    byIds: async (ids) => inOrder(ids, await read(tasksByIds, [ids])),
    find: ({ workspaceId, assigneeId, standsInForId, enrollmentId, state, dueBefore }, limit) => {
      const asked = [workspaceId, assigneeId, standsInForId, enrollmentId, state, dueBefore?.toJSDate(), limit];
      return read(state === 'open' ? findOpen : findAny, asked);
    },
    count: (filter) => client.task.count({ where: whereOf(filter) }),
    openOf: async (enrollmentIds) => {
      if (enrollmentIds.length === 0) return [];
      return read(openAmong, [enrollmentIds]);
    },
    create: async (tasks) => {
      if (tasks.length === 0) return;
      await client.task.createMany({ data: tasks.map(columnsOf) });
    },
    save: async (task) => {
      await client.task.update({ where: { id: task.id }, data: columnsOf(task) });
    },
    ...announcedTasks(client, read),
  };
}

type AnnouncedTasks = Pick<Tasks, 'announce' | 'claimOverdue' | 'nextAnnouncementAt'>;

/** Of which tasks their assignees are to be told that they are overdue, and when. */
function announcedTasks(
  client: Prisma.TransactionClient,
  read: (statement: Statement, values: readonly unknown[]) => Promise<Task[]>,
): AnnouncedTasks {
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
      const byAssignee = new Map<string, Task[]>();
      for (const task of await read(tasksByIds, [rows.map(({ id }) => id)])) {
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
