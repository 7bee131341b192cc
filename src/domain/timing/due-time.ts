import type { DateTime } from 'luxon';
import { minutesOfWallTime, wallTimeOfMinutes } from '../sequence/when.js';
import type { Step } from '../steps/step.js';
import { isOutward, repeatOf } from '../steps/step.js';
import { daysLater, momentOf, nextDate, upToGrid, wallTimeAfter } from './moments.js';
import type { DelayGrid, Plan } from './plan.js';
import type { Moment, Openings } from './settle.js';
import { settle } from './settle.js';
import type { Timing } from './timing.js';
import { isImmediate, timingOf } from './timing.js';
import type { AnchorKind, MoveRule, Trace, TraceMove } from './trace.js';
import { traceTime } from './trace.js';
import { dateOf, fromMinutes, localAt, minutesOf } from './wall-clock.js';

/** What a step's time is computed from. */
export interface Counting {
  readonly anchor: { readonly at: DateTime; readonly of: AnchorKind; readonly step: string | null };
  /** When the step before was really over. */
  readonly overAt: DateTime;
  /** When the outward step before fired. */
  readonly lastOutwardAt: DateTime | null;
  /** The step fired or was skipped before: its time comes from `repeat`. */
  readonly isLater: boolean;
}

export interface DueTime {
  /** Before weekdays and window. */
  readonly plannedAt: DateTime;
  readonly dueAt: DateTime;
  readonly trace: Trace;
}

/** A step of a plan with what its times are made of. */
export interface TimedStep {
  readonly step: Step;
  readonly timing: Timing;
  readonly openings: Openings;
  readonly plan: Plan;
}

export function timedStep(plan: Plan, index: number): TimedStep {
  const step = plan.sequence.steps[index];
  if (!step) throw new RangeError(`no step at ${index}`);
  const timing = timingOf(plan.sequence, index);
  const window = isOutward(step) ? plan.sequence.window : null;
  return { step, timing, openings: { zone: plan.zone, weekdays: timing.weekdays, window }, plan };
}

/** The time of a step in the ordinary way: its own rule from the anchor, then weekdays and window, then `count: planned`. */
export function ordinaryTime(timed: TimedStep, counting: Counting): DueTime {
  const { plan, openings } = timed;
  const base = baseTime(timed, counting);
  const trace = [...base.trace];
  let planned = base.moment;
  let settled = settle(openings, planned);
  trace.push(...settled.moves);
  if (plan.sequence.count === 'planned' && settled.instant < counting.overAt) {
    planned = keepMoment(timed, counting.overAt);
    trace.push(move('overtaken', settled.instant, planned.instant));
    settled = settle(openings, planned);
    trace.push(...settled.moves);
  }
  return onLaterDate(timed, counting, { planned, settled: settled.instant, trace });
}

/**
 * The time of a step that an edit put next (scheduling.md, "Editing a live sequence"). Past or ahead is judged before
 * weekdays and window.
 */
export function editedTime(timed: TimedStep, counting: Counting, now: DateTime): DueTime {
  const { plan, timing, openings } = timed;
  const base = baseTime(timed, counting);
  // An enrollment that is to start later has not begun: everything of it is ahead.
  if (counting.overAt > now) return ordinaryTime(timed, counting);
  const [rule, planned] = editedMoment();
  const settled = settle(openings, planned);
  const trace = [...base.trace, move(rule, base.moment.instant, planned.instant, traceTime(now)), ...settled.moves];
  return onLaterDate(timed, counting, { planned, settled: settled.instant, trace });

  function editedMoment(): [MoveRule, Moment] {
    if (!counting.isLater && isImmediate(timing)) return ['edit-immediate', tomorrow(plan, now)];
    if (base.moment.instant >= now) return ['edit-ahead', base.moment];
    if (timing.form === 'at') return ['edit-past-at', wallTimeAfter(plan.zone, now, 0, timing.at)];
    return ['edit-past-delay', tomorrow(plan, now)];
  }
}

/**
 * What `keep` makes of an overdue step, before weekdays and window: the next occurrence of its own wall time, this
 * minute's included, or at once where it has none.
 */
export function keepMoment({ plan, timing }: TimedStep, now: DateTime): Moment {
  return timing.form === 'at' ? wallTimeAfter(plan.zone, now, 0, timing.at) : momentOf(plan.zone, now);
}

/** Whether a moved due time of this step is rounded up to the grid: that of a delay, or of a repeat in hours. */
export function isGridded({ step, timing }: TimedStep, isLater: boolean): boolean {
  if (isLater && repeatOf(step)?.every.unit === 'hours') return true;
  return timing.form === 'delay' && timing.toGrid;
}

