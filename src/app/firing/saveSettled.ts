import type { DateTime } from 'luxon';
import { type ChangedEnrollment, isAnyDue, saveChanged } from '../enrollments/saveChanged.js';
import { withProgress } from '../enrollments/saveTransition.js';
import type { Tables } from '../ports/store.js';
import type { Enrollment, Execution } from '../ports/stores/enrollments.js';
import type { Result } from './resultOf.js';

/** What falls due later than this (minutes) is found by the alarm of its own minute. */
const soonMinutes = 2;

/**
 * Stores the enrollments whose requests are settled. `unanswered`: what else of them nobody knows the end of. Answers whether one
 * of them falls due soon.
 */
export async function saveSettled(
  tables: Tables,
  results: readonly Result[],
  unanswered: readonly Execution[],
  now: DateTime,
): Promise<boolean> {
  if (results.length === 0) return false;
  const changes = changesOf(results, unanswered);
  await saveChanged({ tables, now }, changes);
  return isAnyDue(changes, now.plus({ minutes: soonMinutes }));
}

/** What becomes of the enrollments: a question is over when it is answered of all that one sent. */
function changesOf(results: readonly Result[], unanswered: readonly Execution[]): ChangedEnrollment[] {
  const uncertain = new Set(unanswered.map(({ enrollmentId }) => enrollmentId));
  for (const { enrollment, settlement } of results) if (settlement.state === 'uncertain') uncertain.add(enrollment.id);
  const changes: ChangedEnrollment[] = [];
  for (const { snapshot, enrollment, retryAt } of results) {
    const known = uncertain.has(enrollment.id) ? enrollment : withoutQuestion(enrollment);
    const waits = known.dueAt === null || known.progress.pausedSince !== null;
    const after = retryAt === null || waits ? known : { ...known, dueAt: retryAt };
    changes.push({ before: snapshot.enrollment, after });
  }
  return changes;
}

/** An enrollment that was held because nobody knew whether something had left, when that is known of all it sent. */
function withoutQuestion(enrollment: Enrollment): Enrollment {
  if (enrollment.hold !== 'uncertain') return enrollment;
  return withProgress(enrollment, enrollment.progress, { hold: null, holdReason: null });
}
