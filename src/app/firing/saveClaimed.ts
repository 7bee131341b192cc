import type { DateTime } from 'luxon';
import { type ChangedEnrollment, storeChanged } from '../enrollments/saveChanged.js';
import type { Tables } from '../ports/store.js';
import type { Enrollment } from '../ports/stores/enrollments.js';

/**
 * Stores what a claim made of enrollments. Of most nothing is new but that a worker has them: these are not written as a
 * whole. `stored`: the rows as they are in the database.
 */
export async function saveClaimed(
  { tables, now }: { readonly tables: Tables; readonly now: DateTime },
  stored: readonly Enrollment[],
  changed: readonly ChangedEnrollment[],
): Promise<void> {
  const asStored = new Set(stored);
  const taken: string[] = [];
  const others: ChangedEnrollment[] = [];
  for (const one of changed) {
    if (asStored.has(one.before) && nothingIsNewButTaken(one)) taken.push(one.after.id);
    else others.push(one);
  }
  await tables.enrollments.takeInHand(taken, now);
  await storeChanged({ tables, now }, others);
}

function nothingIsNewButTaken({ before, after }: ChangedEnrollment): boolean {
  return (
    after.dueAt === null &&
    after.progress === before.progress &&
    after.hold === before.hold &&
    after.holdReason === before.holdReason &&
    after.ownerId === before.ownerId &&
    after.sequenceVersionId === before.sequenceVersionId &&
    after.queuedFor === before.queuedFor &&
    after.pauses === before.pauses &&
    after.pausedUntil === before.pausedUntil
  );
}
