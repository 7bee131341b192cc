import type { DateTime } from 'luxon';
import type { Tables } from '../ports/store.js';
import type { Enrollment } from '../ports/stores/enrollments.js';
import type { Task } from '../ports/stores/tasks.js';

/** The open tasks of an enrollment. */
export function openTasks(tables: Tables, enrollment: Pick<Enrollment, 'id' | 'workspaceId'>): Promise<Task[]> {
  return tables.tasks.find({ workspaceId: enrollment.workspaceId, enrollmentId: enrollment.id, state: 'open' });
}

/**
 * Closes the open tasks of an enrollment that ended (scheduling.md, "Tasks"), has their messages rewritten without
 * buttons, and forgets snoozes. `closedById`: whose word it was, where it was somebody's.
 */
export async function closeTasks(
  tables: Tables,
  enrollment: Pick<Enrollment, 'id' | 'workspaceId'>,
  reason: string,
  now: DateTime,
  closedById: string | null = null,
): Promise<void> {
  for (const task of await openTasks(tables, enrollment)) await closeTask(tables, task, { reason, now, closedById });
}

/** The same for one of them. */
export async function closeTask(
  tables: Tables,
  task: Task,
  by: { readonly reason: string; readonly now: DateTime; readonly closedById: string | null },
): Promise<void> {
  const { reason: closedReason, now: closedAt, closedById } = by;
  await tables.tasks.save({ ...task, state: 'closed', closedAt, closedReason, closedById, snoozedUntil: null });
  await tables.posts.dropUnshown(task.id);
  await tables.posts.refreshTask(task.id, closedAt);
}

/** Has the messages of an enrollment's open tasks rewritten, as after a pause: they say what comes next. */
export async function refreshTasks(
  tables: Tables,
  enrollment: Pick<Enrollment, 'id' | 'workspaceId'>,
  now: DateTime,
): Promise<void> {
  const open = await openTasks(tables, enrollment);
  await tables.posts.refreshTasks(
    open.map(({ id }) => id),
    now,
  );
}

/** Has the messages rewritten that tell what enrollments are held for: notices, and open tasks' lines on what comes next. */
export async function refreshHeld(tables: Tables, enrollmentIds: readonly string[], now: DateTime): Promise<void> {
  const open = enrollmentIds.length === 0 ? [] : await tables.tasks.openOf(enrollmentIds);
  await tables.posts.refreshTasks(
    open.map(({ id }) => id),
    now,
  );
  await tables.posts.refreshNotices(enrollmentIds, now);
}
