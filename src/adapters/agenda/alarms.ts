import { performance } from 'node:perf_hooks';
import { Agenda } from 'agenda';
import type { Alarms } from '../../app/ports/alarms.js';
import type { Log } from '../../app/ports/log.js';
import { createGoneWorkerSweep, recurringAlarmOf } from './gone-workers.js';
import { type GuardedRepository, guardRepository } from './guarded-repository.js';
import { type AgendaBackendChoice, describeFault, isDuplicate, type JobStore, ONE_OFF } from './job-store.js';
import { openJobStore } from './open-job-store.js';

export interface AgendaAlarmsOptions {
  readonly backend: AgendaBackendChoice;
  /** Names this worker's recurring alarm; no two running workers may share one. */
  readonly workerId: string;
  readonly log: Log;
  /** When the recurring alarm comes: milliseconds, or cron read in UTC. Every full minute unless given. */
  readonly schedule?: string | number;
  /** How often Agenda looks for jobs; it takes those of the coming interval and waits for their instant. 1 s unless given. */
  readonly processEveryMs?: number;
  /** How long a connection or a query may take before the store counts as away. 5 s unless given. */
  readonly awayAfterMs?: number;
  /** A job that was locked for longer is given to another worker. 30 s unless given. */
  readonly lockLifetimeMs?: number;
  /** How long another worker's alarm stands still before that worker counts as gone. 5 minutes unless given. */
  readonly goneAfterMs?: number;
  /** The longest that `stop` takes, when the store does not answer. 3 s unless given. */
  readonly stopWithinMs?: number;
}

interface Session {
  readonly store: JobStore;
  readonly guard: GuardedRepository;
  readonly agenda: Agenda;
}

/**
 * Alarms that Agenda keeps in MongoDB or PostgreSQL (architecture, "Waking"). Rejections carry one line that names the
 * store and the fault, and nothing of the connection string.
 *
 * `wakeAt` also works without `start`, for a process that fires nothing itself. An alarm is set for the next full second,
 * never before `at` and never for one that has begun: an alarm that is running already cannot swallow a later wish.
 */
