import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** The program as a user starts it. */
export const bin = join(root, 'bin/drumbeat.js');
/** The program with a free port and limits of the test's own. */
const tunedProgram = join(root, 'test/support/program-main.js');

export interface Ending {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** The program as a process of its own, leader of its own process group, as a terminal makes it. */
export interface ProgramProcess {
  readonly pid: number;
  /** What it wrote so far. */
  stdout(): string;
  stderr(): string;
  /** Its log, one object a line. */
  logged(): Record<string, unknown>[];
  /** Resolves with the first match in what it writes to standard output; rejects when it ends before. */
  says(pattern: RegExp): Promise<RegExpExecArray>;
  /** The same for standard error. */
  logs(pattern: RegExp): Promise<RegExpExecArray>;
  /** Resolves with its address when it is ready; rejects with what it wrote when it ends before. */
  ready(): Promise<string>;
  readonly ended: Promise<Ending>;
  /** Sends a signal to the process; answers how it ended. */
  end(signal: NodeJS.Signals): Promise<Ending>;
  /** Sends a signal to the whole group, as Ctrl-C does. */
  endGroup(signal: NodeJS.Signals): Promise<Ending>;
}

const started = new Set<ProgramProcess>();

/** Starts `node bin/drumbeat.js start` with nothing in its environment but what is given. Call {@link endPrograms} after. */
export function startProgram(env: Readonly<Record<string, string>>, options: { cwd?: string } = {}): ProgramProcess {
  return start([bin, 'start'], env, options.cwd ?? root);
}

/** Limits of the program that tests change; see FiringLimits. `clockAheadMs`: how far its machine's clock is ahead; `clockFile`: where that stands. */
export interface TunedLimits {
  readonly clockAheadMs?: number;
  readonly clockFile?: string;
  readonly leaseMs?: number;
  readonly requestMs?: number;
  readonly concurrency?: number;
  readonly mailRequests?: number;
  readonly mailsPerRequest?: number;
  readonly silenceMs?: number;
  readonly retryMs?: number;
}

/** Starts the same program, or that of another project's folder, on any free port, with limits of the test's own. */
export function startTunedProgram(
  env: Readonly<Record<string, string>>,
  limits: TunedLimits = {},
  project: string = root,
): ProgramProcess {
  return start([tunedProgram, JSON.stringify(limits), pathToFileURL(join(project, 'dist/')).href], env, root);
}

function start(args: readonly string[], env: Readonly<Record<string, string>>, cwd: string): ProgramProcess {
  if (!existsSync(join(root, 'dist/cli/main.js')))
    throw new Error('The program is not built: run `npm run build` first.');
  const child = spawn(process.execPath, args, {
    cwd,
    env: { PATH: process.env.PATH ?? '', HOME: process.env.HOME ?? '', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  const program = watch(child);
  started.add(program);
  return program;
}

function watch(child: ChildProcess): ProgramProcess {
  const pid = Number(child.pid);
  const written = { stdout: '', stderr: '' };
  const looks = new Set<() => void>();
  const look = () => {
    for (const one of looks) one();
  };
  let ending: Ending | null = null;
  for (const name of ['stdout', 'stderr'] as const) {
    child[name]?.setEncoding('utf8').on('data', (text: string) => {
      written[name] += text;
      look();
    });
  }
  const ended = new Promise<Ending>((resolve) => {
    child.once('close', (code, signal) => {
      ending = { code, signal };
      resolve(ending);
      look();
    });
  });
  const find = (stream: keyof typeof written, pattern: RegExp) =>
    new Promise<RegExpExecArray>((resolve, reject) => {
      const tryIt = () => {
        const found = pattern.exec(written[stream]);
        if (found === null && ending === null) return;
        looks.delete(tryIt);
        if (found !== null) resolve(found);
        else reject(new Error(`ended without ${pattern}:\n${written.stdout}\n${written.stderr}`));
      };
      looks.add(tryIt);
      tryIt();
    });
  const send = (to: number, signal: NodeJS.Signals) => {
    if (ending === null) process.kill(to, signal);
    return ended;
  };
  return {
    pid,
    stdout: () => written.stdout,
    stderr: () => written.stderr,
    logged: () => logLines(written.stderr),
    says: (pattern) => find('stdout', pattern),
    logs: (pattern) => find('stderr', pattern),
    ready: async () => (await find('stdout', /(?:open|at) (http:\S+)/))[1] ?? '',
    ended,
    end: (signal) => send(pid, signal),
    endGroup: (signal) => send(-pid, signal),
  };
}

function logLines(stderr: string): Record<string, unknown>[] {
  return stderr
    .split('\n')
    .filter((line) => line.startsWith('{') && line.endsWith('}'))
    .map((line) => JSON.parse(line));
}

/** Kills what {@link startProgram} started and still runs, and waits for it. For afterEach. */
export async function endPrograms(): Promise<void> {
  const running = [...started];
  started.clear();
  await Promise.all(running.map((program) => program.endGroup('SIGKILL')));
}

/** A folder of the test's own; `remove` waits until no process uses it (the database of a killed program). */
export function temporaryFolder(): { readonly path: string; remove(): Promise<void> } {
  const path = mkdtempSync(join(tmpdir(), 'drumbeat-program-'));
  return {
    path,
    remove: async () => {
      await until(() => processesWith(path).length === 0);
      rmSync(path, { recursive: true, force: true });
    },
  };
}

/** Processes of this machine whose command line holds `text` (a data folder, say): `pid command`. */
export function processesWith(text: string): string[] {
  return execFileSync('ps', ['-eo', 'pid=,args='], { encoding: 'utf8', maxBuffer: 50_000_000 })
    .split('\n')
    .filter((line) => line.includes(text))
    .map((line) => line.trim());
}

/** Resolves when `condition` holds; asks again every 25 ms. For what tells nobody when it changes, like rows. */
export async function until(condition: () => Promise<boolean> | boolean): Promise<void> {
  while (!(await condition())) await new Promise((resolve) => setTimeout(resolve, 25));
}
