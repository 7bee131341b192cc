import { DateTime } from 'luxon';
import type { Step } from '../steps/step.js';
import { isOutward, pausesCadence } from '../steps/step.js';
import type { StepId } from '../steps/step-kind.js';
import type { Plan } from '../timing/plan.js';
import { wholeMinute } from '../timing/wall-clock.js';
import { withOutcome, withTask } from './answers.js';
import { recordDateOver } from './date-standing.js';
import { goOn, indexOfStep, recordsOf } from './next-step.js';
import type { Anchor, Pending, Progress, StepRecord, Transition } from './progress.js';

/** Left this late a step still counts as fired at its due minute. */
export const firedWithinMinutes = 15;

/** What was claimed to be fired; needed to settle what was in flight when the enrollment ended or was edited. */
export type FiringClaim = Pick<Pending, 'stepId' | 'occurrence' | 'dueAt'>;

/** The minute that counts as that of firing: the due minute, or, when it left more than 15 minutes late, that in which it left. */
export function firedAtFor(dueAt: DateTime, leftAt: DateTime): DateTime {
  const left = wholeMinute(leftAt);
  return left.toMillis() - dueAt.toMillis() <= firedWithinMinutes * 60_000 ? dueAt : left;
}

/** What a step that was due becomes in the ledger: a rule whose conditions failed is skipped and leaves its plan all the same. */
export type FiringOutcome = Pick<StepRecord, 'outcome' | 'reason'>;
const fired: FiringOutcome = { outcome: 'fired', reason: null };

/**
 * The next step left at `leftAt`. Opens the task of a pausing task step; otherwise computes what comes next.
 *
 * With `claim`: what was in flight. Where the enrollment has exited or gone on meanwhile, the firing is recorded and
 * nothing else changes.
 */
export function recordFired(
  plan: Plan,
  progress: Progress,
  leftAt: DateTime,
  claim?: FiringClaim,
  as: FiringOutcome = fired,
): Transition {
  const firing = claim ?? progress.pending;
  if (!firing) return { progress, records: [] };
  const { stepId, occurrence } = firing;
  const at = firedAtFor(firing.dueAt, leftAt);
  const record: StepRecord = { stepId, occurrence, at, ...as };
  const step = plan.sequence.steps[indexOfStep(plan.sequence, stepId)];
  const recorded = withFiring(progress, record, step);
  if (progress.dates) return recordDateOver(plan, recorded, record);
  const { pending } = progress;
  if (progress.exited || pending?.stepId !== stepId || pending.occurrence !== occurrence) {
    return { progress: recorded, records: [record] };
  }
  const firedAnchor: Anchor = { at, of: 'fired', step: stepId };
  const next = { ...recorded, place: stepId, pending: null, anchor: firedAnchor, overAt: at };
  if (step && pausesCadence(step)) {
    return { progress: { ...next, openTask: { stepId, occurrence, since: at } }, records: [record] };
  }
  const leavesPlan = plan.sequence.count === 'planned' && !pending.reset;
  const leaves: Anchor = leavesPlan ? { at: pending.plannedAt, of: 'planned', step: stepId } : firedAnchor;
  return { progress: goOn(plan, next, { stepId, at, of: 'fired', leaves }), records: [record] };
}

/** What is remembered of a firing, whatever comes next. */
function withFiring(progress: Progress, { stepId, occurrence, at }: StepRecord, step: Step | undefined): Progress {
  const passed = { ...progress.passed, [stepId]: Math.max(recordsOf(progress, stepId), occurrence) };
  const recorded = { ...progress, passed };
  if (step && !isOutward(step)) return recorded;
  const touched = { ...recorded, lastOutwardAt: at, lastOutwardStep: stepId };
  return step?.kind === 'task' ? withTask(touched, stepId) : touched;
}

/**
 * The next step is not fired: a person's Skip, a failed step where the sequence goes on, or a resume that skips. Uses up
 * one occurrence; what follows counts from `at`. `reason` is a short word for the ledger.
 */
export function recordSkipped(plan: Plan, progress: Progress, at: DateTime, reason: string): Transition {
  const { pending } = progress;
  if (!pending || progress.exited) return { progress, records: [] };
  const now = wholeMinute(at);
  const { stepId, occurrence } = pending;
  const record: StepRecord = { stepId, occurrence, at: now, outcome: 'skipped', reason };
  const recorded = { ...progress, passed: { ...progress.passed, [stepId]: occurrence } };
  if (progress.dates) return recordDateOver(plan, recorded, record);
  const leaves: Anchor = { at: now, of: 'skipped', step: stepId };
  const next = goOn(plan, { ...recorded, place: stepId }, { stepId, at: now, of: 'skipped', leaves });
  return { progress: next, records: [record] };
}

export interface ClosedTask {
  readonly stepId: StepId;
  /** `done`, `skipped`, or a call's outcome. */
  readonly outcome: string;
  readonly at: DateTime;
}

/**
 * A task was closed, and its outcome is kept for conditions. Lets a cadence that waits for it go on from that minute,
 * also while it is paused; any other task leaves the cadence alone.
 */
export function closeTask(plan: Plan, progress: Progress, closed: ClosedTask): Transition {
  if (progress.exited) return { progress, records: [] };
  const answered = withOutcome(progress, closed.stepId, closed.outcome);
  const { openTask } = answered;
  if (openTask?.stepId !== closed.stepId) return { progress: answered, records: [] };
  const at = DateTime.max(wholeMinute(closed.at), openTask.since);
  const leaves: Anchor = { at, of: 'done', step: closed.stepId };
  const next = goOn(plan, { ...answered, openTask: null }, { stepId: closed.stepId, at, of: 'done', leaves });
  return { progress: next, records: [] };
}
