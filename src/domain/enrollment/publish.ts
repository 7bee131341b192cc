import type { DateTime } from 'luxon';
import type { Sequence, Window } from '../sequence/sequence.js';
import { isOutward, pausesCadence, repeatOf } from '../steps/step.js';
import type { StepId } from '../steps/step-kind.js';
import { editedTime, timedStep } from '../timing/due-time.js';
import { momentOf } from '../timing/moments.js';
import type { Plan } from '../timing/plan.js';
import { settle } from '../timing/settle.js';
import { sameRepeat, sameTiming, timingOf } from '../timing/timing.js';
import { wholeMinute } from '../timing/wall-clock.js';
import { withOutcome } from './answers.js';
import { publishDates } from './date-publish.js';
import {
  countingOf,
  goOn,
  hasOccurrencesLeft,
  indexOfStep,
  isPassed,
  nextIndex,
  pendingOf,
  recordsOf,
} from './next-step.js';
import type { Pending, Progress, Transition } from './progress.js';

/** What becomes of those at the end to whom steps come new: they go on with them, or are left finished. */
export const finishedChoices = ['continue', 'leave'] as const;
export type FinishedChoice = (typeof finishedChoices)[number];

/**
 * Takes an enrollment over into an edited sequence (scheduling.md, "Editing a live sequence"), in the minute of the
 * publishing. One that has exited stays closed; a paused one stays paused.
 */
export function publish(
  oldPlan: Plan,
  newPlan: Plan,
  progress: Progress,
  at: DateTime,
  finished: FinishedChoice = 'continue',
): Transition {
  if (progress.exited) return { progress, records: [] };
  const now = wholeMinute(at);
  if (progress.dates) return publishDates(oldPlan, newPlan, progress, now);
  const isFinished = progress.pending === null && progress.openTask === null;
  if (isFinished && finished === 'leave') return { progress: leftFinished(oldPlan, newPlan, progress), records: [] };
  const placed = { ...progress, place: movedPlace(oldPlan.sequence, newPlan.sequence, progress.place) };
  return { progress: replanned(oldPlan, newPlan, placed, now), records: [] };
}

/** What would come new counts as passed over, so that only what is appended later puts the enrollment on its way again. */
function leftFinished({ sequence: before }: Plan, { sequence: after }: Plan, progress: Progress): Progress {
  const place = movedPlace(before, after, progress.place);
  const ahead = after.steps.slice(place === null ? 0 : indexOfStep(after, place) + 1);
  const over = ahead.filter(({ id }) => !isPassed(progress, id)).map(({ id }) => [id, 0]);
  return { ...progress, place, passed: { ...progress.passed, ...Object.fromEntries(over) } };
}

function replanned(oldPlan: Plan, newPlan: Plan, progress: Progress, now: DateTime): Progress {
  const { openTask, pending } = progress;
  const { sequence } = newPlan;
  if (openTask) {
    const step = sequence.steps[indexOfStep(sequence, openTask.stepId)];
    if (step && pausesCadence(step)) return progress;
    const leaves = { at: now, of: 'published', step: openTask.stepId } as const;
    return goOn(
      newPlan,
      { ...withOutcome(progress, openTask.stepId, 'done'), openTask: null },
      { stepId: openTask.stepId, at: now, of: 'published', leaves },
    );
  }
  const own = pending ? ownNextOccurrence(sequence, progress, pending) : null;
  const target = pending ? jumpTarget(sequence, pending) : null;
  const next = own ?? target ?? nextIndex(sequence, progress);
  if (next === null) return { ...progress, pending: null };
  if (pending && keepsItsTime(oldPlan.sequence, sequence, pending, next, own !== null)) {
    return { ...progress, pending: inNewWindow(oldPlan, newPlan, pending, next) };
  }
  const timed = timedStep(newPlan, next);
  const time = editedTime(timed, countingOf(progress, timed.step.id), now);
  return { ...progress, pending: { ...pendingOf(progress, timed.step.id, time, true), jumpedTo: target !== null } };
}

/** The index of a goto's target that is pending, while it is in the list. */
function jumpTarget(sequence: Sequence, { stepId, jumpedTo }: Pending): number | null {
  const index = jumpedTo ? indexOfStep(sequence, stepId) : -1;
  return index === -1 ? null : index;
}

/** A place that was removed moves to its nearest predecessor of the old order that is still there, else to the start. */
function movedPlace(before: Sequence, after: Sequence, place: StepId | null): StepId | null {
  if (place === null) return null;
  const upToPlace = before.steps.slice(0, indexOfStep(before, place) + 1).map((step) => step.id);
  return upToPlace.findLast((id) => indexOfStep(after, id) !== -1) ?? null;
}

/** The index of a repeating step whose next occurrence is pending, while it has occurrences left. */
function ownNextOccurrence(sequence: Sequence, progress: Progress, pending: Pending): number | null {
  const records = recordsOf(progress, pending.stepId);
  if (records === 0) return null;
  const index = indexOfStep(sequence, pending.stepId);
  const step = sequence.steps[index];
  return step && hasOccurrencesLeft(step, records) ? index : null;
}

/**
 * Whether the next step is the one that was, with its kind and time unchanged in meaning, and, but for a goto's target,
 * its predecessor in the list too; or, for a later occurrence, its repeat.
 */
function keepsItsTime(before: Sequence, after: Sequence, pending: Pending, next: number, isLater: boolean): boolean {
  const [oldIndex, newStep] = [indexOfStep(before, pending.stepId), after.steps[next]];
  const oldStep = before.steps[oldIndex];
  if (!oldStep || newStep?.id !== pending.stepId || newStep.kind !== oldStep.kind) return false;
  if (!sameTiming(timingOf(before, oldIndex), timingOf(after, next))) return false;
  if (isLater) return sameRepeat(repeatOf(oldStep), repeatOf(newStep));
  return pending.jumpedTo || before.steps[oldIndex - 1]?.id === after.steps[next - 1]?.id;
}

/** A due time that stays still has to keep to a window that the same edit changed. */
export function inNewWindow(oldPlan: Plan, newPlan: Plan, pending: Pending, index: number): Pending {
  const timed = timedStep(newPlan, index);
  if (!isOutward(timed.step) || sameWindow(oldPlan.sequence.window, newPlan.sequence.window)) return pending;
  const settled = settle(timed.openings, momentOf(newPlan.zone, pending.dueAt));
  if (settled.moves.length === 0) return pending;
  return { ...pending, dueAt: settled.instant, trace: [...pending.trace, ...settled.moves] };
}

function sameWindow(one: Window | null, other: Window | null): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
