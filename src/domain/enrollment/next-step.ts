import type { DateTime } from 'luxon';
import type { Sequence } from '../sequence/sequence.js';
import type { Step } from '../steps/step.js';
import { repeatOf } from '../steps/step.js';
import type { StepId } from '../steps/step-kind.js';
import type { Counting, DueTime } from '../timing/due-time.js';
import { ordinaryTime, timedStep } from '../timing/due-time.js';
import type { Plan } from '../timing/plan.js';
import type { Anchor, Pending, Progress } from './progress.js';

export function indexOfStep(sequence: Sequence, stepId: StepId): number {
  return sequence.steps.findIndex((step) => step.id === stepId);
}

export function isPassed(progress: Progress, stepId: StepId): boolean {
  return Object.hasOwn(progress.passed, stepId);
}

/** How many records a step has. */
export function recordsOf(progress: Progress, stepId: StepId): number {
  return isPassed(progress, stepId) ? (progress.passed[stepId] ?? 0) : 0;
}

/** The index of the first step after the place that this enrollment has not passed; null when there is none. */
export function nextIndex(sequence: Sequence, progress: Progress): number | null {
  const after = progress.place === null ? 0 : indexOfStep(sequence, progress.place) + 1;
  const found = sequence.steps.findIndex((step, index) => index >= after && !isPassed(progress, step.id));
  return found === -1 ? null : found;
}

/** Whether a step that has fired or was skipped `records` times comes again by its own `repeat`. */
export function hasOccurrencesLeft(step: Step, records: number): boolean {
  const repeat = repeatOf(step);
  return repeat !== null && (repeat.times === null || records < repeat.times);
}

/** What the time of this enrollment's next step, or of a step's next occurrence, is computed from. */
export function countingOf(progress: Progress, stepId: StepId): Counting {
  const { anchor, overAt, lastOutwardAt } = progress;
  return { anchor, overAt, lastOutwardAt, isLater: recordsOf(progress, stepId) > 0 };
}

export function pendingOf(progress: Progress, stepId: StepId, time: DueTime, reset: boolean): Pending {
  return { stepId, occurrence: recordsOf(progress, stepId) + 1, ...time, reset, jumpedTo: false };
}

/** Puts the step at `index` next, its time computed in the ordinary way. */
function withPending(plan: Plan, progress: Progress, index: number): Progress {
  const timed = timedStep(plan, index);
  const time = ordinaryTime(timed, countingOf(progress, timed.step.id));
  return { ...progress, pending: pendingOf(progress, timed.step.id, time, false) };
}

/** Puts the first step after the place next; without one the enrollment is completed. */
export function withNextStep(plan: Plan, progress: Progress): Progress {
  const index = nextIndex(plan.sequence, progress);
  return index === null ? { ...progress, pending: null } : withPending(plan, progress, index);
}

/** A step that is over: when it really was, and what the step after it counts from. */
export interface Over {
  readonly stepId: StepId;
  readonly at: DateTime;
  readonly of: Anchor['of'];
  /** What it leaves where it does not come again: its plan, with `count: planned`; otherwise as `at`. */
  readonly leaves: Anchor;
}

/** Goes on from a step that is over: to its next occurrence, which counts from `at`, else to the next step. */
export function goOn(plan: Plan, progress: Progress, over: Over): Progress {
  const base = { ...progress, overAt: over.at };
  const index = indexOfStep(plan.sequence, over.stepId);
  const step = plan.sequence.steps[index];
  if (step && hasOccurrencesLeft(step, recordsOf(progress, step.id))) {
    return withPending(plan, { ...base, anchor: { at: over.at, of: over.of, step: over.stepId } }, index);
  }
  return withNextStep(plan, { ...base, anchor: over.leaves });
}
