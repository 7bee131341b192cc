import type { Progress, StepRecord } from '../enrollment/progress.js';
import type { Sequence } from '../sequence/sequence.js';
import type { StepId } from '../steps/step-kind.js';

/**
 * How many tasks of each step are open. A task is closed once, so that a `task-done` with none open is ignored as one
 * before the task appears is (scheduling.md, "Tasks"): a person's second click changes nothing either.
 */
export type OpenTasks = ReadonlyMap<StepId, number>;

export function hasOpenTask(open: OpenTasks, stepId: StepId): boolean {
  return (open.get(stepId) ?? 0) > 0;
}

/** After what was fired: each task among it has appeared. */
export function withAppeared(open: OpenTasks, { steps }: Sequence, fired: readonly StepRecord[]): OpenTasks {
  return fired.reduce((all, { stepId }) => {
    const isTask = steps.some(({ id, kind }) => id === stepId && kind === 'task');
    return isTask ? counted(all, stepId, 1) : all;
  }, open);
}

/** After one of a step's tasks was closed. */
export function withClosed(open: OpenTasks, stepId: StepId): OpenTasks {
  return counted(open, stepId, -1);
}

/** After an edit, which closes the task that the cadence waits for no longer. */
export function withEdited(open: OpenTasks, before: Progress, after: Progress): OpenTasks {
  return before.openTask && !after.openTask ? withClosed(open, before.openTask.stepId) : open;
}

function counted(open: OpenTasks, stepId: StepId, by: number): OpenTasks {
  return new Map(open).set(stepId, (open.get(stepId) ?? 0) + by);
}
