import { withProgress } from '../enrollments/saveTransition.js';
import type { Tables } from '../ports/store.js';
import type { Execution } from '../ports/stores/enrollments.js';
import { askWhetherSent } from './askWhetherSent.js';
import type { FiringDeps } from './fireDue.js';
import { loadSnapshots } from './loadSnapshots.js';
import { isPending } from './settleMails.js';

type RecoveryDeps = Pick<FiringDeps, 'store' | 'clock' | 'ids'>;

const batchSize = 200;

/**
 * Finds what a worker held when it died. What was only claimed is due again; what was being sent may or may not have
 * left, becomes `uncertain`, and its owner is asked. Answers how many rows it looked after.
 */
export async function recoverLapsed(deps: RecoveryDeps): Promise<number> {
  const lapsed = await deps.store.read.executions.lapsed(batchSize);
  if (lapsed.length > 0) await takeFromWorker(deps, lapsed, 'the worker stopped while it was being sent');
  return lapsed.length;
}

/** Gives back claims that this worker holds and did not begin to send. */
export async function giveBack(deps: RecoveryDeps, executionIds: readonly string[]): Promise<void> {
  const claimed = await deps.store.read.executions.byIds(executionIds);
  await takeFromWorker(
    deps,
    claimed.filter(({ state }) => state === 'claimed'),
    '',
  );
}

async function takeFromWorker(deps: RecoveryDeps, rows: readonly Execution[], reason: string): Promise<void> {
  const now = await deps.clock.now();
  await deps.store.transact(async (tables) => {
    const enrollments = await tables.enrollments.lockMany([...new Set(rows.map((row) => row.enrollmentId))]);
    const snapshots = new Map((await loadSnapshots(tables, enrollments)).map((one) => [one.enrollment.id, one]));
    const uncertain = [];
    for (const row of await unchanged(tables, rows)) {
      const snapshot = snapshots.get(row.enrollmentId);
      if (snapshot === undefined) continue;
      const wasSending = row.state === 'sending';
      await tables.executions.release(row.id, wasSending ? 'uncertain' : 'cancelled', wasSending ? reason : null, now);
      if (wasSending) uncertain.push({ snapshot, executionId: row.id, reason });
      const { enrollment } = snapshot;
      if (!isPending(enrollment.progress, row)) continue;
      const hold = wasSending ? { hold: 'uncertain' as const, holdReason: reason } : {};
      await tables.enrollments.save(withProgress(enrollment, enrollment.progress, hold), now);
    }
    await askWhetherSent(tables, deps.ids, uncertain, now);
  });
}

/** Those whose state is still as it was read before their enrollments were locked. */
async function unchanged(tables: Tables, rows: readonly Execution[]): Promise<Execution[]> {
  const before = new Map(rows.map((row) => [row.id, row.state]));
  return (await tables.executions.byIds(rows.map(({ id }) => id))).filter((row) => before.get(row.id) === row.state);
}
