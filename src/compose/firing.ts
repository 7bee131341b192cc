import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { createAgendaAlarms } from '../adapters/agenda/alarms.js';
import type { AppDeps } from '../app/deps.js';
import { runDueDigests } from '../app/digests/runDueDigests.js';
import { fireDue } from '../app/firing/fireDue.js';
import { recoverLapsed } from '../app/firing/recoverLapsed.js';
import type { Chat } from '../app/ports/chat.js';
import type { Log } from '../app/ports/log.js';
import type { Timers } from '../app/ports/timers.js';
import { postDue } from '../app/posting/postDue.js';
import type { Config } from '../config.js';
import { createPump, type Lane, type Pump } from '../jobs/pump.js';
import { keepAwake, type Waking } from '../jobs/waking.js';
import type { OpenedDatabase } from './database.js';
import { reasonOf } from './reason.js';

/** How firing is tuned. */
export interface FiringLimits {
  /** How long a claim, and a request of it, may take; longer than the mailer's timeout (milliseconds). */
  readonly leaseMs: number;
  /** Requests to the mail provider open at once. */
  readonly concurrency: number;
  /** After how long without an alarm a worker wakes itself (milliseconds). */
  readonly silenceMs: number;
  /** After how long a lane that failed (the database was away) is tried again (milliseconds). */
  readonly retryMs: number;
}

export const firingLimits: FiringLimits = { leaseMs: 45_000, concurrency: 16, silenceMs: 90_000, retryMs: 5_000 };

export interface Firing {
  readonly pump: Pump;
  /** Something may be due: pokes this process's pump, or where it does not fire, the workers by an alarm. */
  poke(): void;
  /** When something falls due next, past ones included. */
  nextDueAt(): ReturnType<Lane['nextDueAt']>;
  /** Starts the alarms; only in the roles that fire. */
  start(): Waking;
  /** Begins nothing new; resolves when what is in flight has been settled. */
  stop(): Promise<void>;
}

/** Alarms are asked for what falls due before the next minute's alarm comes by itself. */
const soonMs = 60_000;
/** What is due and yet was not taken (somebody held its row) is looked at again after this. */
const againMs = 1_000;

/** Everything that falls due, as lanes of one pump, and the alarms that wake it. */
export function composeFiring(parts: {
  readonly config: Pick<Config, 'mongodbUri' | 'role'>;
  readonly database: Pick<OpenedDatabase, 'pool'>;
  readonly deps: Omit<AppDeps, 'poke'>;
  readonly chat: Chat;
  readonly timers: Timers;
  readonly log: Log;
  readonly limits: FiringLimits;
}): Firing {
  const { deps, chat, timers, log, limits, database, config } = parts;
  const worker = `${hostname()}:${process.pid}:${randomUUID()}`;
  const fires = config.role !== 'app';
  const backend =
    config.mongodbUri === null
      ? ({ kind: 'postgres', pool: database.pool } as const)
      : ({ kind: 'mongo', uri: config.mongodbUri } as const);
  const alarms = createAgendaAlarms({ backend, workerId: worker, log });
  let waking: Waking | null = null;
  let stopped = false;
  let cancelRetry = () => {};

  // Not awaited by anybody: a job store that is away answers after seconds, and holds up no lane.
  const wakeIn = (inMs: number) => {
    if (stopped || inMs > soonMs) return;
    alarms.wakeAt(new Date(timers.nowMs() + inMs)).catch((error: unknown) => {
      if (!stopped) log.warn({ reason: reasonOf(error) }, 'no alarm was set; the next minute finds what is due');
    });
  };
  const lanes = lanesOf({ ...deps, ...limits, chat, worker, stopping: () => stopped }, wakeIn);
  const pump = createPump({
    lanes,
    wakeAt: async (at) => {
      if (waking === null) return;
      const inMs = at.toMillis() - (await deps.clock.now()).toMillis();
      wakeIn(inMs > 0 ? inMs : againMs);
    },
    onFault: (lane, error) => {
      if (stopped) return;
      log.error({ lane, reason: reasonOf(error) }, 'a lane stopped; it is tried again');
      cancelRetry();
      cancelRetry = timers.after(limits.retryMs, pump.poke);
    },
  });
  return {
    pump,
    poke: () => {
      if (fires) pump.poke();
      else wakeIn(0);
    },
    nextDueAt: async () => {
      const times = await Promise.all(lanes.map((lane) => lane.nextDueAt()));
      return times.flatMap((time) => time ?? []).sort((a, b) => a.toMillis() - b.toMillis())[0] ?? null;
    },
    start: () => {
      const { silenceMs } = limits;
      waking = keepAwake({ alarms, timers, monotonicMs: () => performance.now(), pump, log, silenceMs });
      return waking;
    },
    stop: async () => {
      stopped = true;
      cancelRetry();
      await Promise.all([waking?.stop() ?? alarms.stop(), pump.idle()]);
    },
  };
}

type LaneDeps = Parameters<typeof fireDue>[0] & Parameters<typeof postDue>[0] & Parameters<typeof runDueDigests>[0];

/** `wakeIn` is also asked when a lease of a worker that died runs out, so that what it held does not wait for the minute. */
function lanesOf(deps: LaneDeps, wakeIn: (inMs: number) => void): readonly Lane[] {
  const { enrollments, executions, posts, digests } = deps.store.read;
  const steps = async () => {
    const done = (await recoverLapsed(deps)) + (await fireDue(deps));
    const lapseMs = await executions.nextLapseMs();
    if (lapseMs !== null) wakeIn(Math.max(lapseMs, againMs));
    return done;
  };
  return [
    { name: 'steps', run: steps, nextDueAt: enrollments.nextDueAt },
    { name: 'slack', run: () => postDue(deps), nextDueAt: posts.nextDueAt },
    { name: 'digests', run: async () => runDueDigests(deps, await deps.clock.now()), nextDueAt: digests.nextDueAt },
  ];
}
