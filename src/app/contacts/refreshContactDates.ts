import { refreshDates } from '../../domain/enrollment/date-standing.js';
import { type SavingContext, saveTransitions } from '../enrollments/saveTransition.js';
import { loadSnapshots } from '../firing/loadSnapshots.js';
import type { Enrollment } from '../ports/stores/enrollments.js';

/** After contacts were changed: their enrollments that go by dates, held by `lockConcerned`, take new dates over. Answers how many. */
export async function refreshDated(context: SavingContext, dated: readonly Enrollment[]): Promise<number> {
  // Read anew: a hold of theirs may have gone meanwhile.
  const held = await context.tables.enrollments.byIds(dated.map(({ id }) => id));
  const snapshots = await loadSnapshots(context.tables, held);
  const changes = snapshots.flatMap(({ enrollment, plan }) => {
    const transition = refreshDates(plan, enrollment.progress, context.now);
    const isSame = JSON.stringify(transition.progress) === JSON.stringify(enrollment.progress);
    return isSame ? [] : { enrollment, plan, transition };
  });
  await saveTransitions(context, changes);
  return changes.length;
}
