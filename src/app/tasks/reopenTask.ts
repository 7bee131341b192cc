import type { DateTime } from 'luxon';
import type { SavingContext } from '../enrollments/saveTransition.js';
import { addTaskPost } from './addTaskPost.js';

/**
 * Opens a task again that the end of its cadence closed, when that end was a slip: its message has its buttons back, or comes
 * anew where none is shown. `snoozedUntil`: until when it had been put away; one whose time has come is open.
 */
export async function reopenTask(
  { tables, ids, now }: Pick<SavingContext, 'tables' | 'ids' | 'now'>,
  taskId: string,
  snoozedUntil: DateTime | null,
): Promise<void> {
  const closed = await tables.tasks.byId(taskId);
  if (closed?.state !== 'closed') return;
  const snoozed = snoozedUntil !== null && snoozedUntil > now ? snoozedUntil : null;
  const open = { state: 'open', closedAt: null, closedById: null, closedReason: null, snoozedUntil: snoozed } as const;
  const task = { ...closed, ...open };
  await tables.tasks.save(task);
  const messages = await tables.posts.ofTasks([taskId]);
  const isShown = messages.some(({ at, handedOn }) => at !== null && handedOn === null);
  const again = `task:${taskId}:again:${now.toISO()}`;
  if (snoozed !== null || !isShown) {
    const assignee = task.assigneeId === null ? null : await tables.members.byId(task.assigneeId);
    const place = messages.length > 0 ? {} : { conversation: assignee?.slackUserId ?? null };
    await addTaskPost({ tables, ids, task }, { key: again, dueAt: snoozed ?? now, ...place });
  }
  await tables.posts.refreshTask(taskId, now);
}
