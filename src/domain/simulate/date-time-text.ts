import { DateTime } from 'luxon';
import { fromMinutes, instantOf, minutesOf, wholeMinute } from '../timing/wall-clock.js';

const hasOffset = /T.*(Z|[+-]\d{2}(:?\d{2})?)$/i;

/** Whether a text is an ISO date-time, with an offset or without. */
export function isDateTimeText(text: string): boolean {
  return /^[+-]?\d.*T\d/i.test(text) && DateTime.fromISO(text, { zone: 'utc' }).isValid;
}

/** The whole minute of an ISO date-time that {@link isDateTimeText} let through; without an offset it is on the clock of `zone`. */
export function readDateTime(text: string, zone: string): DateTime {
  const read = DateTime.fromISO(text, { zone: 'utc' });
  return hasOffset.test(text) ? wholeMinute(read) : instantOf(zone, minutesOf(read));
}

/** UTC with milliseconds. */
export function writeInstant(instant: DateTime): string {
  return fromMinutes(minutesOf(instant)).toISO() ?? '';
}
