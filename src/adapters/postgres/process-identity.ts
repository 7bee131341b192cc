import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/**
 * What tells one run of a process from a later one that was given the same pid: on Linux the boot and the process's
 * start tick, elsewhere what `ps` says about its start. Null when there is no such process, or only its zombie.
 */
export function processBirth(pid: number): string | null {
  if (process.platform !== 'linux') return askPs(pid, 'lstart=');
  const stat = readOrNull(`/proc/${pid}/stat`);
  if (stat === null) return null;
  // The second field, the command in parentheses, may itself hold spaces and parentheses.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const [state, startTick] = [fields[0], fields[19]];
  if (state === 'Z' || state === 'X' || startTick === undefined) return null;
  return `${readOrNull('/proc/sys/kernel/random/boot_id')?.trim() ?? 'boot'}/${startTick}`;
}

/** The command line of a running process, null when there is none to be seen. */
export function processCommand(pid: number): string | null {
  if (process.platform !== 'linux') return askPs(pid, 'command=');
  const command = readOrNull(`/proc/${pid}/cmdline`);
  return command ? command.split('\0').join(' ').trim() : null;
}

function askPs(pid: number, column: string): string | null {
  try {
    const answer = execFileSync('ps', ['-o', column, '-p', String(pid)], { encoding: 'utf8', stdio: 'pipe' });
    return answer.trim() || null;
  } catch {
    return null;
  }
}

function readOrNull(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}
