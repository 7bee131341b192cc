import type pg from 'pg';

/**
 * Resolves when some statement of this database waits for a lock, or when `work` is over without (which is the mistake
 * that a test of a lock looks for).
 */
export async function waitsOrIsOver(pool: pg.Pool, work: Promise<unknown>): Promise<void> {
  let isOver = false;
  const over = () => {
    isOver = true;
  };
  work.then(over, over);
  const waiting = "SELECT FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()";
  while (!isOver && (await pool.query(waiting)).rowCount === 0);
}
