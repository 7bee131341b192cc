import type { Member } from '../ports/stores/people.js';
import { closeByHand } from './closeByHand.js';
import type { TaskDeps } from './lockTask.js';
import type { TaskOutcome } from './taskOutcome.js';

/** Skip: closes the task undone (outcome `skipped`); a cadence that waits for it goes on. */
export function skipTask(
  deps: TaskDeps,
  input: { readonly actor: Member; readonly taskId: string },
): Promise<TaskOutcome> {
  return closeByHand(deps, input, { state: 'skipped', outcome: 'skipped' });
}
