import type { Pool } from 'pg';

/** Every notice: its id, where it goes, and what it is about. */
export async function noticesOf(pool: Pick<Pool, 'query'>) {
  const { rows } = await pool.query(
    "SELECT id, conversation, content->'notice' AS notice FROM posts WHERE kind = 'notice'",
  );
  return rows;
}
