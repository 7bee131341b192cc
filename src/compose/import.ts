import { createDatabaseClock } from '../adapters/postgres/clock.js';
import { findRunningEmbeddedPostgres } from '../adapters/postgres/embedded.js';
import { createStore } from '../adapters/prisma/store.js';
import { createIds } from '../adapters/system/ids.js';
import { type ImportResult, importFiles } from '../app/importing/importFiles.js';
import type { ImportFile } from '../app/importing/readFiles.js';
import type { Log } from '../app/ports/log.js';
import type { Config } from '../config.js';
import { openProgramDatabase } from './database.js';

/** The command line says itself what it did. */
const silent: Log = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };

/** What `drumbeat import` does its work with. */
export interface ImportProgram {
  importFiles(files: readonly ImportFile[]): Promise<ImportResult>;
  close(): Promise<void>;
}

/**
 * What `drumbeat import` works with: the configured database, else Drumbeat's own, beside the running program or, where
 * none runs, started for as long as the import takes. A running program finds what became due at its next alarm.
 */
export async function composeImport(config: Pick<Config, 'databaseUrl' | 'dataDir' | 'zone'>): Promise<ImportProgram> {
  const running = config.databaseUrl === null ? findRunningEmbeddedPostgres(config.dataDir) : null;
  const databaseUrl = config.databaseUrl ?? running?.url ?? null;
  const database = await openProgramDatabase({ databaseUrl, dataDir: config.dataDir }, silent);
  const deps = {
    store: createStore(database.prisma),
    clock: createDatabaseClock(database.pool),
    ids: createIds(),
    poke: () => {},
    settings: { zone: config.zone },
  };
  return {
    importFiles: (files) => importFiles(deps, files),
    close: () => database.stop(),
  };
}
