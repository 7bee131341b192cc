import { withProgress } from '../enrollments/saveTransition.js';
import type { HeldClaim } from '../ports/stores/requests.js';
import type { FiringDeps } from './fireDue.js';
import { isPending } from './settleSent.js';

/** Gives back claims that this worker holds and did not begin to send: they are due again. */
export async function giveBack(
  deps: Pick<FiringDeps, 'store' | 'clock' | 'worker'>,
  claims: readonly HeldClaim[],
): Promise<void> {
  const now = await deps.clock.now();
  await deps.store.transact(async (tables) => {
    const rows = await tables.executions.byIds(claims.map(({ executionId }) => executionId));
    const locked = await tables.enrollments.lockMany(rows.map(({ enrollmentId }) => enrollmentId));
    const given = await tables.executions.giveBack(claims, deps.worker);
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
