import type { ExportResult } from '../app/exporting/exportSequences.js';
import type { ExportProgram } from '../compose/export.js';
import { configured, type Open, runBeside, severalWorkspaces, unknownSequence } from './beside.js';
import type { CliIo } from './io.js';

const usage = `drumbeat export [NAME...]     sequences by name or slug, as import reads them; without names, all of them

They are written to standard output, several as the documents of one file:
  drumbeat export saas-outbound > saas-outbound.yml
Texts that steps call by name (template: ...) are not in it.
`;

const openConfigured = configured(async (config) => (await import('../compose/export.js')).composeExport(config));

/** `drumbeat export`. Gives the exit code: 0; 1 where something is not there or wrong; 2 for a wrong command line. */
export function runExport(args: string[], io: CliIo, open: Open<ExportProgram> = openConfigured): Promise<number> {
  return runBeside(args, io, {
    name: 'export',
    usage,
    open,
    read: (names) => ({ asked: names }),
    run: async (program, names) => tell(await program.exportSequences(names), io),
    failed: 'Nothing was exported',
  });
}

function tell(result: ExportResult, io: CliIo): number {
  if (result.ok) {
    io.stdout(result.sequences.map(({ text }) => text).join('---\n'));
    for (const { name, why } of result.unread) io.stderr(`${name} is not among them: ${why}.\n`);
    return result.unread.length === 0 ? 0 : 1;
  }
  if (result.reason === 'which-workspace') {
    return severalWorkspaces(result.workspaces, 'export in Slack instead', io);
  }
  for (const { name, nearest } of result.unknown) unknownSequence(name, nearest, io);
  return 1;
}
