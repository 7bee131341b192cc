import type { DateTime } from 'luxon';
import { requestLimits } from '../../domain/limits.js';
import { addTaskPost } from './addTaskPost.js';
import { auditTask, changeOpenTask, noteTask, type TaskClick, type TaskDeps } from './lockTask.js';
import type { TaskOutcome } from './taskOutcome.js';

export type SnoozeProblem =
  | { readonly ok: false; readonly reason: 'in-the-past'; readonly until: DateTime }
  /** More than a year ahead. */
  | { readonly ok: false; readonly reason: 'too-far'; readonly until: DateTime };

export type SnoozeOutcome = TaskOutcome | SnoozeProblem;

/**
 * Puts the task's message away until `until`, when a new one appears. Nothing else changes: it stays due when it was, and
 * a cadence that waits for it keeps waiting. Snoozing again moves it.
 */
export function snoozeTask(deps: TaskDeps, input: TaskClick & { readonly until: DateTime }): Promise<SnoozeOutcome> {
  const until = input.until.toUTC();
  return changeOpenTask<SnoozeProblem>(deps, input, async (open) => {
    const { tables, now, task } = open;
    if (until <= now) return { ok: false, reason: 'in-the-past', until };
    if (until > now.plus({ years: requestLimits.yearsAhead })) return { ok: false, reason: 'too-far', until };
    await addTaskPost(open, { key: `task:${task.id}:${until.toISO()}`, dueAt: until });
    await tables.tasks.save({ ...task, snoozedUntil: until });
    await tables.posts.refreshTask(task.id, now);
    await noteTask(open, input.actor, { kind: 'task-snoozed', taskId: task.id, until: until.toJSDate().toISOString() });
    await auditTask(open, input.actor, 'snooze', { until: until.toISO() });
    return null;
  });
}
