import type { DateTime } from 'luxon';
import { stateOf } from '../../domain/enrollment/progress.js';
import { stepLabel } from '../../domain/steps/step.js';
import type { Snapshot } from '../firing/loadSnapshots.js';

/** What comes next for an enrollment, in one sentence without its full stop; times in `zone`. */
export function describeNext({ enrollment, plan }: Pick<Snapshot, 'enrollment' | 'plan'>, zone: string): string {
  const { progress, hold, holdReason } = enrollment;
  const label = (stepId: string) => {
    const step = plan.sequence.steps.find(({ id }) => id === stepId);
    return step === undefined ? stepId : stepLabel(step);
  };
  const pending = progress.pending === null ? null : label(progress.pending.stepId);
  if (hold === 'blank-field') return `${pending} is held: ${holdReason} is blank`;
  if (hold === 'failed') return `${pending} could not be sent: ${holdReason}`;
  if (hold === 'uncertain') return `${pending} may or may not have left; somebody has to say`;
  const state = stateOf(progress);
  switch (state.state) {
    case 'exited':
      return `Nothing: the cadence ended (${state.reason})`;
    case 'completed':
      return 'Nothing: that was the last step';
    case 'waiting':
      return `Waits until ${label(state.step)} is done`;
    case 'paused':
      return pending === null ? 'Paused' : `Paused; next would be ${pending}`;
    case 'running':
      return `${pending}, ${shortTime(state.next, zone)}`;
  }
}

/** `Thu 5 Mar, 09:00` in a zone. */
export function shortTime(instant: DateTime, zone: string): string {
  return instant.setZone(zone).setLocale('en-GB').toFormat('ccc d LLL, HH:mm');
}
