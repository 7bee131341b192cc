import type { DateTime } from 'luxon';
import { dateOf, instantOf, localAt, localOf, minutesPerDay, weekdayOf } from './wall-clock.js';

/** A time of day on a zone's clock, on some weekdays. */
export interface WeeklyTimes {
  /** HH:mm. */
  readonly at: string;
  /** IANA. */
  readonly zone: string;
  /** 0 is Monday. */
  isOn(weekday: number): boolean;
}

/**
 * The first of these times strictly after an instant, UTC. Wall times become instants as scheduling.md says: one in a
 * spring gap is read with the offset before the gap, an ambiguous one is its first occurrence.
 */
export function nextAt({ at, zone, isOn }: WeeklyTimes, after: DateTime): DateTime {
  const time = minutesOfDay(at);
  // A time in a gap around midnight belongs to the date before.
  for (let date = dateOf(localAt(zone, after)) - 1; ; date += 1) {
    if (!isOn(weekdayOf(date))) continue;
    const instant = instantOf(zone, localOf(date, time));
    if (instant > after) return instant;
  }
}

function minutesOfDay(at: string): number {
  const [hour = Number.NaN, minute = Number.NaN] = at.split(':').map(Number);
  const time = hour * 60 + minute;
  if (!(time >= 0 && time < minutesPerDay)) throw new RangeError(`not a time of day: ${at}`);
  return time;
}
