import { closeTask } from '../../domain/enrollment/fire.js';
import type { Transition } from '../../domain/enrollment/progress.js';
import { saveTransition } from '../enrollments/saveTransition.js';
import { auditTask, changeOpenTask, type OpenTask, type TaskClick, type TaskDeps } from './lockTask.js';
import type { TaskOutcome } from './taskOutcome.js';

/**
 * A person closes a task: it is theirs from then on where it was a channel's, its messages are rewritten, and a cadence
 * that waits for it goes on in the same transaction.
 */
export function closeByHand(
  deps: TaskDeps,
  input: TaskClick,
  as: { readonly state: 'done' | 'skipped'; readonly outcome: string },
): Promise<TaskOutcome> {
  const { actor } = input;
  return changeOpenTask<never>(deps, input, async (open) => {
    const { tables, ids, now, task, snapshot } = open;
    const closed = { ...as, closedAt: now, closedById: actor.id, snoozedUntil: null };
    await tables.tasks.save({ ...task, ...closed, assigneeId: task.assigneeId ?? actor.id });
    await tables.posts.dropUnshown(task.id);
    await tables.posts.refreshTask(task.id, now);
    const transition = goingOn(open, as.outcome);
    if (transition !== null) await saveTransition({ tables, ids, now }, snapshot.enrollment, snapshot.plan, transition);
    await auditTask(open, actor, as.state, { outcome: as.outcome });
    return null;
  });
}

/** What this does to the cadence: its outcome is kept, and one that waits for it goes on. Null: nothing. */
function goingOn({ task, snapshot, now }: OpenTask, outcome: string): Transition | null {
  const { progress } = snapshot.enrollment;
  const { stepId, occurrence } = task;
  const waitsForAnother = progress.openTask?.stepId === stepId && progress.openTask.occurrence !== occurrence;
  const transition = closeTask(snapshot.plan, progress, { stepId, outcome, at: now });
  return waitsForAnother || transition.progress === progress ? null : transition;
}
