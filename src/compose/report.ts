import { type BesideReport, reportBeside } from '../app/reports/reportSequence.js';
import type { Config } from '../config.js';
import type { Period } from '../domain/report/period.js';
import { openBeside } from './beside.js';

/** What `drumbeat report` does its work with. */
export interface ReportProgram {
  report(asked: { readonly name: string; readonly period: Period }): Promise<BesideReport>;
  close(): Promise<void>;
}

/** What `drumbeat report` works with: the same database as `drumbeat import`. */
export async function composeReport(config: Pick<Config, 'databaseUrl' | 'dataDir' | 'slack'>): Promise<ReportProgram> {
  const { store, clock, close } = await openBeside(config);
  const settings = { hearsOfMails: config.slack.mode === 'sandbox' };
  return { report: (asked) => reportBeside({ store, clock, settings }, asked), close };
}