export function createAgendaAlarms(o: AgendaAlarmsOptions): Alarms {
  const { backend, log } = o;
  const ownName = recurringAlarmOf(o.workerId);
  let opening: Promise<Session> | null = null;
  let listening = false;
  let stopping: Promise<void> | null = null;
  let sweeping: Promise<void> | null = null;
  let hear: () => void = () => {};

  const fault = (what: string, error: unknown) =>
    new Error(`${what} (${backend.kind === 'mongo' ? 'MongoDB' : 'PostgreSQL'}): ${describeFault(error, backend)}`);
  const notice = (error: unknown) => ({ reason: describeFault(error, backend) });

  async function open(): Promise<Session> {
    const store = await openJobStore(backend, o.awayAfterMs ?? 5_000);
    const guard = guardRepository(store.repository, {
      onAway: (error) => log.warn(notice(error), 'the alarms cannot be reached'),
      onBack: () => log.info({}, 'the alarms can be reached again'),
    });
    const agenda = new Agenda({
      name: o.workerId,
      processEvery: o.processEveryMs ?? 1_000,
      defaultLockLifetime: o.lockLifetimeMs ?? 30_000,
      // Agenda's constructor connects without a catch; ours is open by now, and is closed by us.
      backend: {
        name: store.name,
        repository: guard.repository,
        ownsConnection: false,
        connect: async () => {},
        disconnect: async () => {},
      },
    });
    agenda.on('error', (error: unknown) => log.warn(notice(error), 'an alarm could not be handled'));
    return { store, guard, agenda };
  }

  function session(): Promise<Session> {
    if (stopping) return Promise.reject(new Error('the alarms were stopped'));
    opening ??= open().catch((error: unknown) => {
      opening = null;
      throw fault('the alarms cannot be reached', error);
    });
    return opening;
  }

  /** Anew, and not over the old one: that may be locked by a run which the store's absence cut off. */
  async function storeOwnAlarm(agenda: Agenda): Promise<void> {
    await agenda.cancel({ name: ownName });
    await agenda.every(o.schedule ?? '* * * * *', ownName, {}, { timezone: 'UTC', skipImmediate: true });
  }

  function listen({ agenda, guard }: Session): Promise<void> {
    const sweep = createGoneWorkerSweep({
      repository: guard.repository,
      ownName,
      goneAfterMs: o.goneAfterMs ?? 5 * 60_000,
      monotonicMs: () => performance.now(),
    });
    const tidy = async () => {
      const { removed, ownIsStored } = await sweep();
      if (removed.length > 0) log.info({ removed }, 'removed the alarms of workers that are gone');
      if (!ownIsStored && !stopping) await storeOwnAlarm(agenda);
    };
    agenda.define(ownName, async () => {
      hear();
      // Not awaited: the run must be over at once, whatever the store does.
      sweeping ??= tidy()
        .catch((error: unknown) => log.warn(notice(error), 'could not look for workers that are gone'))
        .finally(() => {
          sweeping = null;
        });
    });
    agenda.define(ONE_OFF, async () => hear());
    return agenda.start();
  }

  async function start(onAlarm: () => void): Promise<void> {
    const opened = await session();
    hear = () => {
      try {
        onAlarm();
      } catch (error) {
        log.error(notice(error), 'what an alarm woke up failed');
      }
    };
    try {
      await storeOwnAlarm(opened.agenda);
    } catch (error) {
      throw fault('the alarm could not be stored', error);
    }
    if (listening || stopping) return;
    listening = true;
    await listen(opened);
  }

  async function wakeAt(at: Date): Promise<void> {
    // Agenda would read it as a phrase ("tomorrow at noon") in the process's zone.
    if (Number.isNaN(at.getTime())) throw new RangeError('an alarm needs a valid date');
    const dueAt = new Date(Math.ceil(Math.max(at.getTime(), Date.now()) / 1000) * 1000);
    const { agenda } = await session();
    try {
      await agenda.create(ONE_OFF, {}).schedule(dueAt).unique({ nextRunAt: dueAt }, { insertOnly: true }).save();
    } catch (error) {
      if (!isDuplicate(error)) throw fault('the alarm could not be stored', error);
    }
  }

  async function restore(): Promise<void> {
    const { store, agenda } = await session();
    try {
      await store.ensure();
      await storeOwnAlarm(agenda);
    } catch (error) {
      throw fault('the alarm could not be stored', error);
    }
  }

  async function ping(): Promise<void> {
    const { store } = await session();
    await store.ping().catch((error: unknown) => {
      throw fault('the alarms cannot be reached', error);
    });
  }

  async function leave(opened: Session): Promise<void> {
    try {
      await opened.guard.quiesce();
      await sweeping;
      await opened.agenda.drain();
      await opened.guard.unlockHeld();
      await opened.agenda.cancel({ name: ownName });
    } catch (error) {
      log.warn(notice(error), "could not take this worker's alarm away");
    }
    await opened.store.close();
  }

  async function stopOnce(): Promise<void> {
    const opened = opening?.catch(() => null);
    const leaving = opened?.then((it) => (it ? leave(it) : undefined));
    if (!leaving || (await endsWithin(leaving, o.stopWithinMs ?? 3_000))) return;
    log.warn({}, 'the alarms did not stop in time');
    void opened?.then((it) => it?.store.close());
  }

  return {
    start,
    wakeAt,
    restore,
    ping,
    stop: () => {
      stopping ??= stopOnce();
      return stopping;
    },
  };
}

/** Whether `work` ended within `ms`; it goes on when it did not. */
async function endsWithin(work: Promise<void>, ms: number): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), ms);
  });
  try {
    return await Promise.race([work.then(() => true), late]);
  } finally {
    clearTimeout(timer);
  }
}
