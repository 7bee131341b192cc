import type { DateTime } from 'luxon';
import type { Step } from '../steps/step.js';
import type { StepId } from '../steps/step-kind.js';
import type { PlannedDate } from '../timing/date-time.js';
import {
  dateFor,
  dateWhenOf,
  dueOnDate,
  elapsedDaysAfter,
  plannedInOwnYear,
  plannedInYearFrom,
  yearOf,
} from '../timing/date-time.js';
import type { Plan } from '../timing/plan.js';
import { dateOf, isoDate, localAt } from '../timing/wall-clock.js';
import type { DateStanding, Pending, Progress, StepRecord, Transition } from './progress.js';

/** An annual step never fires within so many days of its last firing. */
const restDays = 180;

const untouched: DateStanding = {
  from: null,
  isWaiting: false,
  pending: null,
  year: null,
  overFor: null,
  firedAt: null,
  isPast: false,
};

/** How a step stands; one that is new has not been anywhere. */
export function standingOf({ dates }: Progress, stepId: StepId): DateStanding {
  return dates && Object.hasOwn(dates, stepId) ? (dates[stepId] ?? untouched) : untouched;
}

/** Stands for all years: the enrollment began behind this step. */
const everyYear = 99_999;

/** Whether a step comes no more; an annual one comes again. */
function isOver(step: Step, { overFor }: DateStanding): boolean {
  return overFor !== null && (overFor === everyYear || !dateWhenOf(step).annually);
}

/** A new enrollment in a date sequence: every step on its own date. Those that `progress` has passed are left out. */
export function enrollInDates(plan: Plan, progress: Progress, now: DateTime): Transition {
  const leftOut = Object.keys(progress.passed).map((id) => [id, { ...untouched, overFor: everyYear }]);
  const begun = { ...progress, dates: Object.fromEntries(leftOut) };
  return planDates(plan, begun, now, () => true);
}

/** Computes the times of the chosen steps anew, in the order of the list, as when enrolled. */
export function planDates(
  plan: Plan,
  progress: Progress,
  now: DateTime,
  isChosen: (step: Step) => boolean,
): Transition {
  const records: StepRecord[] = [];
  let planned = progress;
  for (const step of plan.sequence.steps.filter(isChosen)) {
    const next = planDate(plan, planned, step, now);
    planned = next.progress;
    records.push(...next.records);
  }
  return { progress: withNextDate(plan, planned), records };
}

/**
 * Takes over what has become of the contact's dates: steps that are not over and whose date is another one are computed
 * anew (scheduling.md, "Date sequences"). Changes nothing in a step sequence, or where no date changed.
 */
export function refreshDates(plan: Plan, progress: Progress, now: DateTime): Transition {
  if (!progress.dates || progress.exited) return { progress, records: [] };
  return planDates(plan, progress, now, (step) => {
    const standing = standingOf(progress, step.id);
    return !isOver(step, standing) && dateFor(plan, dateWhenOf(step)) !== standing.from;
  });
}

/** The time of one step as when enrolled; the record where its date is past and that is not recorded yet. */
export function planDate(plan: Plan, progress: Progress, step: Step, now: DateTime): Transition {
  const standing = standingOf(progress, step.id);
  const when = dateWhenOf(step);
  const from = dateFor(plan, when);
  const over = isOver(step, standing);
  if (over || from === null) {
    const next = { ...standing, from, isWaiting: !over, pending: null, year: null };
    return { progress: withStanding(progress, step.id, next), records: [] };
  }
  const planned = when.annually
    ? plannedAnnually(plan, step, standing, { from, now })
    : plannedInOwnYear(plan, when, from);
  if (planned.moment.instant >= now) {
    const time = dueOnDate(plan, step, planned, from);
    const pending: Pending = {
      stepId: step.id,
      occurrence: recordsFor(progress, step.id) + 1,
      ...time,
      reset: false,
      jumpedTo: false,
    };
    const next = { ...standing, from, isWaiting: false, pending, year: planned.year, isPast: false };
    return { progress: withStanding(progress, step.id, next), records: [] };
  }
  return recordPast(
    withStanding(progress, step.id, { ...standing, from, isWaiting: false, year: planned.year }),
    step.id,
    now,
  );
}

/** The next year that an annual step is not over for, far enough from its last firing. */
function plannedAnnually(
  plan: Plan,
  step: Step,
  { overFor, firedAt }: DateStanding,
  { from, now }: { readonly from: string; readonly now: DateTime },
): PlannedDate {
  const when = dateWhenOf(step);
  const rested = firedAt && elapsedDaysAfter(firedAt, restDays);
  let planned = plannedInYearFrom(plan, when, from, { from: now, after: overFor });
  while (rested && dueOnDate(plan, step, planned, from).dueAt < rested) {
    planned = plannedInYearFrom(plan, when, from, { from: now, after: planned.year });
  }
  return planned;
}

/** Skips a step as past; once, until it was pending in between. */
export function recordPast(progress: Progress, stepId: StepId, now: DateTime): Transition {
  const standing = standingOf(progress, stepId);
  const next = withStanding(progress, stepId, { ...standing, pending: null, isPast: true });
  if (standing.isPast) return { progress: next, records: [] };
  const occurrence = recordsFor(progress, stepId) + 1;
  const record: StepRecord = { stepId, occurrence, at: now, outcome: 'skipped', reason: 'past' };
  return { progress: { ...next, passed: { ...next.passed, [stepId]: occurrence } }, records: [record] };
}

/**
 * A step fired, or was skipped for good: it is over, an annual one for its year. The records of the transition begin with
 * the one given, whose count `progress` has already; then come those of dates that changed with it.
 */
export function recordDateOver(plan: Plan, progress: Progress, record: StepRecord): Transition {
  const { stepId, at, outcome, occurrence } = record;
  const standing = standingOf(progress, stepId);
  const isNext = standing.pending?.occurrence === occurrence;
  // What was in flight when an edit counted it as fired is settled later: nothing changes a second time.
  if (progress.exited || (!isNext && standing.firedAt)) return { progress, records: [record] };
  const year = (isNext ? standing.year : null) ?? yearOf(isoDate(dateOf(localAt(plan.zone, at))));
  const over: DateStanding = {
    ...standing,
    pending: null,
    year: null,
    overFor: Math.max(year, standing.overFor ?? year),
    firedAt: outcome === 'fired' ? at : standing.firedAt,
    isPast: false,
  };
  const recorded = withStanding(progress, stepId, over);
  const step = plan.sequence.steps.find(({ id }) => id === stepId);
  const again =
    step && dateWhenOf(step).annually ? planDate(plan, recorded, step, at) : { progress: recorded, records: [] };
  const refreshed = refreshDates(plan, withNextDate(plan, again.progress), at);
  return { progress: refreshed.progress, records: [record, ...again.records, ...refreshed.records] };
}

export function withStanding(progress: Progress, stepId: StepId, standing: DateStanding): Progress {
  return { ...progress, dates: { ...progress.dates, [stepId]: standing } };
}

/** Puts the first of all times next; those of one minute in the order of the list. */
export function withNextDate(plan: Plan, progress: Progress): Progress {
  const times = plan.sequence.steps.flatMap(({ id }) => standingOf(progress, id).pending ?? []);
  const pending = times.reduce<Pending | null>((first, one) => (first && first.dueAt <= one.dueAt ? first : one), null);
  return { ...progress, pending };
}

function recordsFor({ passed }: Progress, stepId: StepId): number {
  return Object.hasOwn(passed, stepId) ? (passed[stepId] ?? 0) : 0;
}
