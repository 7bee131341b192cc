import { setTimeout as pass } from 'node:timers/promises';
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
): Promise<number> {
  // The seeds have to be there before their minute.
  const first = Math.ceil((Date.now() + 20_000) / minuteMs) * minuteMs;
  const dueAts = Array.from({ length: minutes }, (_, index) => new Date(first + index * minuteMs));
  for (const dueAt of dueAts) await enrollContacts(url, steps, 'due', dueAt);
  const worker = await machine.worker(url);
  worker.listen();
  const database = machine.connect(url);
  try {
    await pass(first + (minutes - 1) * minuteMs + 10_000 - Date.now());
    const { rows } = await database.query<{ late: number; count: number }>(
      `SELECT percentile_cont(0.99) WITHIN GROUP (ORDER BY extract(epoch FROM settled_at - due_at))::float8 AS late,
         count(*)::int AS count
       FROM executions WHERE state = 'fired' AND due_at = ANY($1)`,
      [dueAts],
    );
    const [found] = rows;
    if (found === undefined || found.count < minutes * steps) {
      throw new Error(
        `of ${minutes * steps} steps ${found?.count ?? 0} had left ten seconds after the last minute began`,
      );
    }
    return found.late;
  } finally {
    await database.end();
    await worker.stop();
  }
}
