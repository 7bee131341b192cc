import { linkSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';
import { processBirth, processCommand } from './process-identity.js';

const holderSchema = z.object({ pid: z.number().int().positive(), birth: z.string(), since: z.string() });
type Holder = z.infer<typeof holderSchema>;

/** Another running program holds the data folder. */
export class DataFolderInUse extends Error {
  constructor(
    readonly dataDir: string,
    readonly pid: number,
    since: string,
  ) {
    const command = processCommand(pid);
    super(
      `The data folder ${dataDir} is in use by process ${pid}${command ? ` (${command})` : ''}, since ${since}. ` +
        'Stop that one, or set DRUMBEAT_DATA_DIR to another folder.',
    );
    this.name = 'DataFolderInUse';
  }
}

export interface DataFolderLock {
  /** Gives the folder free. Safe to call twice. */
  release(): void;
}

/**
 * Takes the data folder for this process, with a file that names the process and when that process began: a pid alone
 * would, after a crash, sooner or later name a stranger. A lock whose process is gone is taken over.
 *
 * @throws {DataFolderInUse} while the process that holds it lives (this one included).
 */
export async function lockDataFolder(dataDir: string): Promise<DataFolderLock> {
  const path = join(dataDir, 'drumbeat.lock');
  const mine = `${path}.${process.pid}`;
  const holder: Holder = {
    pid: process.pid,
    birth: processBirth(process.pid) ?? 'unknown',
    since: new Date().toISOString(),
  };
  writeFileSync(mine, JSON.stringify(holder), { mode: 0o644 });
  try {
    // A link appears whole or not at all, so nobody ever reads half a lock.
    while (!linked(mine, path)) {
      const found = readHolder(path);
      if (found && processBirth(found.pid) === found.birth) throw new DataFolderInUse(dataDir, found.pid, found.since);
      await removeStale(path, found);
    }
  } finally {
    rmSync(mine, { force: true });
  }
  let held = true;
  return {
    release() {
      if (!held) return;
      held = false;
      if (readHolder(path)?.birth === holder.birth) rmSync(path, { force: true });
    },
  };
}

/** Who holds the data folder now, null when nobody alive does. */
export function dataFolderHolder(dataDir: string): { readonly pid: number } | null {
  const found = readHolder(join(dataDir, 'drumbeat.lock'));
  return found && processBirth(found.pid) === found.birth ? { pid: found.pid } : null;
}

function linked(from: string, to: string): boolean {
  try {
    linkSync(from, to);
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    throw error;
  }
}

/**
 * Removes a stale lock. Of several starters that saw it, one at a time looks again and removes it only if it is still
 * that one: otherwise the second would remove the lock that the first has just taken.
 */
async function removeStale(path: string, stale: Holder | null): Promise<void> {
  const turn = `${path}.turn`;
  try {
    mkdirSync(turn);
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error;
    // A turn takes a moment; one that lasts was left by a process that died in it.
    const begun = statSync(turn, { throwIfNoEntry: false })?.mtimeMs ?? Date.now();
    if (Date.now() - begun > 5_000) rmSync(turn, { recursive: true, force: true });
    return delay(10);
  }
  try {
    if (readHolder(path)?.birth === stale?.birth) rmSync(path, { force: true });
  } finally {
    rmSync(turn, { recursive: true, force: true });
  }
}

function readHolder(path: string): Holder | null {
  try {
    return holderSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch {
    return null;
  }
}

function codeOf(error: unknown): unknown {
  return typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
}
