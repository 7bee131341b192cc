import { readFile, writeFile } from 'node:fs/promises';
import type { CliIo } from './io.js';

type Command = (args: string[], io: CliIo) => Promise<number | undefined>;

/**
 * Each command loads only what it needs, so that `simulate` starts fast. Gives the exit code; undefined where the command
 * sees to the end of the process itself.
 */
const commands: Readonly<Record<string, Command>> = {
  start: async () => {
    const { main } = await import('../main.js');
    await main();
    return undefined;
  },
  simulate: async (args, io) => {
    const { runSimulate } = await import('./simulate.js');
    return runSimulate(args, io);
  },
  import: async (args, io) => {
    const { runImport } = await import('./import.js');
    return runImport(args, io);
  },
  export: async (args, io) => {
    const { runExport } = await import('./export.js');
    return runExport(args, io);
  },
  report: async (args, io) => {
    const { runReport } = await import('./report.js');
    return runReport(args, io);
  },
  doctor: async (args, io) => {
    const { runDoctor } = await import('./doctor.js');
    return runDoctor(args, io);
  },
};

const usage = `drumbeat COMMAND

  start                 run the program (as \`npm start\` does)
  simulate              when each step would fire: a JSON case on standard input, or --batch, or FILE.yml with flags
  import FILE...        load sequence files and contacts
  export [NAME...]      write sequences as files
  report NAME [PERIOD]  what a sequence came to, as CSV
  doctor                what is wrong with the installation, and what to do

drumbeat COMMAND --help says more.
`;

/** Runs one command line. Sets the process's exit code. */
export async function runCli(args: string[]): Promise<void> {
  const [name = '', ...rest] = args;
  const io = ioOfProcess();
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (command) {
    const code = await command(rest, io);
    if (code !== undefined) process.exitCode = code;
    return;
  }
  const asked = name === '' || name === 'help' || name === '--help' || name === '-h';
  if (asked) {
    io.stdout(usage);
    return;
  }
  io.stderr(`drumbeat: no command "${name}"\n\n${usage}`);
  process.exitCode = 2;
}

/** A reader that has seen enough closes its end: what is written after that is for nobody, and no fault. */
function ioOfProcess(): CliIo {
  let unread = false;
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error;
      unread = true;
    });
  }
  return {
    stdin: process.stdin,
    stdout: (text) => void process.stdout.write(text),
    stderr: (text) => void process.stderr.write(text),
    isUnread: () => unread,
    readFile: (path) => readFile(path, 'utf8'),
    writeNewFile: (path, content) => writeFile(path, content, { flag: 'wx' }),
  };
}
