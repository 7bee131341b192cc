import type { DateTime } from 'luxon';
import { nextAt } from '../timing/next-at.js';

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

/** The first time of the digest strictly after an instant, UTC. */
export function nextDigestAt({ rhythm, at, zone }: DigestTimes, after: DateTime): DateTime {
  return nextAt({ at, zone, isOn: (weekday) => rhythm === 'daily' || weekday < saturday }, after);
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
