import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { createAgendaAlarms } from '../adapters/agenda/alarms.js';
import { startStopwatch } from '../adapters/system/stopwatch.js';
import { letOthers } from '../adapters/system/timers.js';
import type { AppDeps } from '../app/deps.js';
import { runDueDigests } from '../app/digests/runDueDigests.js';
import { endDuePauses } from '../app/enrollments/endDuePauses.js';
import { reasonOf } from '../app/faults.js';
import type { FiringDeps } from '../app/firing/fireDue.js';
import { lookUpDue } from '../app/firing/lookUp.js';
import { kindsLookedUp } from '../app/firing/lookUpAfter.js';
import type { Watched } from '../app/firing/measuredSender.js';
import { noteAlarmGap } from '../app/firing/noteAlarmGap.js';
import { openMailboxes } from '../app/firing/openMailboxes.js';
import type { Pacing } from '../app/firing/pacedSender.js';
import { recoverLapsed } from '../app/firing/recoverLapsed.js';
import type { FlowEvents } from '../app/firing/sendingFlow.js';
import { createStepLanes } from '../app/firing/stepLanes.js';
import { handOverDue } from '../app/fulfillment/handOverDue.js';
import type { Chat } from '../app/ports/chat.js';
import type { Log } from '../app/ports/log.js';
import type { Timers } from '../app/ports/timers.js';
import { createLeftToNewer } from '../app/posting/leftToNewer.js';
import { measuredChat } from '../app/posting/measuredChat.js';
import { postDue } from '../app/posting/postDue.js';
import { promoteWinners } from '../app/reports/promoteWinners.js';
import { announceOverdue } from '../app/tasks/announceOverdue.js';
import type { Config } from '../config.js';
import { createPump, type Lane, type Pump } from '../jobs/pump.js';
import { keepAwake, type Waking } from '../jobs/waking.js';
import type { OpenedDatabase } from './database.js';

/** How firing is tuned. */
export interface FiringLimits {
  /** How long a claim, and what is being sent, is a worker's (milliseconds). */
  readonly leaseMs: number;
  /** The longest that handing something to a provider takes; less than the lease (milliseconds). */
  readonly requestMs: number;
  /** Requests to each provider open at once, one thing in each. */
  readonly concurrency: number;
  /** Requests with mails open at once, and the mails in each at the most: so many can one crash leave in doubt. */
  readonly mailRequests: number;
  readonly mailsPerRequest: number;
  /** How long an answer waits for those of other open requests, to be settled with them (milliseconds). */
  readonly gatherMs: number;
  /** Things a second that providers are handed; kinds that are not in it go as fast as they can. */
  readonly perSecond: Pacing['perSecond'];
  /** How far apart new messages of one conversation in Slack lie (milliseconds); 0 where Slack is a stand-in. */
  readonly postSpacingMs: number;
  /** After how long without an alarm a worker wakes itself (milliseconds). */
  readonly silenceMs: number;
  /** After how long a lane that failed (the database was away) is tried again (milliseconds). */
  readonly retryMs: number;
}

export const firingLimits: FiringLimits = {
  leaseMs: 45_000,
  requestMs: 30_000,
  concurrency: 16,
  mailRequests: 8,
  mailsPerRequest: 20,
  gatherMs: 8,
  perSecond: {},
  postSpacingMs: 1_000,
  silenceMs: 90_000,
  retryMs: 5_000,
};

