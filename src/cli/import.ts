import { parseArgs } from 'node:util';
import { reasonOf } from '../app/faults.js';
import { importedLines } from '../app/importing/importedLines.js';
import type { Imported, ImportResult } from '../app/importing/importFiles.js';
import { importProblemLine } from '../app/importing/importProblem.js';
import type { ImportFile } from '../app/importing/readFiles.js';
import { counted } from '../app/shown/counted.js';
import type { ImportProgram } from '../compose/import.js';
import { configReport, readEnvironment } from '../config.js';
import type { CliIo } from './io.js';
import { remarkLines } from './remark-lines.js';

const usage = `drumbeat import FILE...      sequence files and templates (.yml, .json) and contacts (.csv), all or nothing

The files go into the configured database (DATABASE_URL, else Drumbeat's own in DRUMBEAT_DATA_DIR), whether or not the
program is running. A sequence that is there already gets a new version; the same file again changes nothing.
`;

/** Opens the configured database; rejects with what to do when it cannot be reached. */
export type OpenImport = () => Promise<
  { readonly ok: true; readonly program: ImportProgram } | { readonly ok: false; readonly message: string }
>;

/**
 * `drumbeat import`. Gives the exit code: 0; 1 where something is wrong with the files, the configuration or the database
 * (nothing was imported); 2 for a wrong command line.
 */
export async function runImport(args: string[], io: CliIo, open: OpenImport = openConfigured): Promise<number> {
  let files: string[];
  try {
    const { values, positionals } = parseArgs({
      args,
      options: { help: { type: 'boolean', short: 'h' } },
      allowPositionals: true,
    });
    if (values.help) {
      io.stdout(usage);
      return 0;
    }
    files = positionals;
  } catch (error) {
    return misused(io, reasonOf(error));
  }
  if (files.length === 0) return misused(io, 'name at least one file');
  const read = await readAll(files, io);
  if (read === null) return 1;
  const opened = await open().catch((error: unknown) => ({ ok: false, message: reasonOf(error) }) as const);
  if (!opened.ok) {
    io.stderr(`${opened.message.trimEnd()}\n`);
    return 1;
  }
  try {
    return report(await opened.program.importFiles(read), io);
  } catch (error) {
    io.stderr(`Nothing was imported: ${reasonOf(error)}\n`);
    return 1;
  } finally {
    await opened.program.close();
  }
}

async function openConfigured(): ReturnType<OpenImport> {
  const configured = readEnvironment();
  if (!configured.ok) return { ok: false, message: configReport(configured.problems) };
  const { composeImport } = await import('../compose/import.js');
  return { ok: true, program: await composeImport(configured.config) };
}

function misused(io: CliIo, message: string): number {
  io.stderr(`drumbeat import: ${message}\n\n${usage}`);
  return 2;
}

/** All files; null where one cannot be read, which is told for each. */
async function readAll(names: readonly string[], io: CliIo): Promise<ImportFile[] | null> {
  const files: ImportFile[] = [];
  for (const name of names) {
    try {
      files.push({ name, content: await io.readFile(name) });
    } catch (error) {
      io.stderr(`${name}: ${reasonOf(error)}\n`);
    }
  }
  return files.length === names.length ? files : null;
}

function report(result: ImportResult, io: CliIo): number {
  if (result.ok) {
    io.stdout(reportOf(result.imported));
    return 0;
  }
  if (result.reason === 'which-workspace') {
    const names = result.workspaces.map(({ name }) => name).join(', ');
    io.stderr(`There are several workspaces (${names}); import in Slack instead.\n`);
    return 1;
  }
  for (const problem of result.problems) io.stderr(`${importProblemLine(problem)}\n`);
  io.stderr(`\n${counted(result.problems.length, 'problem')}; nothing was imported.\n`);
  return 1;
}

function reportOf(imported: Imported): string {
  const remarks = imported.sequences.filter((one) => one.kind !== 'unchanged' && one.remarks.length > 0);
  return [
    `${[...importedLines(imported), `Imported into ${imported.workspace.name}.`].join('\n')}\n`,
    ...remarks.map((one) => `\n${one.name}. ${remarkLines(one.remarks)}`),
  ].join('');
}
