import { stateOf } from '../../domain/enrollment/progress.js';
import { shownName } from '../contacts/shownName.js';
import type { Snapshot } from '../firing/loadSnapshots.js';
import type { Enrollment } from '../ports/stores/enrollments.js';
import { describeNext } from '../posting/describeNext.js';
import type { ShownEnrollment, ShownState } from '../shown/enrollments.js';

/** The one state that people see; what needs a person comes before a pause. */
export function shownStateOf({ progress, hold }: Pick<Enrollment, 'progress' | 'hold'>): ShownState {
  const { state } = stateOf(progress);
  if (state === 'waiting-for-date') return 'waiting';
  return hold !== null && (state === 'running' || state === 'paused') ? 'held' : state;
}

/** An enrollment as lists show it; times in `zone`. */
export function shownEnrollment(snapshot: Snapshot, zone: string): ShownEnrollment {
  const { enrollment, contact, plan, owner } = snapshot;
  return {
    id: enrollment.id,
    contact: shownName(contact),
    sequenceName: plan.sequence.name,
    owner: { slackUserId: owner.slackUserId, name: owner.name },
    state: shownStateOf(enrollment),
    line: describeNext(snapshot, zone),
  };
}
