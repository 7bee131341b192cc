import { createDatabaseClock } from '../adapters/postgres/clock.js';
import { findRunningEmbeddedPostgres } from '../adapters/postgres/embedded.js';
import { createStore } from '../adapters/prisma/store.js';
import type { Log } from '../app/ports/log.js';
import type { Config } from '../config.js';
import { openProgramDatabase } from './database.js';

/** The command line says itself what it did. */
const silent: Log = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };

/**
 * The configured database, else Drumbeat's own, beside the running program or, where none runs, started for as long as a
 * command takes.
 */
export async function openBeside(config: Pick<Config, 'databaseUrl' | 'dataDir'>) {
  const running = config.databaseUrl === null ? findRunningEmbeddedPostgres(config.dataDir) : null;
  const databaseUrl = config.databaseUrl ?? running?.url ?? null;
  const database = await openProgramDatabase({ databaseUrl, dataDir: config.dataDir }, silent);
  return {
    store: createStore(database),
    clock: createDatabaseClock(database.pool),
    close: () => database.stop(),
  };
}
