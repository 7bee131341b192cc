import { addTaskPost } from './addTaskPost.js';
import { auditTask, changeOpenTask, noteTask, type TaskClick, type TaskDeps } from './lockTask.js';
import type { TaskOutcome } from './taskOutcome.js';

/** Undoes a snooze: the message that was put away has its buttons again. One that is not snoozed stays as it is (`ok`). */
export function showTaskNow(deps: TaskDeps, input: TaskClick): Promise<TaskOutcome> {
  return changeOpenTask<never>(deps, input, async (open) => {
    const { tables, now, task } = open;
    if (task.snoozedUntil === null) return null;
    await tables.tasks.save({ ...task, snoozedUntil: null });
    const shown = (await tables.posts.ofTasks([task.id])).some(({ at, handedOn }) => at !== null && handedOn === null);
    if (shown) await tables.posts.dropUnshown(task.id);
    else await addTaskPost(open, { key: `task:${task.id}:now:${now.toISO()}`, dueAt: now });
    await tables.posts.refreshTask(task.id, now);
    await noteTask(open, input.actor, { kind: 'task-shown', taskId: task.id });
    await auditTask(open, input.actor, 'show');
    return null;
  });
}
