import { setTimeout as pass } from 'node:timers/promises';
import type { Seed } from '../support/program-seed.js';
import type { Chance } from './chance.js';
import type { ProgramClock } from './program-clock.js';
import type { JobStore, Server } from './servers.js';
import type { Worker, Workers } from './workers.js';

/** What befalls a deployment beside the death of its workers, each in its turn. */
export interface Troubles {
  next(): Promise<void>;
  seen(): Readonly<Record<string, number>>;
}

export function createTroubles(o: {
  readonly chance: Chance;
  readonly database: Server;
  readonly jobs: JobStore;
  readonly clock: ProgramClock;
  readonly workers: Workers;
  readonly start: () => Worker;
}): Troubles {
  const { chance, database, jobs, clock, workers } = o;
  const { server } = jobs;
  const away = async (server: Server) => {
    await server.cut();
    await pass(chance.between(100, 900));
    await server.mend();
  };
  const troubles: readonly (readonly [string, () => Promise<void>])[] = [
    ['database killed', database.crash],
    ['database cut off', () => away(database)],
    ...(server === null
      ? []
      : ([
          ['job store killed', server.crash],
          ['job store cut off', () => away(server)],
        ] as const)),
    ['alarms deleted', jobs.forget],
    ['clock set back', () => clock.step(-chance.between(5, 60) * 1_000)],
    ['clock set on', () => clock.step(chance.between(1, 20) * 60_000)],
    ['worker stopped for longer than its lease', () => standStill()],
  ];
  const standStill = async () => {
    const worker = workers.running().find((one) => one.isReady()) ?? o.start();
    await worker.ready;
    if (worker.hasEnded()) return;
    process.kill(worker.program.pid, 'SIGSTOP');
    if (workers.running().length < 2) o.start();
    await pass(chance.between(3_200, 4_500));
    if (!worker.hasEnded()) process.kill(worker.program.pid, 'SIGCONT');
  };

  const seen: Record<string, number> = {};
  let turn = chance.between(0, troubles.length - 1);
  return {
    next: async () => {
      turn = (turn + 1) % troubles.length;
      const [name, befall] = troubles[turn] ?? ['nothing', async () => {}];
      // Somebody has to be in the middle of something.
      await Promise.all(workers.running().map(({ ready }) => ready));
      await pass(chance.between(0, 300));
      await befall();
      seen[name] = (seen[name] ?? 0) + 1;
    },
    seen: () => seen,
  };
}

/** Rows of a kind that a worker held when it died, and how many of them it leaves in doubt: what it was sending, but for what it kept of answers. */
export interface Held {
  readonly kind: string;
  readonly count: number;
  readonly inDoubt: number;
}

export async function heldAtDeath(seed: Seed, pid: number): Promise<readonly Held[]> {
  const { rows } = await seed.pool.query<Held>(
    `SELECT kind, count(*)::int AS count, count(*) FILTER (WHERE (x.id, x.attempts + 1) IN (
       SELECT id, attempt FROM executions_sent WHERE kept_at IS NULL))::int AS "inDoubt"
     FROM executions x WHERE state = 'claimed' AND claimed_by LIKE '%:' || $1 || ':%' GROUP BY kind`,
    [String(pid)],
  );
  return rows;
}
