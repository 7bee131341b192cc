import { DateTime } from 'luxon';
import { fromMinutes, instantOf, minutesOf, wholeMinute } from '../timing/wall-clock.js';

/** A date of a four-digit year, a time, and perhaps an offset. Luxon takes more: years of six digits, `[Europe/Paris]`, +99:99. */
const form = /^\d{4}[-\dW]*T\d[\d:.,]*(?<offset>Z|[+-]([01]\d|2[0-3])(:?[0-5]\d)?)?$/i;

/** Whether a text is an ISO date-time, with an offset or without. */
export function isDateTimeText(text: string): boolean {
  return form.test(text) && DateTime.fromISO(text, { zone: 'utc' }).isValid;
}

/** The whole minute of an ISO date-time that {@link isDateTimeText} let through; without an offset it is on the clock of `zone`. */
export function readDateTime(text: string, zone: string): DateTime {
  const read = DateTime.fromISO(text, { zone: 'utc' });
  return form.exec(text)?.groups?.offset ? wholeMinute(read) : instantOf(zone, minutesOf(read));
}

/** {@link readDateTime} of what may be anything; null where it is no ISO date-time. */
export function readDateTimeOrNull(value: unknown, zone: string): DateTime | null {
  return typeof value === 'string' && isDateTimeText(value) ? readDateTime(value, zone) : null;
}

/** UTC with milliseconds. */
export function writeInstant(instant: DateTime): string {
  return fromMinutes(minutesOf(instant)).toISO() ?? '';
}
