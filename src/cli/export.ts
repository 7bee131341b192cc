import { parseArgs } from 'node:util';
import type { ExportResult } from '../app/exporting/exportSequences.js';
import type { ExportProgram } from '../compose/export.js';
import { configReport, readEnvironment } from '../config.js';
import type { CliIo } from './io.js';

const usage = `drumbeat export [NAME...]     sequences by name or slug, as import reads them; without names, all of them

They are written to standard output, several as the documents of one file:
  drumbeat export saas-outbound > saas-outbound.yml
Texts that steps call by name (template: ...) are not in it.
`;

/** Opens the configured database; rejects with what to do when it cannot be reached. */
export type OpenExport = () => Promise<
  { readonly ok: true; readonly program: ExportProgram } | { readonly ok: false; readonly message: string }
>;

/** `drumbeat export`. Gives the exit code: 0; 1 where something is not there or wrong; 2 for a wrong command line. */
export async function runExport(args: string[], io: CliIo, open: OpenExport = openConfigured): Promise<number> {
  let names: string[];
  try {
    const options = { help: { type: 'boolean', short: 'h' } } as const;
    const { values, positionals } = parseArgs({ args, options, allowPositionals: true });
    if (values.help) {
      io.stdout(usage);
      return 0;
    }
    names = positionals;
  } catch (error) {
    io.stderr(`drumbeat export: ${reasonOf(error)}\n\n${usage}`);
    return 2;
  }
  const opened = await open().catch((error: unknown) => ({ ok: false, message: reasonOf(error) }) as const);
  if (!opened.ok) {
    io.stderr(`${opened.message.trimEnd()}\n`);
    return 1;
  }
  try {
    return report(await opened.program.exportSequences(names), io);
  } catch (error) {
    io.stderr(`Nothing was exported: ${reasonOf(error)}\n`);
    return 1;
  } finally {
    await opened.program.close();
  }
}

async function openConfigured(): ReturnType<OpenExport> {
  const configured = readEnvironment();
  if (!configured.ok) return { ok: false, message: configReport(configured.problems) };
  const { composeExport } = await import('../compose/export.js');
  return { ok: true, program: await composeExport(configured.config) };
}

function report(result: ExportResult, io: CliIo): number {
  if (result.ok) {
    io.stdout(result.sequences.map(({ text }) => text).join('---\n'));
    return 0;
  }
  if (result.reason === 'which-workspace') {
    const names = result.workspaces.map(({ name }) => name).join(', ');
    io.stderr(`There are several workspaces (${names}); export in Slack instead.\n`);
    return 1;
  }
  for (const { name, nearest } of result.unknown) {
    const meant = nearest.map((sequence) => sequence.slug).join(', ');
    io.stderr(`There is no sequence called ${name}${meant === '' ? '.' : `; did you mean ${meant}?`}\n`);
  }
  return 1;
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
