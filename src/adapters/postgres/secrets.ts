import { randomBytes } from 'node:crypto';
import type { Pool } from 'pg';

/** A secret of the program's own, made the first time it is asked for and the same for every worker ever after: 32 bytes. */
export async function programSecret(pool: Pool, name: string): Promise<Buffer> {
  await pool.query('INSERT INTO program_secrets (name, value) VALUES ($1, $2) ON CONFLICT DO NOTHING', [
    name,
    randomBytes(32),
  ]);
  const { rows } = await pool.query<{ value: Buffer }>('SELECT value FROM program_secrets WHERE name = $1', [name]);
  const [row] = rows;
  if (row === undefined) throw new Error(`the secret ${name} is gone from program_secrets`);
  return row.value;
}
