import { parseArgs } from 'node:util';
import { reasonOf } from '../app/faults.js';
import { type Config, configReport, readEnvironment } from '../config.js';
import type { CliIo } from './io.js';

/** Opens the configured database; rejects with what to do when it cannot be reached. */
export type Open<P> = () => Promise<
  { readonly ok: true; readonly program: P } | { readonly ok: false; readonly message: string }
>;

/** What a command line asks for; or what is wrong with it, or null where that was told already. */
export type Read<A> = { readonly asked: A } | { readonly misused: string } | null;

/** A command that works in the configured database, whether or not the program is running. */
export interface BesideCommand<P, A> {
  readonly name: string;
  readonly usage: string;
  /** Options that it knows, without their dashes; each is given or not. */
  readonly flags?: readonly string[];
  readonly read: (positionals: readonly string[], flags: ReadonlySet<string>) => Read<A> | Promise<Read<A>>;
  readonly open: Open<P>;
  /** Does it and tells of it; gives the exit code. */
  readonly run: (program: P, asked: A) => Promise<number>;
  /** What a fault comes to, to be followed by why: `Nothing was exported`. */
  readonly failed: string;
}

/**
 * Runs such a command. Gives the exit code: the command's own; 1 where something is wrong with the configuration or the
 * database; 2 for a wrong command line.
 */
export async function runBeside<P extends { close(): Promise<void> }, A>(
  args: string[],
  io: CliIo,
  { name, usage, flags = [], read, open, run, failed }: BesideCommand<P, A>,
): Promise<number> {
  const words = readWords(args, flags);
  if (words === 'help') {
    io.stdout(usage);
    return 0;
  }
  const line = 'misused' in words ? words : await read(words.positionals, words.flags);
  if (line === null) return 1;
  if ('misused' in line) {
    io.stderr(`drumbeat ${name}: ${line.misused}\n\n${usage}`);
    return 2;
  }
  const opened = await open().catch((error: unknown) => ({ ok: false, message: reasonOf(error) }) as const);
  if (!opened.ok) {
    io.stderr(`${opened.message.trimEnd()}\n`);
    return 1;
  }
  try {
    return await run(opened.program, line.asked);
  } catch (error) {
    io.stderr(`${failed}: ${reasonOf(error)}\n`);
    return 1;
  } finally {
    await opened.program.close();
  }
}

type Words = 'help' | { readonly positionals: string[]; readonly flags: Set<string> } | { readonly misused: string };

function readWords(args: string[], flags: readonly string[]): Words {
  try {
    const own = Object.fromEntries(flags.map((flag) => [flag, { type: 'boolean' }] as const));
    const options = { ...own, help: { type: 'boolean', short: 'h' } } as const;
    const { values, positionals } = parseArgs({ args, options, allowPositionals: true });
    return values.help ? 'help' : { positionals, flags: new Set(Object.keys(values)) };
  } catch (error) {
    return { misused: reasonOf(error) };
  }
}

/** Opens what `compose` makes of the environment's configuration. */
export function configured<P>(compose: (config: Config) => Promise<P>): Open<P> {
  return async () => {
    const read = readEnvironment();
    if (!read.ok) return { ok: false, message: configReport(read.problems) };
    return { ok: true, program: await compose(read.config) };
  };
}

/** Nobody says for which of several workspaces it is meant. Gives the exit code. */
export function severalWorkspaces(workspaces: readonly { readonly name: string }[], instead: string, io: CliIo): 1 {
  io.stderr(`There are several workspaces (${workspaces.map(({ name }) => name).join(', ')}); ${instead}.\n`);
  return 1;
}

/** A sequence that there is not. Gives the exit code. */
export function unknownSequence(name: string, nearest: readonly { readonly slug: string }[], io: CliIo): 1 {
  const meant = nearest.map(({ slug }) => slug).join(', ');
  io.stderr(`There is no sequence called ${name}${meant === '' ? '.' : `; did you mean ${meant}?`}\n`);
  return 1;
}
