import { reasonOf } from '../app/faults.js';
import { badLinesName, importedLines } from '../app/importing/importedLines.js';
import type { Imported, ImportResult } from '../app/importing/importFiles.js';
import { importProblemLine } from '../app/importing/importProblem.js';
import type { ImportFile } from '../app/importing/readFiles.js';
import { shownEffect } from '../app/shown/changeEffects.js';
import { counted } from '../app/shown/counted.js';
import type { ImportProgram } from '../compose/import.js';
import { configured, type Open, runBeside, severalWorkspaces } from './beside.js';
import type { CliIo } from './io.js';
import { remarkLines } from './remark-lines.js';
import { whyUnread } from './why-unread.js';

const usage = `drumbeat import FILE...      sequence files, templates and lists (.yml, .json) and contacts (.csv), all or nothing
  --json                      what is wrong as JSON on standard output, each with its code and its place
  --good-ones                 leave lines of contacts that are wrong out; they are written to NAME.bad-lines.csv, each with its reason

The files go into the configured database (DATABASE_URL, else Drumbeat's own in DRUMBEAT_DATA_DIR), whether or not the
program is running. A sequence that is there already gets a new version; the same file again changes nothing.
`;

const openConfigured = configured(async (config) => (await import('../compose/import.js')).composeImport(config));

/**
 * `drumbeat import`. Gives the exit code: 0; 1 where something is wrong with the files, the configuration or the database
 * (nothing was imported); 2 for a wrong command line.
 */
export function runImport(args: string[], io: CliIo, open: Open<ImportProgram> = openConfigured): Promise<number> {
  return runBeside(args, io, {
    name: 'import',
    usage,
    flags: ['good-ones', 'json'],
    open,
    read: async (names, flags) => {
      if (names.length === 0) return { misused: 'name at least one file' };
      const files = await readAll(names, io);
      return files === null ? null : { asked: { files, goodOnes: flags.has('good-ones'), asJson: flags.has('json') } };
    },
    run: async (program, { files, goodOnes, asJson }) => {
      const result = await program.importFiles(files, { goodOnes });
      const code = tell(result, asJson, io);
      return result.ok && !(await writeLeftOut(result.imported, io)) ? 1 : code;
    },
    failed: 'Nothing was imported',
  });
}

/** All files; null where one cannot be read, which is told for each. */
async function readAll(names: readonly string[], io: CliIo): Promise<ImportFile[] | null> {
  const files: ImportFile[] = [];
  for (const name of names) {
    try {
      files.push({ name, content: await io.readFile(name) });
    } catch (error) {
      io.stderr(`${name}: ${whyUnread(error)}\n`);
    }
  }
  return files.length === names.length ? files : null;
}

/** Beside the files that the lines are of; whether all of them could be written. */
async function writeLeftOut({ leftOut }: Imported, io: CliIo): Promise<boolean> {
  let isWritten = true;
  for (const { file, csv } of leftOut) {
    const name = badLinesName(file);
    try {
      await io.writeNewFile(name, csv);
      io.stderr(`What was left out is in ${name}: mend it, and import it.\n`);
    } catch (error) {
      isWritten = false;
      io.stderr(`${name} cannot be written (${reasonOf(error)}). What was left out:\n${csv}`);
    }
  }
  return isWritten;
}

/** As JSON, standard output has `{"errors": [...]}` and nothing else, as that of `simulate` has; what came in is told beside it. */
function tell(result: ImportResult, asJson: boolean, io: CliIo): number {
  if (result.ok) {
    if (asJson) io.stdout(`${JSON.stringify({ errors: [] })}\n`);
    (asJson ? io.stderr : io.stdout)(reportOf(result.imported));
    return 0;
  }
  if (result.reason === 'which-workspace') {
    return severalWorkspaces(result.workspaces, 'import in Slack instead', io);
  }
  if (result.reason !== 'invalid') throw new Error('who imports on the command line is asked nothing');
  if (asJson) io.stdout(`${JSON.stringify({ errors: result.problems })}\n`);
  else for (const problem of result.problems) io.stderr(`${importProblemLine(problem)}\n`);
  io.stderr(`\n${counted(result.problems.length, 'problem')}; nothing was imported.\n`);
  if (result.good > 0) io.stderr(`--good-ones imports the ${counted(result.good, 'contact')} of the other lines.\n`);
  return 1;
}

function reportOf(imported: Imported): string {
  const { workspace, effects, now } = imported;
  const remarks = imported.sequences.filter((one) => one.kind !== 'unchanged' && one.remarks.length > 0);
  const shown = effects.map((effect) => shownEffect(effect, { zone: workspace.zone, now }));
  return [
    `${[...importedLines(imported), `Imported into ${workspace.name}.`].join('\n')}\n`,
    ...shown.map(
      ({ title, lines }) => `\n${title}, did this to people:\n${lines.map((line) => `  - ${line}\n`).join('')}`,
    ),
    ...remarks.map((one) => `\n${one.name}. ${remarkLines(one.remarks)}`),
  ].join('');
}
