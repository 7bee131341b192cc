import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { buildIndexes, indexesOf } from './concurrent-indexes.js';
import { type Migration, readMigrations } from './migration-files.js';

/** The lock that Prisma's own `migrate deploy` takes, so that it and we exclude each other. */
const advisoryLock = 72707369;

/** As Prisma's tools create it, so that they and we agree on what has been applied. */
const bookkeepingTable = `
  CREATE TABLE IF NOT EXISTS "_prisma_migrations" (
    "id" VARCHAR(36) PRIMARY KEY NOT NULL,
    "checksum" VARCHAR(64) NOT NULL,
    "finished_at" TIMESTAMPTZ,
    "migration_name" VARCHAR(255) NOT NULL,
    "logs" TEXT,
    "rolled_back_at" TIMESTAMPTZ,
    "started_at" TIMESTAMPTZ NOT NULL DEFAULT now(),
    "applied_steps_count" INTEGER NOT NULL DEFAULT 0
  )`;

/** How a migration waits for a table that somebody uses. Whoever comes after it waits as long, so it gives way and tries again. */
export interface LockWaits {
  readonly timeoutMs: number;
  readonly pauseMs: number;
  readonly tries: number;
}

const lockWaits: LockWaits = { timeoutMs: 2_000, pauseMs: 1_000, tries: 40 };
/** How often it is looked whether another program has done with migrating (milliseconds). */
const turnMs = 100;
const lockNotAvailable = '55P03';

/**
 * Applies the Prisma migrations in `migrationsDir` that the database does not have yet, oldest first, and answers their
 * names. Each runs in one transaction together with its line in `_prisma_migrations`, under an advisory lock: several
 * programs may start at once, and what fails leaves nothing behind. One that makes indexes on tables with much in them runs
 * them one by one, beside whoever writes there. Why not Prisma's engine: docs/decisions/0003-migrations.md.
 *
 * @throws with the file and line of a migration that fails, and when one was edited after it had been applied.
 */
export async function migrate(
  url: string,
  migrationsDir: string,
  waits: LockWaits = lockWaits,
): Promise<readonly string[]> {
  const migrations = readMigrations(migrationsDir);
  const connect = async () => {
    const client = new pg.Client({ connectionString: url, application_name: 'drumbeat migrations' });
    client.on('error', () => {}); // A lost connection also rejects the query that is running.
    await client.connect();
    return client;
  };
  const client = await connect();
  try {
    const done: string[] = [];
    for (let tries = 1; ; ) {
      try {
        const name = await applyNext(client, migrations, { waits, connect });
        if (name === null) return done;
        done.push(name);
        tries = 1;
      } catch (error) {
        if (!isWaiting(error) || tries >= waits.tries) throw error;
        tries += 1;
        await pause(waits.pauseMs);
      }
    }
  } finally {
    await client.end();
  }
}

/** Whether a migration gave way to somebody who uses its table. */
function isWaiting(error: unknown): boolean {
  return error instanceof Error && error.cause instanceof pg.DatabaseError && error.cause.code === lockNotAvailable;
}

/** How a database and the migrations of this program stand to each other; names. */
export interface MigrationsStanding {
  readonly pending: readonly string[];
  readonly edited: readonly string[];
  /** Applied by another version, which this one does not have. */
  readonly unknown: readonly string[];
}

/** Looks, and applies nothing. */
export async function migrationsStanding(client: pg.Client, migrationsDir: string): Promise<MigrationsStanding> {
  const migrations = readMigrations(migrationsDir);
  const { rows } = await client.query(`SELECT to_regclass('"_prisma_migrations"') IS NOT NULL AS there`);
  const applied = rows[0]?.there ? await readApplied(client) : new Map<string, string>();
  const isEdited = ({ name, checksum }: Migration) => applied.has(name) && applied.get(name) !== checksum;
  return {
    pending: migrations.filter(({ name }) => !applied.has(name)).map(({ name }) => name),
    edited: migrations.filter(isEdited).map(({ name }) => name),
    unknown: [...applied.keys()].filter((name) => !migrations.some((one) => one.name === name)),
  };
}

/** One transaction: the oldest migration that is missing, or null. */
async function applyNext(
  client: pg.Client,
  migrations: readonly Migration[],
  { waits, connect }: { readonly waits: LockWaits; readonly connect: () => Promise<pg.Client> },
): Promise<string | null> {
  await beginAlone(client);
  try {
    await client.query(`SET LOCAL client_min_messages = warning; SET LOCAL lock_timeout = ${waits.timeoutMs}`);
    await client.query(bookkeepingTable);
    const applied = await readApplied(client);
    const next = migrations.find((migration) => !isApplied(migration, applied));
    if (next) {
      const indexes = indexesOf(next.sql);
      if (indexes === null) await runMigration(client, next);
      else await buildIndexes(indexes, connect);
      await client.query(
        `INSERT INTO "_prisma_migrations" ("id", "checksum", "migration_name", "started_at", "finished_at", "applied_steps_count")
         VALUES ($1, $2, $3, now(), clock_timestamp(), 1)`,
        [randomUUID(), next.checksum, next.name],
      );
    }
    await client.query('COMMIT');
    return next?.name ?? null;
  } catch (error) {
    await client.query('ROLLBACK').catch(() => {}); // The first error says more.
    throw error;
  }
}

/**
 * Begins the transaction in which this program alone migrates. It asks again rather than wait: a statement that waits is a
 * reader of everything, for which an index that is made beside readers would wait in its turn.
 */
async function beginAlone(client: pg.Client): Promise<void> {
  for (;;) {
    await client.query('BEGIN');
    const { rows } = await client.query('SELECT pg_try_advisory_xact_lock($1) AS alone', [advisoryLock]);
    if (rows[0]?.alone) return;
    await client.query('ROLLBACK');
    await pause(turnMs);
  }
}

async function readApplied(client: pg.Client): Promise<ReadonlyMap<string, string>> {
  const { rows } = await client.query<{ name: string; checksum: string; finished: boolean }>(
    `SELECT "migration_name" AS name, "checksum", "finished_at" IS NOT NULL AS finished
     FROM "_prisma_migrations" WHERE "rolled_back_at" IS NULL`,
  );
  const failed = rows.find((row) => !row.finished);
  if (failed) {
    throw new Error(
      `Migration ${failed.name} was begun by another tool and did not finish. Bring the database in order, then say so ` +
        'with "npx prisma migrate resolve".',
    );
  }
  return new Map(rows.map((row) => [row.name, row.checksum]));
}

function isApplied(migration: Migration, applied: ReadonlyMap<string, string>): boolean {
  const checksum = applied.get(migration.name);
  if (checksum !== undefined && checksum !== migration.checksum) {
    throw new Error(
      `${migration.file} was edited after it had been applied to this database. Bring the file back to what it was ` +
        'and put the change into a new migration.',
    );
  }
  return checksum !== undefined;
}

async function runMigration(client: pg.Client, migration: Migration): Promise<void> {
  try {
    await client.query(migration.sql);
  } catch (error) {
    if (!(error instanceof pg.DatabaseError)) throw error;
    const before = migration.sql.slice(0, Number(error.position ?? 0));
    const line = error.position === undefined ? '' : `, line ${before.split('\n').length}`;
    const what = [error.message, error.detail].filter(Boolean).join('. ');
    throw new Error(`Migration ${migration.file}${line} failed: ${what} (${error.code}). Nothing of it was applied.`, {
      cause: error,
    });
  }
}
