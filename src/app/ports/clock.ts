import type { DateTime } from 'luxon';

/**
 * What time it is for the program. Rules never read a clock themselves: a use case asks once and hands `now` down.
 *
 * Real clocks answer with the database's time plus the sandbox's offset, so that several workers whose own clocks
 * differ still agree (docs/decisions/0002-one-clock.md).
 */
export interface Clock {
  /** The program's present instant, in UTC. Rejects when the database is away. */
  now(): Promise<DateTime>;
}
