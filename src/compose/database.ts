import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Database, openDatabase } from '../adapters/postgres/database.js';
import { startEmbeddedPostgres } from '../adapters/postgres/embedded.js';
import { migrate } from '../adapters/postgres/migrations.js';
import { reasonOf } from '../app/faults.js';
import type { Log } from '../app/ports/log.js';
import type { Config } from '../config.js';

/** The project's own folder, whether it runs from src or from dist. */
export const projectFolder = fileURLToPath(new URL('../..', import.meta.url));

export interface OpenedDatabase extends Database {
  /** Closes the connections, and the server where it is ours. */
  stop(): Promise<void>;
}

/**
 * The configured database, else Drumbeat's own in the data folder; with every migration applied. Rejects with what to do
 * when the data folder is in use or the server cannot be reached.
 */
export async function openProgramDatabase(
  config: Pick<Config, 'databaseUrl' | 'dataDir'>,
  log: Log,
): Promise<OpenedDatabase> {
  const { databaseUrl, dataDir } = config;
  if (databaseUrl !== null) {
    const database = await openMigrated(databaseUrl, log).catch((error) => {
      throw new Error(`The database that DATABASE_URL names cannot be used: ${reasonOf(error)}`, { cause: error });
    });
    return { ...database, stop: database.close };
  }
  const server = await startEmbeddedPostgres({ dataDir, log: (line) => log.debug({ line }, 'postgres') });
  try {
    const database = await openMigrated(server.url, log);
    const stop = async () => {
      await database.close().finally(server.stop);
    };
    return { ...database, stop };
  } catch (error) {
    await server.stop();
    throw error;
  }
}

async function openMigrated(url: string, log: Log): Promise<Database> {
  await migrate(url, join(projectFolder, 'prisma/migrations'));
  let closing = false;
  const onIdleError = (error: Error) => {
    // A pool is closed before its connections are: our own server then ends them.
    if (!closing) log.warn({ reason: error.message }, 'a database connection was lost');
  };
  const database = await openDatabase({ url, max: 20, onIdleError });
  const close = () => {
    closing = true;
    return database.close();
  };
  return { ...database, close };
}