export function move(rule: MoveRule, from: DateTime, to: DateTime, note?: string): TraceMove {
  return { rule, from: traceTime(from), to: traceTime(to), ...(note === undefined ? {} : { note }) };
}

/** Tomorrow's date at the default time. */
function tomorrow(plan: Plan, now: DateTime): Moment {
  return wallTimeAfter(plan.zone, now, 1, minutesOfWallTime(plan.sequence.defaultTime));
}

interface Base {
  readonly moment: Moment;
  readonly trace: Trace;
}

function baseTime({ plan, step, timing }: TimedStep, { anchor, isLater }: Counting): Base {
  const { zone, delayGridMinutes } = plan;
  const start: TraceMove = { rule: 'anchor', of: anchor.of, step: anchor.step, at: traceTime(anchor.at) };
  const every = isLater ? repeatOf(step)?.every : undefined;
  if (every?.unit === 'days') {
    const own = timing.form === 'at' ? timing.at : null;
    const moment =
      own === null ? daysLater(zone, anchor.at, every.amount) : wallTimeAfter(zone, anchor.at, every.amount, own);
    const by = { form: 'repeat-days', days: every.amount, at: own === null ? null : wallTimeOfMinutes(own) } as const;
    return { moment, trace: [start, { rule: 'base', by, to: traceTime(moment.instant) }] };
  }
  if (every) {
    const by = { form: 'repeat-hours', hours: every.amount } as const;
    return gridded(zone, delayGridMinutes, later(momentOf(zone, anchor.at), every.amount * 60, zone), start, by);
  }
  if (timing.form === 'at') {
    const moment = wallTimeAfter(zone, anchor.at, timing.days, timing.at);
    const at = wallTimeOfMinutes(timing.at);
    const by = {
      form: 'at',
      days: timing.days,
      at,
      ...(timing.isDefault ? { isDefault: true as const } : {}),
    } as const;
    return { moment, trace: [start, { rule: 'base', by, to: traceTime(moment.instant) }] };
  }
  const by = { form: 'delay', days: timing.days, minutes: timing.minutes } as const;
  const elapsed = later(daysLater(zone, anchor.at, timing.days), timing.minutes, zone);
  if (timing.toGrid) return gridded(zone, delayGridMinutes, elapsed, start, by);
  return { moment: elapsed, trace: [start, { rule: 'base', by, to: traceTime(elapsed.instant) }] };
}

function later(moment: Moment, minutes: number, zone: string): Moment {
  return minutes === 0 ? moment : momentOf(zone, fromMinutes(minutesOf(moment.instant) + minutes));
}

function gridded(
  zone: string,
  grid: DelayGrid,
  { instant }: Moment,
  start: TraceMove,
  by: Extract<TraceMove, { rule: 'base' }>['by'],
): Base {
  const moment = upToGrid(zone, instant, grid);
  const trace: TraceMove[] = [start, { rule: 'base', by, to: traceTime(instant) }];
  if (moment.instant > instant) trace.push(move('grid', instant, moment.instant, String(grid)));
  return { moment, trace };
}

interface Candidate {
  readonly planned: Moment;
  readonly settled: DateTime;
  readonly trace: readonly TraceMove[];
}

/**
 * With `count: planned`, an outward step with days of 1 or more, not a later occurrence, never goes on the date of the
 * outward step before it or earlier: its own date is counted on until it does not. Its plan stays.
 */
function onLaterDate(timed: TimedStep, { lastOutwardAt, isLater }: Counting, candidate: Candidate): DueTime {
  const { plan, step, timing, openings } = timed;
  const plannedAt = candidate.planned.instant;
  const asItIs = { plannedAt, dueAt: candidate.settled, trace: candidate.trace };
  if (plan.sequence.count !== 'planned' || !isOutward(step) || timing.days === 0 || isLater || !lastOutwardAt)
    return asItIs;
  const taken = dateOf(localAt(plan.zone, lastOutwardAt));
  if (dateOf(localAt(plan.zone, candidate.settled)) > taken) return asItIs;
  let counted = candidate.planned;
  let settled = settle(openings, counted);
  while (dateOf(localAt(plan.zone, settled.instant)) <= taken) {
    counted = nextDate(plan.zone, counted);
    settled = settle(openings, counted);
  }
  const moves = [move('same-date', candidate.settled, counted.instant), ...settled.moves];
  return { plannedAt, dueAt: settled.instant, trace: [...candidate.trace, ...moves] };
}
