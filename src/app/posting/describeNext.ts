import { type Progress, stateOf } from '../../domain/enrollment/progress.js';
import { previewFrom } from '../../domain/simulate/preview.js';
import { stepLabel } from '../../domain/steps/step.js';
import { dateWhenOf } from '../../domain/timing/date-time.js';
import type { Plan } from '../../domain/timing/plan.js';
import { blankWords } from '../enrolling/blankWords.js';
import { exitWords } from '../enrollments/exitWords.js';
import type { Snapshot } from '../firing/loadSnapshots.js';
import { shortTime, timeOnBoth } from '../shown/clocks.js';
import { stepLabelIn } from '../shown/stepLabelIn.js';
import { stepNamed } from '../shown/stepNames.js';

/** The step that follows once the task it waits for is done; null where it waits for none, or nothing follows. */
export function followingStep({ enrollment, plan }: Pick<Snapshot, 'enrollment' | 'plan'>): string | null {
  if (enrollment.progress.openTask === null) return null;
  const [following] = previewFrom(plan, enrollment.progress, 1);
  return following === undefined ? null : stepLabel(following.step);
}

/** What comes next for an enrollment, in one sentence without its full stop; times for a reader in `zone`. */
export function describeNext({ enrollment, plan }: Pick<Snapshot, 'enrollment' | 'plan'>, zone: string): string {
  const { progress, hold, holdReason } = enrollment;
  const label = (stepId: string) => stepLabelIn(plan.sequence, stepId);
  const pending = progress.pending === null ? null : label(progress.pending.stepId);
  const held = stepNamed(pending ?? 'The next step');
  if (hold === 'blank-field') return `${held} is held: ${blankWords(holdReason ?? '')}`;
  if (hold === 'failed') return `${held} could not be sent: ${holdReason}`;
  if (hold === 'uncertain') return `${held} may or may not have left; somebody has to say`;
  const state = stateOf(progress);
  switch (state.state) {
    case 'exited':
      return `Nothing more: ${exitWords(state.reason, state.movedTo)}`;
    case 'completed':
      return 'Nothing more: that was the last step';
    case 'waiting':
      return `Waits until ${stepNamed(label(state.step))} is done`;
    case 'waiting-for-date':
      return `Waits for a date of the contact: ${missingDates(plan, progress).join(', ')}`;
    case 'paused': {
      const { pauses, pausedUntil } = enrollment;
      const until = pausedUntil === null || pauses.length > 1 ? '' : ` until ${shortTime(pausedUntil, zone)}`;
      return pending === null ? `Paused${until}` : `Paused${until}; next would be ${stepNamed(pending)}`;
    }
    case 'running':
      return `${pending}, ${timeOnBoth(state.next, zone, plan.zone)}`;
  }
}

/** The fields of the contact that its steps wait for, each once. */
export function missingDates({ sequence }: Pick<Plan, 'sequence'>, { dates }: Progress): string[] {
  const names = sequence.steps.flatMap((step) => {
    if (dates?.[step.id]?.isWaiting !== true) return [];
    const { on } = dateWhenOf(step);
    return 'event' in on ? on.event : [];
  });
  return [...new Set(names)];
}
