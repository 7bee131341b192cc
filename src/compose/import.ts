import { createIds } from '../adapters/system/ids.js';
import { createSystemTimers } from '../adapters/system/timers.js';
import { type ImportResult, importFiles } from '../app/importing/importFiles.js';
import type { ImportFile } from '../app/importing/readFiles.js';
import type { Config } from '../config.js';
import { openBeside } from './beside.js';
import { mayBePlain } from './delivering.js';
import { composePrinting } from './printing.js';
import { numbersBeside } from './texting.js';

/** What `drumbeat import` does its work with. */
export interface ImportProgram {
  importFiles(files: readonly ImportFile[], options?: { readonly goodOnes: boolean }): Promise<ImportResult>;
  close(): Promise<void>;
}

type ImportConfig = Pick<
  Config,
  'databaseUrl' | 'dataDir' | 'zone' | 'mailFrom' | 'twilio' | 'lob' | 'webhookReach' | 'slack' | 'publicUrl'
>;

/** What `drumbeat import` works with. A running program finds what became due at its next alarm. */
export async function composeImport(config: ImportConfig): Promise<ImportProgram> {
  const { store, clock, close } = await openBeside(config);
  const texter = numbersBeside(config, createSystemTimers());
  const { postcards } = composePrinting(config, '');
  const deliveries = { mayBePlain: mayBePlain(config) };
  const settings = { zone: config.zone, mailFrom: config.mailFrom };
  const deps = { store, clock, ids: createIds(), poke: () => {}, settings, texter, postcards, deliveries };
  return { importFiles: (files, options) => importFiles(deps, files, options), close };
}
