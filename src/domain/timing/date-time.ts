import type { DateTime } from 'luxon';
import { dateIn } from '../contact/compare.js';
import { fieldOf } from '../contact/facts.js';
import type { Sequence } from '../sequence/sequence.js';
import type { DateWhen } from '../sequence/when.js';
import { minutesOfWallTime, wallTimeOfMinutes } from '../sequence/when.js';
import type { Step } from '../steps/step.js';
import { isOutward, whenOf } from '../steps/step.js';
import type { DueTime } from './due-time.js';
import { wallMoment } from './moments.js';
import type { Plan } from './plan.js';
import type { Moment } from './settle.js';
import { settle } from './settle.js';
import { traceTime } from './trace.js';
import { dateOf, fromMinutes, isoDate, localAt, localOf, minutesPerDay } from './wall-clock.js';

/** The time of a step of a date sequence in one year, before the window. */
export interface PlannedDate {
  readonly year: number;
  readonly moment: Moment;
}

/** The step's `when`. Throws a RangeError where it has none of a date sequence. */
export function dateWhenOf(step: Step): DateWhen {
  const when = whenOf(step);
  if (when?.form !== 'date') throw new RangeError(`step ${step.id} stands on no date`);
  return when;
}

/** The date that a step stands on, `YYYY-MM-DD`; null while the contact has no such date. */
export function dateFor({ contact }: Plan, { on }: DateWhen): string | null {
  return 'date' in on ? on.date : dateIn(fieldOf(contact, on.event));
}

/** The year of a date as text. */
export function yearOf(date: string): number {
  return Number(date.slice(0, 4));
}

/** The time in the date's own year. */
export function plannedInOwnYear(plan: Plan, when: DateWhen, date: string): PlannedDate {
  return plannedIn(plan, when, date, yearOf(date));
}

/** The first year after `after`, never before the date's own, whose time is `from` or later. */
export function plannedInYearFrom(
  plan: Plan,
  when: DateWhen,
  date: string,
  { from, after }: { readonly from: DateTime; readonly after: number | null },
): PlannedDate {
  // A year early, since an offset and a zone may reach over a new year.
  const around = yearOf(isoDate(dateOf(localAt(plan.zone, from)) - offsetOf(when))) - 1;
  let year = Math.max(yearOf(date), around, after === null ? Number.NEGATIVE_INFINITY : after + 1);
  let planned = plannedIn(plan, when, date, year);
  while (planned.moment.instant < from) {
    year += 1;
    planned = plannedIn(plan, when, date, year);
  }
  return planned;
}

/** The offset is applied after the year is chosen; 29 February is the 28th where the year has none. */
function plannedIn({ zone, sequence }: Plan, when: DateWhen, date: string, year: number): PlannedDate {
  const [month, day] = [Number(date.slice(5, 7)), Number(date.slice(8, 10))];
  const lastOfMonth = daysUntil(year, month + 1, 1) - 1;
  const days = Math.min(daysUntil(year, month, day), lastOfMonth);
  return { year, moment: wallMoment(zone, localOf(days + offsetOf(when), wallMinutes(when, sequence))) };
}

/** Days since 1970-01-01; month 13 is the next January. */
function daysUntil(year: number, month: number, day: number): number {
  return Date.UTC(year, month - 1, day) / (minutesPerDay * 60_000);
}

/** Applies the window to a planned time and says how it came about. */
export function dueOnDate(plan: Plan, step: Step, { moment }: PlannedDate, date: string): DueTime {
  const when = dateWhenOf(step);
  const window = isOutward(step) ? plan.sequence.window : null;
  const settled = settle({ zone: plan.zone, weekdays: null, window }, moment);
  const by = {
    form: 'date',
    date,
    event: 'event' in when.on ? when.on.event : null,
    offsetDays: offsetOf(when),
    at: wallTimeOfMinutes(wallMinutes(when, plan.sequence)),
    annually: when.annually,
  } as const;
  const base = { rule: 'base', by, to: traceTime(moment.instant) } as const;
  return { plannedAt: moment.instant, dueAt: settled.instant, trace: [base, ...settled.moves] };
}

/** Whether two steps of date sequences stand on the same date, however they were written. */
export function sameDateWhen(one: DateWhen, before: Sequence, other: DateWhen, after: Sequence): boolean {
  return (
    dateName(one) === dateName(other) &&
    one.annually === other.annually &&
    wallMinutes(one, before) === wallMinutes(other, after)
  );
}

function dateName({ on }: DateWhen): string {
  return 'date' in on ? `date ${on.date}` : `event ${on.offsetDays} ${on.event}`;
}

function offsetOf({ on }: DateWhen): number {
  return 'date' in on ? 0 : on.offsetDays;
}

function wallMinutes({ at }: DateWhen, { defaultTime }: Sequence): number {
  return minutesOfWallTime(at ?? defaultTime);
}

/** So many days after an instant, by elapsed time. */
export function elapsedDaysAfter(instant: DateTime, days: number): DateTime {
  return fromMinutes(Math.floor(instant.toMillis() / 60_000) + days * minutesPerDay);
}
