import type { DateTime } from 'luxon';
import { saveChanged } from '../enrollments/saveChanged.js';
import { withProgress } from '../enrollments/saveTransition.js';
import { loadSnapshots } from '../firing/loadSnapshots.js';
import type { Tables } from '../ports/store.js';
import type { Enrollment } from '../ports/stores/enrollments.js';
import { refreshHeld } from '../tasks/closeTasks.js';
import { stillBlank } from './stillBlank.js';

/** Everybody's enrollments that wait for a field; their rows are held. Call before contacts are locked. */
export async function lockHeld(tables: Tables, workspaceId: string): Promise<Enrollment[]> {
  const found = await tables.enrollments.find({ workspaceId, hold: 'blank-field' });
  return tables.enrollments.lockMany(found.map(({ id }) => id));
}

/**
 * Makes locked enrollments due again whose next mail has no blank field any more, because a contact was filled in or the
 * text was rewritten. Of the others it is noted what is blank now. Notices are rewritten. Answers how many are due again.
 * `byId`: whose word it was, where it was somebody's.
 */
export async function releaseFilled(
  tables: Tables,
  held: readonly Enrollment[],
  now: DateTime,
  byId: string | null = null,
): Promise<number> {
  const waiting = held.filter(({ hold }) => hold === 'blank-field');
  if (waiting.length === 0) return 0;
  const changed = (await loadSnapshots(tables, waiting)).flatMap((snapshot) => {
    const { enrollment } = snapshot;
    const holdReason = stillBlank(snapshot, now).join(', ') || null;
    if (holdReason === enrollment.holdReason) return [];
    const hold = holdReason === null ? null : 'blank-field';
    return { before: enrollment, after: withProgress(enrollment, enrollment.progress, { hold, holdReason }) };
  });
  await saveChanged({ tables, now, byId }, changed);
  await refreshHeld(
    tables,
    changed.map(({ after }) => after.id),
    now,
  );
  return changed.filter(({ after }) => after.hold === null).length;
}
