import { closeByHand } from './closeByHand.js';
import type { TaskClick, TaskDeps } from './lockTask.js';
import type { TaskOutcome } from './taskOutcome.js';

/** Skip: closes the task undone (outcome `skipped`); a cadence that waits for it goes on. */
export function skipTask(deps: TaskDeps, input: TaskClick): Promise<TaskOutcome> {
  return closeByHand(deps, input, { state: 'skipped', outcome: 'skipped' });
}
