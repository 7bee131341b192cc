import type { JobRepository } from 'agenda';

const RECURRING = 'minute alarm of ';

/** The name of a worker's own recurring alarm. */
export function recurringAlarmOf(workerId: string): string {
  return `${RECURRING}${workerId}`;
}

/**
 * Makes the sweep that removes the recurring alarms of workers that are gone. Call it each time this worker's own
 * alarm is heard; it answers the names that it removed and whether this worker's own alarm was there.
 *
 * A living worker's alarm changes each minute. One that stood still for `goneAfterMs` of this worker's own steady time
 * belongs to nobody; so no two clocks are ever compared, and a worker whose clock is wrong is not taken for dead.
 */
export function createGoneWorkerSweep(o: {
  readonly repository: JobRepository;
  readonly ownName: string;
  readonly goneAfterMs: number;
  readonly monotonicMs: () => number;
}): () => Promise<{ readonly removed: readonly string[]; readonly ownIsStored: boolean }> {
  let seen = new Map<string, { readonly mark: string; readonly sinceMs: number }>();

  return async () => {
    const { jobs } = await o.repository.queryJobs({ search: RECURRING });
    const nowMs = o.monotonicMs();
    const still = new Map<string, { readonly mark: string; readonly sinceMs: number }>();
    const gone: { id: string; name: string }[] = [];
    for (const job of jobs) {
      if (job.name === o.ownName || !job.name.startsWith(RECURRING)) continue;
      const id = String(job._id);
      const mark = [job.lastRunAt, job.nextRunAt, job.lockedAt].map((at) => at?.getTime() ?? '').join(' ');
      const before = seen.get(id);
      const sinceMs = before?.mark === mark ? before.sinceMs : nowMs;
      if (nowMs - sinceMs >= o.goneAfterMs) gone.push({ id, name: job.name });
      else still.set(id, { mark, sinceMs });
    }
    seen = still;
    if (gone.length > 0) await o.repository.removeJobs({ ids: gone.map((job) => job.id) });
    return { removed: gone.map((job) => job.name), ownIsStored: jobs.some((job) => job.name === o.ownName) };
  };
}
