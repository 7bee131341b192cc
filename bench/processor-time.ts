import { readdirSync, readFileSync } from 'node:fs';

/** Of Linux: a clock tick of /proc is a hundredth of a second on every machine that Node runs on. */
const tickMicros = 10_000;

/**
 * Processor time (microseconds, user and system) that a process and all below it have had so far, ended ones included;
 * NaN where the system has no /proc. Wall-clock figures say how fast it was on this machine, beside what else ran there;
 * this says what it cost.
 */
export function processorMicros(pid: number): number {
  try {
    const all = readdirSync('/proc').flatMap((name) => (/^\d+$/.test(name) ? (statOf(name) ?? []) : []));
    const family = new Set([pid]);
    for (let size = 0; size < family.size; ) {
      size = family.size;
      for (const one of all) if (family.has(one.parent)) family.add(one.pid);
    }
    return all.filter((one) => family.has(one.pid)).reduce((sum, { ticks }) => sum + ticks, 0) * tickMicros;
  } catch {
    return Number.NaN;
  }
}

interface Stat {
  readonly pid: number;
  readonly parent: number;
  /** Its own and those of children that it has waited for. */
  readonly ticks: number;
}

/** A process; null where it ended meanwhile. See proc_pid_stat(5): the name may hold spaces and brackets. */
function statOf(name: string): Stat | null {
  try {
    const line = readFileSync(`/proc/${name}/stat`, 'utf8');
    const fields = line
      .slice(line.lastIndexOf(')') + 2)
      .split(' ')
      .map(Number);
    const ticks = [11, 12, 13, 14].reduce((sum, index) => sum + (fields[index] ?? 0), 0);
    return { pid: Number(name), parent: fields[1] ?? 0, ticks };
  } catch {
    return null;
  }
}
