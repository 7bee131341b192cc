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

/** How firing is tuned. */
export interface FiringLimits {
  /** How long a claim, and a request of it, may take; longer than the mailer's timeout (milliseconds). */
  readonly leaseMs: number;
  /** Requests to the mail provider open at once. */
  readonly concurrency: number;
}

export const firingLimits: FiringLimits = { leaseMs: 45_000, concurrency: 16 };

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

/** Everything that falls due, as lanes of one pump, and the alarms that wake it. */
export function composeFiring(parts: {
  readonly config: Pick<Config, 'mongodbUri' | 'role'>;
  readonly database: OpenedDatabase;
  readonly deps: Omit<AppDeps, 'poke'>;
  readonly chat: Chat;
  readonly timers: Timers;
  readonly log: Log;
  readonly limits: FiringLimits;
}): Firing {
  const { deps, chat, timers, log, limits, database, config } = parts;
  const worker = `${hostname()}:${process.pid}:${randomUUID()}`;
  let stopped = false;
  const shared = { ...deps, ...limits, worker, stopping: () => stopped };
  const { enrollments, posts, digests } = deps.store.read;
  const lanes: readonly Lane[] = [
    {
      name: 'steps',
      run: async () => (await recoverLapsed(shared)) + (await fireDue(shared)),
      nextDueAt: enrollments.nextDueAt,
    },
    { name: 'slack', run: () => postDue({ ...shared, chat }), nextDueAt: posts.nextDueAt },
    { name: 'digests', run: async () => runDueDigests(shared, await deps.clock.now()), nextDueAt: digests.nextDueAt },
  ];
  const backend =
    config.mongodbUri === null
      ? ({ kind: 'postgres', pool: database.pool } as const)
      : ({ kind: 'mongo', uri: config.mongodbUri } as const);
  const alarms = createAgendaAlarms({ backend, workerId: worker, log });
  let waking: Waking | null = null;

  const pump = createPump({
    lanes,
    wakeAt: async (at) => {
      const inMs = at.toMillis() - (await deps.clock.now()).toMillis();
      if (waking === null || inMs <= 0 || inMs > soonMs) return;
      await alarms
        .wakeAt(new Date(timers.nowMs() + inMs))
        .catch((error) => log.warn({ reason: reasonOf(error) }, 'no alarm was set; the next minute finds what is due'));
    },
    onFault: (lane, error) => log.error({ lane, reason: reasonOf(error) }, 'a lane stopped; it is tried again'),
  });
  const fires = config.role !== 'app';
  return {
    pump,
    poke: () => {
      if (fires) pump.poke();
      else alarms.wakeAt(new Date(timers.nowMs())).catch((error) => log.warn({ reason: reasonOf(error) }, 'no alarm'));
    },
    nextDueAt: async () => {
      const times = await Promise.all(lanes.map((lane) => lane.nextDueAt()));
      return times.flatMap((time) => time ?? []).sort((a, b) => a.toMillis() - b.toMillis())[0] ?? null;
    },
    start: () => {
      waking = keepAwake({ alarms, timers, monotonicMs: () => performance.now(), pump, log });
      return waking;
    },
    stop: async () => {
      stopped = true;
      await (waking?.stop() ?? alarms.stop());
      await pump.idle();
    },
  };
}

/** Alarms are asked for what falls due before the next minute's alarm comes by itself. */
const soonMs = 60_000;

/** One line about a fault, without the stack. */
export function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
