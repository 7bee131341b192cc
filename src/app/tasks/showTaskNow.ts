import type { Member } from '../ports/stores/people.js';
import { addTaskPost } from './addTaskPost.js';
import { auditTask, changeOpenTask, type TaskDeps } from './lockTask.js';
import type { TaskOutcome } from './taskOutcome.js';

/** Undoes a snooze: the message that was put away has its buttons again. One that is not snoozed stays as it is (`ok`). */
export function showTaskNow(
  deps: TaskDeps,
  input: { readonly actor: Member; readonly taskId: string },
): Promise<TaskOutcome> {
  return changeOpenTask<never>(deps, input, async (open) => {
    const { tables, now, task } = open;
    if (task.snoozedUntil === null) return null;
    await tables.tasks.save({ ...task, snoozedUntil: null });
    const shown = await tables.posts.shownTask(task.id);
    if (shown === null) await addTaskPost(open, { key: `task:${task.id}:now:${now.toISO()}`, dueAt: now });
    else await tables.posts.dropUnshown(task.id);
    await tables.posts.refreshTask(task.id, now);
    await auditTask(open, input.actor, 'show');
    return null;
  });
}
