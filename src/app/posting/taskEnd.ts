import type { Snapshot } from '../firing/loadSnapshots.js';
import type { Task } from '../ports/stores/tasks.js';
import { describeNext, followingStep } from './describeNext.js';
import type { ShownTaskEnd } from './shown.js';
import { shownMember } from './taskStanding.js';

/** How a task stands, and what comes next in its cadence; times for a reader in `zone`. */
export function taskEnd(task: Task, snapshot: Snapshot, zone: string): Omit<ShownTaskEnd, 'standing'> {
  const { state, outcome, closedAt, closedById, closedReason } = task;
  return {
    state,
    outcome,
    closedAt,
    closedBy: shownMember(snapshot.members.find(({ id }) => id === closedById)),
    closedReason,
    next: nextOf(task, snapshot, zone),
  };
}

/** Of a task that the cadence waits for, the step that its Done brings: "waits for itself" tells nobody anything. */
function nextOf(task: Task, snapshot: Snapshot, zone: string): string {
  const { progress, hold, pauses } = snapshot.enrollment;
  const isWaitedFor = task.state === 'open' && progress.openTask?.stepId === task.stepId;
  if (!isWaitedFor || progress.exited !== null || hold !== null || pauses.length > 0)
    return describeNext(snapshot, zone);
  const following = followingStep(snapshot);
  return following === null ? 'nothing more, this is the last step' : `${following}, once this is done`;
}
