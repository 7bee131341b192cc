import { type ExportResult, exportSequences } from '../app/exporting/exportSequences.js';
import type { Config } from '../config.js';
import { openBeside } from './beside.js';

/** What `drumbeat export` does its work with. */
export interface ExportProgram {
  exportSequences(names: readonly string[]): Promise<ExportResult>;
  close(): Promise<void>;
}

/** What `drumbeat export` works with: the same database as `drumbeat import`. */
export async function composeExport(config: Pick<Config, 'databaseUrl' | 'dataDir'>): Promise<ExportProgram> {
  const { store, close } = await openBeside(config);
  return { exportSequences: (names) => exportSequences({ store }, names), close };
}
