import { DateTime } from 'luxon';
import { onceOf } from '../../domain/once.js';

/** Many rows have the same instant, of their minute or of the moment in which they were written: it is made once. */
const fromMs = onceOf(2000, (ms: number) => DateTime.fromMillis(ms, { zone: 'utc' }));

/** A column's instant for the domain: UTC. */
export function fromColumn(date: Date): DateTime {
  return fromMs(date.getTime());
}

/** The same where the column may be null. */
export function fromNullable(date: Date | null): DateTime | null {
  return date === null ? null : fromColumn(date);
}

/** An instant for a column that may be null. */
export function toNullable(instant: DateTime | null): Date | null {
  return instant === null ? null : instant.toJSDate();
}
