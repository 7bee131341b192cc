import type { DateTime } from 'luxon';
import { recordFired } from '../../domain/enrollment/fire.js';
import type { Transition } from '../../domain/enrollment/progress.js';
import type { Snapshot } from '../firing/loadSnapshots.js';
import type { Enrollment, Execution } from '../ports/stores/enrollments.js';
import { type Change, type SavingContext, saveTransitions } from './saveTransition.js';

/** What became known of sendings that nobody knew the end of. */
export interface Known {
  readonly sent: boolean;
  /** Who says so, or by what: `a person said it was sent`. */
  readonly reason: string;
  /** The provider's ids of those that were sent, by the ids of their rows, where it named them. */
  readonly messageIds?: ReadonlyMap<string, string>;
}

/**
 * Settles uncertain rows of locked enrollments, or what is known to have left while it is being sent. Sent: they count as fired when they were tried. Not sent: they are due
 * again. An enrollment goes on when nothing more is unknown of it. Answers the enrollments as stored.
 */
export async function settleUncertain(
  context: SavingContext,
  snapshots: readonly Snapshot[],
  rows: readonly Execution[],
  known: Known,
): Promise<Enrollment[]> {
  const { tables, now } = context;
  const answers = snapshots.map((snapshot): Answer => {
    return { snapshot, rows: rows.filter(({ enrollmentId }) => enrollmentId === snapshot.enrollment.id) };
  });
  if (known.sent) {
    await tables.executions.settle(answers.flatMap((answer) => settlementsOf(answer, known, now)));
  } else {
    for (const { id } of rows) await tables.executions.release(id, 'cancelled', known.reason, now);
  }
  const stillUnknown = new Set(
    (await tables.executions.uncertainOf(snapshots.map(({ enrollment }) => enrollment.id))).map(enrollmentOf),
  );
  const changes = answers
    .filter((answer) => answer.rows.length > 0)
    .map((answer) => changeOf(answer, !stillUnknown.has(answer.snapshot.enrollment.id), known.sent, now));
  return saveTransitions(context, changes);
}

/** What is known now of an enrollment's sendings. */
interface Answer {
  readonly snapshot: Snapshot;
  readonly rows: readonly Execution[];
}

/** It goes on when nothing more is unknown of it; held until then, also where an edit put another step next. */
function changeOf(
  { snapshot: { enrollment, plan }, rows }: Answer,
  isKnown: boolean,
  sent: boolean,
  now: DateTime,
): Change {
  const fired = (so: Transition, row: Execution): Transition => {
    const { progress, records } = recordFired(plan, so.progress, triedAt(row, now), row);
    return { progress, records: [...so.records, ...records.slice(1)] };
  };
  const unchanged: Transition = { progress: enrollment.progress, records: [] };
  const transition = sent ? rows.reduce(fired, unchanged) : unchanged;
  const { hold, holdReason } = enrollment;
  const held = isKnown ? { hold: null, holdReason: null } : { hold, holdReason };
  const beside = hold === 'uncertain' ? held : {};
  // The rows themselves are settled apart: they keep their ids and their attempts.
  return { enrollment, plan, transition, beside };
}

function settlementsOf({ snapshot: { enrollment, plan }, rows }: Answer, known: Known, now: DateTime) {
  return rows.map((row) => {
    const settledAt = triedAt(row, now);
    const [fired] = recordFired(plan, enrollment.progress, settledAt, row).records;
    const providerMessageId = known.messageIds?.get(row.id) ?? row.providerMessageId;
    // Of one that is being sent at this moment its provider may tell before it answers.
    const attempt = row.state === 'sending' ? row.attempts : null;
    const of = { id: row.id, attempt, reason: known.reason, providerMessageId, lookUpAt: null };
    return { ...of, state: 'fired' as const, firedAt: fired?.at ?? settledAt, settledAt };
  });
}

/** As far as that is known: when its end became unknown. */
function triedAt({ settledAt }: Execution, now: DateTime): DateTime {
  return settledAt ?? now;
}

function enrollmentOf({ enrollmentId }: Execution): string {
  return enrollmentId;
}
