import { DateTime } from 'luxon';

/** A column's instant for the domain: UTC. */
export function fromColumn(date: Date): DateTime {
  return DateTime.fromJSDate(date, { zone: 'utc' });
}

/** The same where the column may be null. */
export function fromNullable(date: Date | null): DateTime | null {
  return date === null ? null : fromColumn(date);
}

/** An instant for a column that may be null. */
export function toNullable(instant: DateTime | null): Date | null {
  return instant === null ? null : instant.toJSDate();
}
