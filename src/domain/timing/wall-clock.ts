import { DateTime, IANAZone } from 'luxon';
import { onceOf } from '../once.js';

/**
 * A reading of a zone's clock: minutes since 1970-01-01 00:00 on that clock, as if its days were all of 24 hours. Dates
 * and times of day are arithmetic on it; a reading in a spring gap is allowed ("as written").
 */
export type LocalMinutes = number;

export const minutesPerDay = 1440;
const msPerMinute = 60_000;

/** The whole minute of an instant, in UTC. */
export function wholeMinute(instant: DateTime): DateTime {
  return fromMinutes(minutesOf(instant));
}

/** Minutes since the epoch, seconds dropped. */
export function minutesOf(instant: DateTime): number {
  return Math.floor(instant.toMillis() / msPerMinute);
}

/** Of many that are read together most stand at the same minutes: those are made once. */
export const fromMinutes = onceOf(2000, (minutes: number) =>
  DateTime.fromMillis(minutes * msPerMinute, { zone: 'utc' }),
);

/** What the zone's clock shows at an instant. */
export function localAt(zone: string, instant: DateTime): LocalMinutes {
  const minutes = minutesOf(instant);
  return minutes + offsetAt(zone, minutes);
}

/**
 * The instant of a wall time, as RFC 5545 reads it: a time inside a spring gap with the offset before the gap, an
 * ambiguous autumn time as its first occurrence, or its `second` where that is asked for.
 */
export function instantOf(zone: string, local: LocalMinutes, occurrence: 'first' | 'second' = 'first'): DateTime {
  // A day to either side there is at most one change of the clock between.
  const before = offsetAt(zone, local - minutesPerDay);
  const after = offsetAt(zone, local + minutesPerDay);
  if (before === after) return fromMinutes(local - before);
  const early = local - before;
  const late = local - after;
  const earlyHolds = offsetAt(zone, early) === before;
  const lateHolds = offsetAt(zone, late) === after;
  if (earlyHolds && lateHolds)
    return fromMinutes(occurrence === 'first' ? Math.min(early, late) : Math.max(early, late));
  return fromMinutes(lateHolds ? late : early);
}

export function dateOf(local: LocalMinutes): number {
  return Math.floor(local / minutesPerDay);
}

/** Minutes since midnight. */
export function timeOf(local: LocalMinutes): number {
  return local - dateOf(local) * minutesPerDay;
}

export function localOf(date: number, time: number): LocalMinutes {
  return date * minutesPerDay + time;
}

/** `YYYY-MM-DD` of a date that is counted in days since 1970-01-01. */
export function isoDate(date: number): string {
  return fromMinutes(date * minutesPerDay).toISODate() ?? '';
}

/** 0 is Monday. */
export function weekdayOf(date: number): number {
  return (((date + 3) % 7) + 7) % 7;
}

/**
 * Asking Intl for an offset costs microseconds and is asked many times a step, so days on which a zone's offset does not
 * change are remembered; the others are asked each time.
 */
const remembered = new Map<string, Map<number, number | 'changes'>>();
const mostDaysRemembered = 4000;

/** Minutes east of UTC. */
function offsetAt(zone: string, minutes: number): number {
  let days = remembered.get(zone);
  if (!days) {
    days = new Map();
    remembered.set(zone, days);
  }
  const day = Math.floor(minutes / minutesPerDay);
  let offset = days.get(day);
  if (offset === undefined) {
    const start = askOffset(zone, day * minutesPerDay);
    const end = askOffset(zone, (day + 1) * minutesPerDay - 1);
    offset = start === end ? start : 'changes';
    if (days.size >= mostDaysRemembered) days.clear();
    days.set(day, offset);
  }
  return offset === 'changes' ? askOffset(zone, minutes) : offset;
}

function askOffset(zone: string, minutes: number): number {
  // Local mean time before the railways had seconds; instants here are whole minutes.
  return Math.round(IANAZone.create(zone).offset(minutes * msPerMinute));
}
