import { DateTime } from 'luxon';
import type { Pool } from 'pg';
import type { MovableClock } from '../../app/ports/movable-clock.js';

/**
 * The program's clock: the database's time, moved by what the one row of `program_clock` says (nothing, outside the
 * sandbox). All workers on one database read the same time, whatever their machines' clocks say
 * (docs/decisions/0002-one-clock.md). Whole milliseconds, never ahead of the database.
 */
export function createDatabaseClock(pool: Pool): MovableClock {
  return {
    async now() {
      const { rows } = await pool.query<{ ms: number }>({
        name: 'program-clock',
        text: `
        SELECT floor(extract(epoch FROM coalesce(frozen_at, clock_timestamp() + coalesce(offset_ms, 0) * interval '1 ms')) * 1000)::float8 AS ms
        FROM (SELECT) AS one LEFT JOIN program_clock ON id = 1`,
      });
      return DateTime.fromMillis(rows[0]?.ms ?? Number.NaN, { zone: 'utc' });
    },

    async freezeAt(instant) {
      await pool.query(
        `INSERT INTO program_clock (id, frozen_at) VALUES (1, to_timestamp($1::float8 / 1000))
         ON CONFLICT (id) DO UPDATE SET frozen_at = excluded.frozen_at`,
        [instant.toMillis()],
      );
    },

    async release(at) {
      await pool.query(
        `INSERT INTO program_clock (id, offset_ms, frozen_at)
         VALUES (1, round($1::float8 - extract(epoch FROM clock_timestamp()) * 1000), NULL)
         ON CONFLICT (id) DO UPDATE SET offset_ms = excluded.offset_ms, frozen_at = NULL`,
        [at.toMillis()],
      );
    },
  };
}
