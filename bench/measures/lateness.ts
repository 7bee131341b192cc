import { setTimeout as pass } from 'node:timers/promises';
import type pg from 'pg';
import type { Machine } from '../machine.js';
import { enrollContacts } from '../seed.js';

const minutes = 3;
const minuteMs = 60_000;

/**
 * How late steps are (seconds, 99th percentile) that fall due in three consecutive minutes, so many in each: from the due
 * minute to the moment at which their sending was committed. The worker has nothing to wake it but its alarms.
 */
export async function measureLateness(
  machine: Machine,
  { url, steps }: { readonly url: string; readonly steps: number },
): Promise<{ readonly value: number; readonly detail: Readonly<Record<string, number>> }> {
  // The seeds have to be there before their minute.
  const first = Math.ceil((Date.now() + 12_000) / minuteMs) * minuteMs;
  const dueAts = Array.from({ length: minutes }, (_, index) => new Date(first + index * minuteMs));
  await enrollContacts(url, steps, 'due', dueAts);
  const worker = await machine.worker(url);
  worker.listen();
  const database = machine.connect(url);
  try {
    const last = first + (minutes - 1) * minuteMs;
    await pass(last + 3_000 - Date.now());
    while (Date.now() < last + 10_000 && (await isAnyLeft(database, dueAts))) await pass(1_000);
    const { rows } = await database.query<{ minute: number | null; first: number; late: number; count: number }>(
      `SELECT array_position($1::timestamptz[], due_at) AS minute, min(seconds)::float8 AS first,
         percentile_cont(0.99) WITHIN GROUP (ORDER BY seconds)::float8 AS late, count(*)::int AS count
       FROM executions, LATERAL (SELECT extract(epoch FROM settled_at - due_at) AS seconds) AS lateness
       WHERE state = 'fired' AND due_at = ANY($1) GROUP BY ROLLUP (due_at) ORDER BY due_at NULLS FIRST`,
      [dueAts],
    );
    const [all, ...each] = rows;
    if (all === undefined || all.count < minutes * steps) {
      throw new Error(
        `of ${minutes * steps} steps ${all?.count ?? 0} had left ten seconds after the last minute began`,
      );
    }
    const detail: Record<string, number> = {};
    for (const { minute, first, late } of each) {
      detail[`minute ${minute}: the first after`] = first;
      detail[`minute ${minute}: 99 of 100 within`] = late;
    }
    return { value: all.late, detail };
  } finally {
    await database.end();
    await worker.stop();
  }
}

/** Whether something that fell due then has not left yet. */
async function isAnyLeft(database: pg.Pool, dueAts: readonly Date[]): Promise<boolean> {
  const { rowCount } = await database.query(
    `SELECT FROM enrollments WHERE lane = 'email' AND due_at = ANY($1)
     UNION ALL SELECT FROM executions WHERE state = 'claimed' LIMIT 1`,
    [dueAts],
  );
  return rowCount !== 0;
}
