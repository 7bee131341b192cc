import type { BesideReport } from '../app/reports/reportSequence.js';
import type { ReportProgram } from '../compose/report.js';
import { parsePeriod, usualPeriod } from '../domain/report/period.js';
import { reportCsv } from '../domain/report/report-csv.js';
import { configured, type Open, runBeside, severalWorkspaces, unknownSequence } from './beside.js';
import type { CliIo } from './io.js';

const usage = `drumbeat report NAME [PERIOD]     what a sequence's steps and variants came to, as CSV

PERIOD is 30d (unless given), 4w, today, all, 2026-03 or 2026-03-01..2026-03-15, in days of the account's zone:
  drumbeat report saas-outbound all > saas-outbound.csv
`;

const openConfigured = configured(async (config) => (await import('../compose/report.js')).composeReport(config));

/** `drumbeat report`. Gives the exit code: 0; 1 where something is not there or wrong; 2 for a wrong command line. */
export function runReport(args: string[], io: CliIo, open: Open<ReportProgram> = openConfigured): Promise<number> {
  return runBeside(args, io, {
    name: 'report',
    usage,
    open,
    read: ([name, typed, ...more]) => {
      if (name === undefined || more.length > 0) return { misused: 'it takes the name of one sequence, and a period' };
      const period = typed === undefined ? usualPeriod : parsePeriod(typed);
      return period === null ? { misused: `"${typed}" is no period` } : { asked: { name, period } };
    },
    run: async (program, asked) => tell(await program.report(asked), io),
    failed: 'There is no report',
  });
}

function tell(result: BesideReport, io: CliIo): number {
  if (!result.ok && result.reason === 'which-workspace') {
    return severalWorkspaces(result.workspaces, 'ask for the report in Slack instead', io);
  }
  if (!result.ok) return unknownSequence(result.name, result.nearest, io);
  io.stdout(reportCsv(result.report));
  return 0;
}
