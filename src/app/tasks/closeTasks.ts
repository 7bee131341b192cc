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
 * buttons, and forgets snoozes.
 */
export async function closeTasks(
  tables: Tables,
  enrollment: Pick<Enrollment, 'id' | 'workspaceId'>,
  reason: string,
  now: DateTime,
): Promise<void> {
  for (const task of await openTasks(tables, enrollment)) {
    await tables.tasks.save({ ...task, state: 'closed', closedAt: now, closedReason: reason });
    await tables.posts.dropUnshown(task.id);
    await tables.posts.refreshTask(task.id, now);
  }
}

/** Has the messages of an enrollment's open tasks rewritten, as after a pause: they say what comes next. */
export async function refreshTasks(
  tables: Tables,
  enrollment: Pick<Enrollment, 'id' | 'workspaceId'>,
  now: DateTime,
): Promise<void> {
  for (const task of await openTasks(tables, enrollment)) await tables.posts.refreshTask(task.id, now);
}
