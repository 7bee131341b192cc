import { setFlagsFromString } from 'node:v8';
import { PrismaPg } from '@prisma/adapter-pg';
import pg from 'pg';
import { PrismaClient } from '../prisma/generated/client.js';
import { createStatements, type Statements } from './statements.js';

export interface Database {
  /** For plain SQL: the clock, the job store. */
  readonly pool: pg.Pool;
  /** For what is done at every step, in Prisma's transactions and out of them. */
  readonly statements: Statements;
  /** Over the same pool. */
  readonly prisma: PrismaClient;
  /** Ends every connection wherever it stands: what is in a transaction is rolled back. */
  cut(): void;
  /** Waits for what is running and closes every connection. Safe to call twice. */
  close(): Promise<void>;
}

/**
 * How much WebAssembly runs before V8 compiles it anew, optimised (a hundred times its own). Prisma's compiler of queries
 * works for milliseconds, once for each kind of query; making it faster took longer than a whole start otherwise takes
 * (docs/decisions/0011-the-program-is-bundled.md).
 */
const tieringBudget = 180_000_000;

/**
 * Opens the pool that everything in this process shares. Connections are made when needed: an unreachable server shows
 * at the first query.
 *
 * A statement may run for 30 s and a transaction stay idle for 20 s before the server ends it: a worker that stands still
 * must not keep rows locked for longer than its lease, since whoever takes over waits for them. Statements with names are planned
 * anew each time: a plan that is kept would be one for tables that were small when it was made. A commit waits for the disk, whatever
 * the server or the role is set to: a beginning that PostgreSQL forgot would be sent twice. All are set after connecting, since
 * poolers like PgBouncer refuse unknown start-up parameters.
 */
export async function openDatabase(options: {
  readonly url: string;
  /** The most connections at once; 10 unless told. */
  readonly max?: number;
  readonly onIdleError?: (error: Error) => void;
}): Promise<Database> {
  const pool = new pg.Pool({
    connectionString: options.url,
    max: options.max ?? 10,
    application_name: 'drumbeat',
    connectionTimeoutMillis: 10_000,
    // Longer than from one minute's alarm to the next: a new connection takes time, and its first statements take more.
    idleTimeoutMillis: 150_000,
    keepAlive: true,
    onConnect: async (client) => {
      await client.query(
        `SET statement_timeout = '30s'; SET idle_in_transaction_session_timeout = '20s'; SET plan_cache_mode = force_custom_plan;
         SELECT set_config('synchronous_commit', 'on', false) WHERE current_setting('synchronous_commit') = 'off'`,
      );
    },
  });
  // Without listeners, the loss of a connection (a server restart) would end the process. The pool speaks for idle ones;
  // for one in use the query that runs on it rejects.
  pool.on('error', (error) => options.onIdleError?.(error));
  const clients = new Set<pg.PoolClient>();
  pool.on('connect', (client) => {
    client.on('error', () => {});
    clients.add(client);
  });
  pool.on('remove', (client) => clients.delete(client));
  const statements = createStatements(pool);
  setFlagsFromString(`--wasm-tiering-budget=${tieringBudget}`);
  const prisma = new PrismaClient({ adapter: new PrismaPg(pool) });
  let closing: Promise<void> | null = null;
  return {
    pool,
    statements,
    prisma,
    cut() {
      for (const client of clients) void client.end().catch(() => {});
    },
    close() {
      closing ??= prisma.$disconnect().then(() => pool.end());
      return closing;
    },
  };
}
