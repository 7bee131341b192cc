import { getCreateIndexesSQL, getCreateTableSQL, PostgresJobRepository } from '@agendajs/postgres-backend';
import { Pool } from 'pg';
import { type JobStore, ONE_OFF, POSTGRES_TABLE } from './job-store.js';

/** Any number that no other advisory lock of the program uses. */
const SCHEMA_LOCK = 7_241_906_338_155;
const UNIQUE_INDEX = `${POSTGRES_TABLE}_one_a_second_idx`;

/** Opens the job store in PostgreSQL, in a table of its own. */
export function openPostgresJobStore(at: { url: string } | { pool: Pool }, awayAfterMs: number): JobStore {
  const pool = 'pool' in at ? at.pool : openPool(at.url, awayAfterMs);
  const repository = new PostgresJobRepository({ pool, tableName: POSTGRES_TABLE, ensureSchema: false });
  let closing: Promise<void> | null = null;
  return {
    name: 'PostgreSQL',
    repository,
    ensure: () => ensureTable(pool),
    ping: async () => {
      await pool.query('SELECT 1');
    },
    close: () => {
      closing ??= 'pool' in at ? Promise.resolve() : pool.end().catch(() => {});
      return closing;
    },
  };
}

function openPool(url: string, awayAfterMs: number): Pool {
  const pool = new Pool({
    connectionString: url,
    application_name: 'drumbeat-alarms',
    max: 3,
    keepAlive: true,
    connectionTimeoutMillis: awayAfterMs,
    query_timeout: awayAfterMs,
  });
  // An idle connection that breaks is replaced by the next query; without a listener the event would end the process.
  pool.on('error', () => {});
  return pool;
}

/**
 * Agenda's own `ensureSchema` fails when two workers start at once ("tuple concurrently updated"): its statements run here
 * under a lock instead, and only where the last of them has not run yet.
 */
async function ensureTable(pool: Pool): Promise<void> {
  const client = await pool.connect();
  let broken = false;
  try {
    const { rows } = await client.query<{ there: boolean }>('SELECT to_regclass($1) IS NOT NULL AS there', [
      UNIQUE_INDEX,
    ]);
    if (rows[0]?.there) return;
    await client.query('BEGIN');
    await client.query('SELECT pg_advisory_xact_lock($1)', [SCHEMA_LOCK]);
    await client.query(getCreateTableSQL(POSTGRES_TABLE));
    for (const statement of getCreateIndexesSQL(POSTGRES_TABLE)) await client.query(statement);
    // Agenda's own `unique` looks before it inserts; only an index keeps two workers from storing one second twice.
    await client.query(
      `CREATE UNIQUE INDEX IF NOT EXISTS ${UNIQUE_INDEX} ON ${POSTGRES_TABLE} (name, next_run_at) WHERE name = '${ONE_OFF}'`,
    );
    await client.query('COMMIT');
  } catch (error) {
    broken = true;
    throw error;
  } finally {
    // A connection in the middle of a failed transaction is thrown away rather than given back.
    client.release(broken);
  }
}
