import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Database, openDatabase } from '../adapters/postgres/database.js';
import { startEmbeddedPostgres } from '../adapters/postgres/embedded.js';
import { migrate } from '../adapters/postgres/migrations.js';
import type { Log } from '../app/ports/log.js';
import type { Config } from '../config.js';

/** The project's own folder, whether it runs from src or from dist. */
export const projectFolder = fileURLToPath(new URL('../..', import.meta.url));

export interface OpenedDatabase extends Database {
  readonly url: string;
  /** Whether it is Drumbeat's own server in the data folder. */
  readonly isEmbedded: boolean;
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
  const embedded =
    config.databaseUrl === null
      ? await startEmbeddedPostgres({ dataDir: config.dataDir, log: (line) => log.debug({ line }, 'postgres') })
      : null;
  const url = embedded?.url ?? config.databaseUrl ?? '';
  try {
    await migrate(url, join(projectFolder, 'prisma/migrations'));
    const onIdleError = (error: Error) => log.warn({ reason: error.message }, 'a database connection was lost');
    const database = await openDatabase({ url, max: 20, onIdleError });
    const stop = async () => {
      await database.close();
      await embedded?.stop();
    };
    return { ...database, url, isEmbedded: embedded !== null, stop };
  } catch (error) {
    await embedded?.stop();
    throw error;
  }
}
