import type { DateTime } from 'luxon';
import { dateOf, instantOf, localAt, localOf, minutesPerDay, weekdayOf } from '../timing/wall-clock.js';

export const digestRhythms = ['daily', 'weekdays'] as const;
export type DigestRhythm = (typeof digestRhythms)[number];

/** When a channel gets its digest. */
export interface DigestTimes {
  readonly rhythm: DigestRhythm;
  /** HH:mm on the zone's clock. */
  readonly at: string;
  /** IANA. */
  readonly zone: string;
}

const saturday = 5;

/**
 * The first time of the digest strictly after an instant, UTC. Wall times become instants as scheduling.md says: one in
 * a spring gap is read with the offset before the gap, an ambiguous one is its first occurrence.
 */
export function nextDigestAt({ rhythm, at, zone }: DigestTimes, after: DateTime): DateTime {
  const time = minutesOfDay(at);
  // A time in a gap around midnight belongs to the date before.
  for (let date = dateOf(localAt(zone, after)) - 1; ; date += 1) {
    if (rhythm === 'weekdays' && weekdayOf(date) >= saturday) continue;
    const instant = instantOf(zone, localOf(date, time));
    if (instant > after) return instant;
  }
}

/** What happens more than this many minutes after its time is late, for digests and in them. */
export const lateMinutes = 15;

/** Whether a digest that is posted now says that it is late. */
export function isLateDigest(dueAt: DateTime, now: DateTime): boolean {
  return now.diff(dueAt, 'minutes').minutes > lateMinutes;
}

const timeForm = /^(\d{1,2})(?::(\d{2}))?\s*(am|pm)?$/i;

/** `08:30`, `8:30`, `8am`, `8:30 pm` as HH:mm; null for anything else, a bare `8` too. */
export function parseDigestTime(text: string): string | null {
  const [, hours, minutes, half] = timeForm.exec(text.trim()) ?? [];
  if (hours === undefined || (minutes === undefined && half === undefined)) return null;
  const given = Number(hours);
  const minute = Number(minutes ?? 0);
  if (half !== undefined && (given < 1 || given > 12)) return null;
  const hour = half === undefined ? given : (given % 12) + (half.toLowerCase() === 'pm' ? 12 : 0);
  if (hour > 23 || minute > 59) return null;
  return `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;
}

function minutesOfDay(at: string): number {
  const [hour = Number.NaN, minute = Number.NaN] = at.split(':').map(Number);
  const time = hour * 60 + minute;
  if (!(time >= 0 && time < minutesPerDay)) throw new RangeError(`not a time of day: ${at}`);
  return time;
}
