import type { Pool } from 'pg';
import { isBeingSent } from '../../src/adapters/prisma/execution-statements.js';

/** How a row `x` of the ledger stands to the use cases: its column says nothing of requests. */
export const standingOf = `CASE WHEN ${isBeingSent} THEN 'sending' ELSE x.state END`;

/** How many rows of the ledger stand how; of these enrollments, where they are given. */
export async function countedStates(
  pool: Pick<Pool, 'query'>,
  enrollmentIds: readonly string[] | null = null,
): Promise<Record<string, number>> {
  const { rows } = await pool.query<{ state: string; count: number }>(
    `SELECT ${standingOf} AS state, count(*)::int AS count FROM executions AS x
     WHERE $1::uuid[] IS NULL OR enrollment_id = ANY($1) GROUP BY 1`,
    [enrollmentIds],
  );
  return Object.fromEntries(rows.map(({ state, count }) => [state, count]));
}

/** As if the workers that hold anything had been gone for longer than their leases. */
export async function endLeases(pool: Pick<Pool, 'query'>): Promise<void> {
  await holdFor(pool, "- interval '1 second'");
}

/** As if their workers had just taken them. */
export async function renewLeases(pool: Pick<Pool, 'query'>): Promise<void> {
  await holdFor(pool, "+ interval '1 minute'");
}

async function holdFor(pool: Pick<Pool, 'query'>, from: string): Promise<void> {
  for (const table of ['executions', 'requests']) {
    await pool.query(`UPDATE ${table} SET lease_until = now() ${from} WHERE lease_until IS NOT NULL`);
  }
}
