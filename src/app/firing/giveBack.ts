import { withProgress } from '../enrollments/saveTransition.js';
import type { FiringDeps } from './fireDue.js';
import { isPending } from './settleSent.js';

/** Gives back claims that this worker holds and did not begin to send: they are due again. */
export async function giveBack(
  deps: Pick<FiringDeps, 'store' | 'clock' | 'worker'>,
  executionIds: readonly string[],
): Promise<void> {
  const now = await deps.clock.now();
  await deps.store.transact(async (tables) => {
    const rows = await tables.executions.byIds(executionIds);
    const locked = await tables.enrollments.lockMany(rows.map(({ enrollmentId }) => enrollmentId));
    const given = await tables.executions.giveBack(executionIds, deps.worker);
    const byEnrollment = new Map(given.map((row) => [row.enrollmentId, row]));
    const due = locked.filter(({ id, progress }) => {
      const row = byEnrollment.get(id);
      return row !== undefined && isPending(progress, row);
    });
    await tables.enrollments.saveMany(
      due.map((enrollment) => withProgress(enrollment, enrollment.progress)),
      now,
    );
  });
}
