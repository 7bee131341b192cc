import type { Machine, WorkerProcess } from '../machine.js';
import { processorMicros } from '../processor-time.js';
import { middleOf, repeated } from '../repeating.js';
import { enrollContacts } from '../seed.js';
import type { WorkerSetup } from '../worker.js';

/** One measurement of steps being fired. */
export interface FiringRun {
  readonly stepsPerSecond: number;
  /** The worker's largest resident set (MB). */
  readonly memory: number;
  readonly detail: Readonly<Record<string, number>>;
}

interface FiringSetup {
  readonly url: string;
  readonly steps: number;
  readonly limits?: WorkerSetup['limits'];
  /** One unless told. */
  readonly workers?: number;
  /** How often, one after the other by the same workers; the rate in the middle counts. Once unless told. */
  readonly runs?: number;
}

/**
 * So many email steps that are all due, from the alarm to the last commit. Rejects where the provider took another number
 * of mails, one twice, or refused one: a rate of something else is no rate. In the first run the workers' code is not compiled
 * yet.
 */
export async function measureFiring(
  machine: Machine,
  { url, steps, limits, workers: count = 1, runs = 1 }: FiringSetup,
): Promise<FiringRun> {
  const workers = await Promise.all(Array.from({ length: count }, () => machine.worker(url, limits)));
  const all = await repeated(runs, async () => {
    await enrollContacts(url, steps);
    return fireOnce(machine, workers, steps);
  });
  await Promise.all(workers.map((worker) => worker.stop()));
  const middle = middleOf(all, ({ stepsPerSecond }) => stepsPerSecond);
  const each = all.map(({ stepsPerSecond }, index) => [`run ${index + 1}, steps/s`, stepsPerSecond]);
  return { ...middle, detail: { ...middle.detail, ...Object.fromEntries(each) } };
}

async function fireOnce(machine: Machine, workers: readonly WorkerProcess[], steps: number): Promise<FiringRun> {
  await machine.taken();
  const pids = {
    worker: workers.map(({ pid }) => pid),
    postgres: [machine.postgresPid],
    provider: [machine.providerPid],
  };
  const before = processorsOf(pids);
  const begun = performance.now();
  const fired = await Promise.all(workers.map((worker) => worker.fire()));
  const seconds = (performance.now() - begun) / 1000;
  const after = processorsOf(pids);
  const { mails, requests, doubled, refused } = await machine.taken();
  if (mails < steps || doubled > 0 || refused > 0) {
    throw new Error(`of ${steps} mails ${mails} came, ${doubled} of them again, and ${refused} requests were refused`);
  }
  const micros = (who: keyof typeof pids) => (after[who] - before[who]) / mails;
  const perStep = { worker: micros('worker'), PostgreSQL: micros('postgres'), provider: micros('provider') };
  const memoryMb = Math.max(...fired.map(({ memory }) => memory)) / 2 ** 20;
  return {
    stepsPerSecond: mails / seconds,
    memory: memoryMb,
    detail: {
      'processor microseconds a step': perStep.worker + perStep.PostgreSQL,
      ...perStep,
      'mails a request': mails / requests,
      'memory MB': memoryMb,
    },
  };
}

function processorsOf<Who extends string>(pids: Readonly<Record<Who, readonly number[]>>): Record<Who, number> {
  const sum = (of: readonly number[]) => of.reduce((so, pid) => so + processorMicros(pid), 0);
  const entries = Object.entries<readonly number[]>(pids).map(([who, of]) => [who, sum(of)]);
  return Object.fromEntries(entries) as Record<Who, number>;
}
