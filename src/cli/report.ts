import { parseArgs } from 'node:util';
import type { BesideReport } from '../app/reports/reportSequence.js';
import type { ReportProgram } from '../compose/report.js';
import { configReport, readEnvironment } from '../config.js';
import { type Period, parsePeriod, usualPeriod } from '../domain/report/period.js';
import { reportCsv } from '../domain/report/report-csv.js';
import type { CliIo } from './io.js';

const usage = `drumbeat report NAME [PERIOD]     what a sequence's steps and variants came to, as CSV

PERIOD is 30d (unless given), 4w, today, all, 2026-03 or 2026-03-01..2026-03-15, in days of the account's zone:
  drumbeat report saas-outbound all > saas-outbound.csv
`;

/** Opens the configured database; rejects with what to do when it cannot be reached. */
export type OpenReport = () => Promise<
  { readonly ok: true; readonly program: ReportProgram } | { readonly ok: false; readonly message: string }
>;

/** `drumbeat report`. Gives the exit code: 0; 1 where something is not there or wrong; 2 for a wrong command line. */
export async function runReport(args: string[], io: CliIo, open: OpenReport = openConfigured): Promise<number> {
  const asked = readArgs(args);
  if (asked === 'help') {
    io.stdout(usage);
    return 0;
  }
  if ('wrong' in asked) {
    io.stderr(`drumbeat report: ${asked.wrong}\n\n${usage}`);
    return 2;
  }
  const opened = await open().catch((error: unknown) => ({ ok: false, message: reasonOf(error) }) as const);
  if (!opened.ok) {
    io.stderr(`${opened.message.trimEnd()}\n`);
    return 1;
  }
  try {
    return tell(await opened.program.report(asked), io);
  } catch (error) {
    io.stderr(`There is no report: ${reasonOf(error)}\n`);
    return 1;
  } finally {
    await opened.program.close();
  }
}

function readArgs(args: string[]): 'help' | { readonly wrong: string } | { name: string; period: Period } {
  try {
    const options = { help: { type: 'boolean', short: 'h' } } as const;
    const { values, positionals } = parseArgs({ args, options, allowPositionals: true });
    if (values.help) return 'help';
    const [name, period, ...more] = positionals;
    if (name === undefined || more.length > 0) return { wrong: 'it takes the name of one sequence, and a period' };
    const read = period === undefined ? usualPeriod : parsePeriod(period);
    return read === null ? { wrong: `"${period}" is no period` } : { name, period: read };
  } catch (error) {
    return { wrong: reasonOf(error) };
  }
}

async function openConfigured(): ReturnType<OpenReport> {
  const configured = readEnvironment();
  if (!configured.ok) return { ok: false, message: configReport(configured.problems) };
  const { composeReport } = await import('../compose/report.js');
  return { ok: true, program: await composeReport(configured.config) };
}

function tell(result: BesideReport, io: CliIo): number {
  if (result.ok) {
    io.stdout(reportCsv(result.report.steps));
    return 0;
  }
  if (result.reason === 'which-workspace') {
    const names = result.workspaces.map(({ name }) => name).join(', ');
    io.stderr(`There are several workspaces (${names}); ask for the report in Slack instead.\n`);
    return 1;
  }
  const meant = result.nearest.map((sequence) => sequence.slug).join(', ');
  io.stderr(`There is no sequence called ${result.name}${meant === '' ? '.' : `; did you mean ${meant}?`}\n`);
  return 1;
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