export interface Firing {
  readonly pump: Pump;
  readonly lanes: readonly Lane[];
  /** Something may be due: pokes this process's pump, or where it does not fire, the workers by an alarm. */
  poke(): void;
  /** When something falls due next, past ones included. */
  nextDueAt(): ReturnType<Lane['nextDueAt']>;
  /** The same without reminders of what fell due before, and looks at split tests: what somebody who moves the clock waits for. */
  nextStepAt(): ReturnType<Lane['nextDueAt']>;
  /** Rejects when the alarms' job store is away. */
  pingJobStore(): Promise<void>;
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
  readonly watched: Watched;
}): Firing {
  const { deps, timers, log, limits, database, config, watched } = parts;
  if (limits.requestMs >= limits.leaseMs) throw new Error('a request must be over before its lease is');
  const chat = measuredChat(parts.chat, watched);
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
  let alarmAtMs: number | null = null;

  // Not awaited by anybody: a job store that is away answers after seconds, and holds up no lane.
  const wakeIn = (inMs: number) => {
    const nowMs = timers.nowMs();
    const atMs = nowMs + inMs;
    // One that comes before this is asked for already, and looks then when the next is needed.
    const comes = alarmAtMs !== null && alarmAtMs > nowMs && alarmAtMs <= atMs;
    if (stopped || inMs > soonMs || comes) return;
    alarmAtMs = atMs;
    alarms.wakeAt(new Date(atMs)).catch((error: unknown) => {
      alarmAtMs = null;
      if (!stopped) log.warn({ reason: reasonOf(error) }, 'no alarm was set; the next minute finds what is due');
    });
  };
  const onFault = (lane: string, error: unknown) => {
    if (stopped) return;
    log.error({ lane, reason: reasonOf(error) }, 'a lane stopped; it is tried again');
    cancelRetry();
    cancelRetry = timers.after(limits.retryMs, pump.poke);
  };
  const wait = (ms: number) => new Promise<void>((resolve) => void (ms > 0 ? timers.after(ms, resolve) : resolve()));
  const pacing = { perSecond: limits.perSecond, wait };
  const moment = () => wait(limits.gatherMs);
  const own = { ...limits, pacing, moment, chat, log, worker, startStopwatch, letOthers, stopping: () => stopped };
  const lanes = lanesOf({ ...deps, ...own }, wakeIn, {
    onSettled: (mayBeDue) => {
      if (mayBeDue) pump.poke();
    },
    onFault: (error) => onFault('steps', error),
    watched,
  });
  const pump: Pump = createPump({
    lanes,
    wakeAt: async (at) => {
      if (waking === null) return;
      const inMs = at.toMillis() - (await deps.clock.now()).toMillis();
      wakeIn(inMs > 0 ? inMs : againMs);
    },
    onFault,
  });
  return {
    pump,
    lanes,
    poke: () => {
      if (fires) pump.poke();
      else wakeIn(0);
    },
    nextDueAt: () => earliestOf(lanes),
    nextStepAt: () => earliestOf(lanes.filter(({ name }) => name !== reminders && name !== promotions)),
    pingJobStore: alarms.ping,
    start: () => {
      const { silenceMs } = limits;
      const { monotonicMs, measures } = watched;
      const onSilence = (silentMs: number) => {
        measures.alarmMissed();
        noteAlarmGap(deps, { worker, silentMs }).catch((error: unknown) => {
          log.warn({ reason: reasonOf(error) }, 'the digest will not tell of this silence');
        });
      };
      waking = keepAwake({ alarms, timers, monotonicMs, pump, log, silenceMs, onSilence });
      return waking;
    },
    stop: async () => {
      stopped = true;
      cancelRetry();
      await Promise.all([waking?.stop() ?? alarms.stop(), pump.idle()]);
    },
  };
}

/** The lane that tells people of what is overdue. */
const reminders = 'overdue';
/** The lane that ends split tests. */
const promotions = 'promotions';

async function earliestOf(lanes: readonly Lane[]): ReturnType<Lane['nextDueAt']> {
  const times = await Promise.all(lanes.map((lane) => lane.nextDueAt()));
  return times.flatMap((time) => time ?? []).sort((a, b) => a.toMillis() - b.toMillis())[0] ?? null;
}

type LaneDeps = FiringDeps & Parameters<typeof postDue>[0] & Parameters<typeof runDueDigests>[0];

/**
 * Everything that falls due. `wakeIn` is also asked when a lease of a worker that died runs out, so that what it held does
 * not wait for the minute.
 */
export function lanesOf(
  deps: LaneDeps,
  wakeIn: (inMs: number) => void,
  events: FlowEvents & { readonly watched?: Watched },
): readonly Lane[] {
  const { executions, mailboxes, parcels, posts, digests, tasks, sequences, pauseEnds } = deps.store.read;
  const promote = async () => promoteWinners(deps, await deps.clock.now());
  // A lane for each provider: one that answers slowly holds up no other.
  const lookUps = kindsLookedUp.map((kind) => ({
    name: `look-ups: ${kind}`,
    run: () => lookUpDue(deps, kind),
    nextDueAt: () => executions.nextLookUpAt(kind),
  }));
  const overdue = async () => announceOverdue(deps, await deps.clock.now());
  const thenLapse = async (done: number, leases: { nextLapseMs(): Promise<number | null> }) => {
    const lapseMs = await leases.nextLapseMs();
    if (lapseMs !== null) wakeIn(Math.max(lapseMs, againMs));
    return done;
  };
  const steps = createStepLanes(deps, events, events.watched);
  const left = createLeftToNewer();
  const slack = async () => thenLapse(await postDue(deps, left), posts);
  const nextPostAt = async () => posts.nextDueAt(left.at(await deps.clock.now()));
  return [
    ...steps,
    { name: 'lapsed', run: async () => thenLapse(await recoverLapsed(deps), executions), nextDueAt: async () => null },
    { name: 'turns', run: () => openMailboxes(deps), nextDueAt: mailboxes.nextOpenAt },
    { name: 'pauses', run: () => endDuePauses(deps), nextDueAt: pauseEnds.nextAt },
    ...lookUps,
    { name: 'deliveries', run: () => handOverDue(deps), nextDueAt: parcels.nextDueAt },
    { name: 'slack', run: slack, nextDueAt: nextPostAt },
    { name: 'digests', run: async () => runDueDigests(deps, await deps.clock.now()), nextDueAt: digests.nextDueAt },
    { name: promotions, run: promote, nextDueAt: sequences.nextPromotionAt },
    { name: reminders, run: overdue, nextDueAt: tasks.nextAnnouncementAt },
  ];
}
