import type { DateTime } from 'luxon';
import type { Moment } from './settle.js';
import type { LocalMinutes } from './wall-clock.js';
import { dateOf, fromMinutes, instantOf, localAt, localOf, minutesOf, timeOf } from './wall-clock.js';

/** An instant with what the zone's clock shows at it. */
export function momentOf(zone: string, instant: DateTime): Moment {
  return { instant, local: localAt(zone, instant) };
}

/** A wall time with its instant. */
export function wallMoment(zone: string, local: LocalMinutes): Moment {
  return { instant: instantOf(zone, local), local };
}

/** The wall time `at` (minutes since midnight) on the date `days` after that of `from`; while before `from`, the next date. */
export function wallTimeAfter(zone: string, from: DateTime, days: number, at: number): Moment {
  let date = dateOf(localAt(zone, from)) + days;
  let moment = wallMoment(zone, localOf(date, at));
  while (moment.instant < from) {
    date += 1;
    moment = wallMoment(zone, localOf(date, at));
  }
  return moment;
}

/** The same wall time `days` later. */
export function daysLater(zone: string, from: DateTime, days: number): Moment {
  if (days === 0) return momentOf(zone, from);
  const local = localAt(zone, from);
  return wallMoment(zone, localOf(dateOf(local) + days, timeOf(local)));
}

/** The same wall time as written on the next date. */
export function nextDate(zone: string, moment: Moment): Moment {
  return wallMoment(zone, localOf(dateOf(moment.local) + 1, timeOf(moment.local)));
}

/** Up to the next multiple of `grid` minutes of the zone's clock; a time already there stays. */
export function upToGrid(zone: string, from: DateTime, grid: number): Moment {
  let instant = from;
  // Once is enough unless the clock is changed on the way by something that is no multiple of the grid.
  for (let i = 0; i < 4; i++) {
    const local = localAt(zone, instant);
    const beyond = ((local % grid) + grid) % grid;
    if (beyond === 0) return { instant, local };
    instant = fromMinutes(minutesOf(instant) + grid - beyond);
  }
  return momentOf(zone, instant);
}
