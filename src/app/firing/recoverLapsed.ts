import { carriedKinds } from '../../domain/steps/lane.js';
import { saveChanged } from '../enrollments/saveChanged.js';
import { withProgress } from '../enrollments/saveTransition.js';
import type { Execution } from '../ports/stores/enrollments.js';
import { takeOverLeftBehind } from '../sequences/takeOverEnrollments.js';
import { askWhetherSent } from './askWhetherSent.js';
import type { FiringDeps } from './fireDue.js';
import { loadSnapshots } from './loadSnapshots.js';
import { lookUpAfter } from './lookUpAfter.js';
import { isPending } from './settleSent.js';

const batchSize = 200;
const reason = 'the worker stopped while it was being sent';

/**
 * Finds what a worker held when it died. What was only claimed is due again; what was being sent may or may not have
 * left, becomes `uncertain`; the provider is asked where it can tell, else the owner. Answers how many rows it took out of that worker's hands.
 */
export async function recoverLapsed(deps: Pick<FiringDeps, 'store' | 'clock' | 'ids'>): Promise<number> {
  const lapsed = await deps.store.read.executions.lapsed(batchSize);
  return lapsed.length === 0 ? 0 : takeFromWorker(deps, lapsed);
}

async function takeFromWorker(
  deps: Pick<FiringDeps, 'store' | 'clock' | 'ids'>,
  rows: readonly Execution[],
): Promise<number> {
  const now = await deps.clock.now();
  return deps.store.transact(async (tables) => {
    const enrollmentIds = [...new Set(rows.map(({ enrollmentId }) => enrollmentId))];
    const snapshots = await loadSnapshots(tables, await tables.enrollments.lockMany(enrollmentIds));
    const taken = await tables.executions.giveUp(
      rows.map(({ id }) => id),
      reason,
      now,
      carriedKinds.map((kind) => ({ kind, at: lookUpAfter(kind, now) })),
    );
    const found = taken.flatMap((row) => {
      const snapshot = snapshots.find(({ enrollment }) => enrollment.id === row.enrollmentId);
      return snapshot === undefined ? [] : [{ snapshot, row, executionId: row.id, reason }];
    });
    await saveChanged(
      { tables, now },
      found.flatMap(({ snapshot: { enrollment: before }, row }) => {
        if (!isPending(before.progress, row)) return [];
        const hold = row.state === 'uncertain' ? { hold: 'uncertain' as const, holdReason: reason } : {};
        return { before, after: withProgress(before, before.progress, hold) };
      }),
    );
    await askWhetherSent(
      tables,
      deps.ids,
      found.filter(({ row }) => row.state === 'uncertain' && row.lookUpAt === null),
      now,
    );
    await takeOverLeftBehind({ tables, ids: deps.ids, now }, enrollmentIds);
    return taken.length;
  });
}
