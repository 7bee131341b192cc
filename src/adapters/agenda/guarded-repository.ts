import type { JobParameters, JobRepository } from 'agenda';
import { ONE_OFF } from './job-store.js';
import { unrefTimersStartedNow } from './unref-timers.js';

/** Agenda's repository, made safe against a store that goes away and against growing. */
export interface GuardedRepository {
  readonly repository: JobRepository;
  /** No job is locked from here on; resolves when none is being looked for any more. */
  quiesce(): Promise<void>;
  /** Gives the jobs back that were locked ahead of their time and did not run here. */
  unlockHeld(): Promise<void>;
}

/**
 * What Agenda leaves open, closed here:
 * - its calls of `unlockJob` have no catch: a store that went away would become an unhandled rejection;
 * - a scan that cannot reach the store would report an error every second: `onAway` and `onBack` hear of the change only;
 * - scans pile up behind a slow store: one at a time for a name;
 * - a one-off job stays stored when it has run, and `removeOnComplete` leaves one behind when the process dies between the
 *   last save and the removal: the removal takes the place of that save.
 */
export function guardRepository(
  inner: JobRepository,
  notice: { readonly onAway: (error: unknown) => void; readonly onBack: () => void },
): GuardedRepository {
  const scans = new Map<string, Promise<JobParameters | undefined>>();
  const held = new Set<string>();
  let away = false;
  let quiet = false;

  const noticeAway = (error: unknown) => {
    if (!away && !quiet) notice.onAway(error);
    away = true;
  };

  const repository: JobRepository = {
    connect: async () => {},
    queryJobs: (options) => inner.queryJobs(options),
    getJobsOverview: () => inner.getJobsOverview(),
    getDistinctJobNames: () => inner.getDistinctJobNames(),
    getJobById: (id) => inner.getJobById(id),
    getQueueSize: () => inner.getQueueSize(),
    removeJobs: (options) => inner.removeJobs(options),
    saveJob: (job, options) => inner.saveJob(job, options),
    lockJob: (job, options) => inner.lockJob(job, options),
    disableJobs: (options) => inner.disableJobs(options),
    enableJobs: (options) => inner.enableJobs(options),
    purgeAllJobs: () => inner.purgeAllJobs(),
    unlockJobs: (ids) => inner.unlockJobs(ids),

    unlockJob: async (job) => {
      held.delete(String(job._id));
      await inner.unlockJob(job).catch(noticeAway);
    },

    getNextJobToRun: async (name, ...rest) => {
      if (quiet || scans.has(name)) return undefined;
      const scan = inner.getNextJobToRun(name, ...rest);
      scans.set(name, scan);
      try {
        const job = await scan;
        if (away) notice.onBack();
        away = false;
        if (job) held.add(String(job._id));
        return job;
      } catch (error) {
        noticeAway(error);
        return undefined;
      } finally {
        scans.delete(name);
      }
    },

    saveJobState: async (job, options) => {
      const begins = held.delete(String(job._id));
      if (begins) unrefTimersStartedNow();
      if (!begins && job.name === ONE_OFF && !job.nextRunAt) await inner.removeJobs({ id: String(job._id) });
      else await inner.saveJobState(job, options);
    },
  };

  return {
    repository,
    quiesce: async () => {
      quiet = true;
      await Promise.allSettled(scans.values());
    },
    unlockHeld: async () => {
      const ids = [...held];
      held.clear();
      await inner.unlockJobs(ids);
    },
  };
}
