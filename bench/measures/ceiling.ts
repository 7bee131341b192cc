import type { Machine } from '../machine.js';
import { enrollContacts } from '../seed.js';

const batch = 1_000;
const connections = 2;

/**
 * Claims what is due, writes its row of the ledger and moves it on: what no engine on this schema can do without. By the same ways
 * as the program: of one workspace, in the order of the index, and rows by their ids; all that is due is neither read nor sorted.
 */
const claimAndAdvance = `
  WITH due AS (
    SELECT id, workspace_id, sequence_id, next_step_id, due_at FROM enrollments
    WHERE lane = 'email' AND workspace_id = (SELECT id FROM workspaces) AND due_at <= clock_timestamp()
    ORDER BY due_at, owner_id LIMIT ${batch} FOR UPDATE SKIP LOCKED),
  ledger AS (
    INSERT INTO executions (id, workspace_id, sequence_id, enrollment_id, step_id, step_name, kind, occurrence, state, due_at, fired_at,
      settled_at, attempts)
    SELECT uuidv7(), workspace_id, sequence_id, id, next_step_id, 'Intro', 'email', 1, 'fired', due_at, due_at, clock_timestamp(), 1
    FROM due)
  UPDATE enrollments SET due_at = due_at + interval '3 days' WHERE id = ANY(ARRAY(SELECT id FROM due))`;

/** Steps a second of SQL alone: set-based, on two connections, with nothing rendered and nothing sent. */
export async function measureCeiling(
  machine: Machine,
  { url, steps }: { readonly url: string; readonly steps: number },
): Promise<number> {
  await enrollContacts(url, steps);
  const pool = machine.connect(url);
  try {
    let done = 0;
    const begun = performance.now();
    const drain = async () => {
      for (let count = 1; count > 0; done += count) count = (await pool.query(claimAndAdvance)).rowCount ?? 0;
    };
    await Promise.all(Array.from({ length: connections }, drain));
    return done / ((performance.now() - begun) / 1000);
  } finally {
    await pool.end();
  }
}
