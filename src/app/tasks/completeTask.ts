import { closeByHand } from './closeByHand.js';
import type { TaskClick, TaskDeps } from './lockTask.js';
import type { TaskOutcome } from './taskOutcome.js';

/** Done: closes the task and lets a cadence that waits for it go on. `outcome`: `done` unless given. */
export function completeTask(deps: TaskDeps, input: TaskClick & { readonly outcome?: string }): Promise<TaskOutcome> {
  return closeByHand(deps, input, { state: 'done', outcome: input.outcome ?? 'done' });
}
