import { createHash, randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { type Database, openDatabase } from '../../src/adapters/postgres/database.js';
import { migrate } from '../../src/adapters/postgres/migrations.js';
import { databasePrefix } from './database-setup.js';
import { migrationsDir } from './migrations-folder.js';
import { sharedUrl } from './on-demand.js';

export interface TestDatabase extends Database {
  readonly url: string;
  /** Gives the database back. */
  drop(): Promise<void>;
}

/**
 * Databases that tests of this worker have given back, emptied: opening one costs ten times as much as emptying it. They
 * end with the worker and the run, see test/support/database-setup.ts.
 */
const spare: { readonly max: number; readonly database: TestDatabase }[] = [];

/**
 * Made when the first suite that has databases is loaded: where the machine is busy, starting a server and migrating takes longer
 * than the hook of a test may, whatever the test is about.
 */
const template = await ensureTemplate();

/** An empty, migrated database of the test's own, copied from a template that is migrated once. */
export async function createTestDatabase(options: { max?: number } = {}): Promise<TestDatabase> {
  const max = options.max ?? 5;
  const index = spare.findIndex((one) => one.max === max);
  const [reused] = index < 0 ? [] : spare.splice(index, 1);
  if (reused !== undefined) return reused.database;

  const empty = await createEmptyDatabase(template);
  const opened = await openDatabase({ url: empty.url, max });
  const tables = await tablesOf(opened.pool);
  const database: TestDatabase = {
    ...opened,
    url: empty.url,
    drop: async () => {
      if (await emptied(opened.pool, tables)) {
        spare.push({ max, database });
      } else {
        await opened.close();
        await empty.drop();
      }
    },
  };
  return database;
}

const tableNames = "SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename";

async function tablesOf(pool: pg.Pool): Promise<readonly string[]> {
  const { rows } = await pool.query<{ tablename: string }>(tableNames);
  return rows.map(({ tablename }) => tablename);
}

/**
 * Ends what still works in the database and empties its tables; false where that cannot be done, or where more than
 * rows was made in it (by a job store, say). Rows are deleted, with foreign keys asleep: TRUNCATE makes new files for
 * each table and index, and took twenty times as long.
 */
async function emptied(pool: pg.Pool, tables: readonly string[]): Promise<boolean> {
  try {
    const deletes = tables.filter((table) => table !== '_prisma_migrations').map((table) => `DELETE FROM ${table};`);
    const results: unknown = await pool.query(`
      SELECT pg_terminate_backend(pid) FROM pg_stat_activity
      WHERE datname = current_database() AND pid <> pg_backend_pid() AND (state <> 'idle' OR application_name <> 'drumbeat');
      SET LOCAL lock_timeout = '2s';
      SET LOCAL session_replication_role = replica;
      ${deletes.join('\n')}
      INSERT INTO program_clock (id) VALUES (1);
      ${tableNames}`);
    // Of several statements there are several results.
    const { rows } = (results as pg.QueryResult<{ tablename: string }>[]).at(-1) ?? { rows: [] };
    return rows.map(({ tablename }) => tablename).join() === tables.join();
  } catch {
    return false;
  }
}

/** A fresh database without any table, for what migrates or connects by itself. */
export async function createEmptyDatabase(from = 'template0'): Promise<{ url: string; drop(): Promise<void> }> {
  const name = `${databasePrefix(process.env.DRUMBEAT_TEST_RUN ?? 'alone')}${randomUUID().replaceAll('-', '')}`;
  await administer((client) => client.query(`CREATE DATABASE ${name} TEMPLATE ${from}`));
  return {
    url: urlOf(await testServerUrl(), name),
    drop: async () => {
      await administer((client) => client.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`));
    },
  };
}

/** The server that tests may use: DATABASE_TEST_URL, else the one that test/support/database-setup.js starts. */
async function testServerUrl(): Promise<string> {
  return process.env.DATABASE_TEST_URL || sharedUrl('DRUMBEAT_TEST_DATABASE_HOST');
}

/** Named by what is in the migrations, so that on a server that stays a changed migration makes a new template. */
async function ensureTemplate(): Promise<string> {
  const files = readdirSync(migrationsDir, { recursive: true, encoding: 'utf8' }).filter((file) =>
    file.endsWith('.sql'),
  );
  const hash = createHash('sha256');
  for (const file of files.sort()) hash.update(file).update(readFileSync(join(migrationsDir, file)));
  const name = `drumbeat_template_${hash.digest('hex').slice(0, 16)}`;
  await administer(async (client) => {
    await client.query('SELECT pg_advisory_lock(4711)');
    if ((await client.query('SELECT FROM pg_database WHERE datname = $1', [name])).rowCount) return;
    const unfinished = `${name}_unfinished`;
    await client.query(`DROP DATABASE IF EXISTS ${unfinished} WITH (FORCE)`);
    await client.query(`CREATE DATABASE ${unfinished} TEMPLATE template0`);
    await migrate(urlOf(await testServerUrl(), unfinished), migrationsDir);
    await client.query(`ALTER DATABASE ${unfinished} RENAME TO ${name}`);
  });
  return name;
}

async function administer<T>(work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: await testServerUrl() });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

function urlOf(serverUrl: string, database: string): string {
  const url = new URL(serverUrl);
  url.pathname = `/${database}`;
  return url.href;
}
