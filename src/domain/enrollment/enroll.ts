import { DateTime } from 'luxon';
import type { StepId } from '../steps/step-kind.js';
import type { Plan } from '../timing/plan.js';
import { wholeMinute } from '../timing/wall-clock.js';
import { noAnswers } from './answers.js';
import { enrollInDates } from './date-standing.js';
import { indexOfStep, withNextStep } from './next-step.js';
import type { Progress, Transition } from './progress.js';

export interface EnrollOptions {
  /** Count from this moment instead, where it is later. */
  readonly startAt?: DateTime;
  /** Begin at this step; those before it are passed over. Throws a RangeError where the sequence has no such step. */
  readonly startStepId?: StepId;
}

/** A new enrollment, its first step counting from the enrollment (or from `startAt`). */
export function enroll(plan: Plan, at: DateTime, options: EnrollOptions = {}): Transition {
  const now = wholeMinute(at);
  const start = options.startAt ? DateTime.max(wholeMinute(options.startAt), now) : now;
  const passedOver = stepsBefore(plan, options.startStepId);
  const progress: Progress = {
    place: passedOver.at(-1) ?? null,
    anchor: { at: start, of: 'enrolled', step: null },
    overAt: start,
    lastOutwardAt: null,
    lastOutwardStep: null,
    passed: Object.fromEntries(passedOver.map((id) => [id, 0])),
    pending: null,
    openTask: null,
    pausedSince: null,
    exited: null,
    answers: noAnswers,
    dates: null,
  };
  if (plan.sequence.type === 'date') return enrollInDates(plan, progress, start);
  return { progress: withNextStep(plan, progress), records: [] };
}

function stepsBefore({ sequence }: Plan, startStepId: StepId | undefined): StepId[] {
  if (startStepId === undefined) return [];
  const index = indexOfStep(sequence, startStepId);
  if (index === -1) throw new RangeError(`the sequence has no step "${startStepId}"`);
  return sequence.steps.slice(0, index).map((step) => step.id);
}
