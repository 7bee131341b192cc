import type { Enrollment, Hold, PauseScope } from '../../app/ports/stores/enrollments.js';
import type { Progress } from '../../domain/enrollment/progress.js';
import { progressFromJson } from '../../domain/enrollment/progress-json.js';
import { onceAlike, onceOf } from '../../domain/once.js';
import type { Run, Statement } from '../postgres/statements.js';
import type { Prisma } from './generated/client.js';
import { inOrder } from './in-order.js';
import { fromColumn, fromNullable } from './instants.js';
import { readingStored } from './newer.js';
import { selected } from './selected.js';

/** What {@link enrollmentOf} reads; the columns beside it say what is in `progress`. */
type EnrollmentRow = Pick<
  NonNullable<Awaited<ReturnType<Prisma.TransactionClient['enrollment']['findUnique']>>>,
  keyof Enrollment
>;

const columns: { readonly [K in keyof EnrollmentRow]: string } = {
  id: 'e.id',
  workspaceId: 'e.workspace_id',
  sequenceId: 'e.sequence_id',
  sequenceVersionId: 'e.sequence_version_id',
  contactId: 'e.contact_id',
  ownerId: 'e.owner_id',
  // As it stands there: equal ones are read once (heldEnrollment).
  progress: 'e.progress::text',
  pauses: 'e.pauses',
  hold: 'e.hold',
  holdReason: 'e.hold_reason',
  queuedFor: 'e.queued_for',
  pausedUntil: 'e.paused_until',
  dueAt: 'CASE WHEN NOT e.in_hand THEN e.due_at END',
  enrolledAt: 'e.enrolled_at',
};

/** Reads rows of `enrollments AS e` and may hold them, in one statement: `rest` says which, in which order, and how they are held. */
export function holdingStatement(name: string, rest: string): Statement {
  return { name, text: `SELECT ${selected(columns)} FROM enrollments AS e ${rest}` };
}

const rowsByIds = holdingStatement('enrollments-by-ids', 'WHERE e.id = ANY($1::uuid[])');

/** A row of a {@link holdingStatement}. */
export type HeldRow = Omit<EnrollmentRow, 'progress'> & { readonly progress: string };

/** Runs a {@link holdingStatement} and reads its rows. Throws as {@link enrollmentOf} does. */
export async function heldEnrollments(
  run: Run,
  statement: Statement,
  values: readonly unknown[],
): Promise<Enrollment[]> {
  const progressOf = createProgressReader();
  const enrollments: Enrollment[] = [];
  for (const row of await run<HeldRow>(statement, values)) enrollments.push(heldEnrollment(row, progressOf));
  return enrollments;
}

/**
 * Reads progress as rows of a {@link holdingStatement} have it. Many stand where others do, since they came together or after the
 * same edit: equal progress is read once, and is one object, so that what follows from it can be worked out once too.
 */
export function createProgressReader(): (text: string) => Progress {
  const read = (text: string) => readingStored(() => progressFromJson(JSON.parse(text)));
  // Each row's text is another one to V8, which would go through all of it to look it up.
  return onceAlike(mostCompared, areSame, onceOf(Number.POSITIVE_INFINITY, read));
}

const mostCompared = 16;

function areSame(one: string, other: string): boolean {
  return one === other;
}

/** Reads a row of a {@link holdingStatement}; `progressOf`: that of {@link createProgressReader} for all rows that are read together. */
export function heldEnrollment(row: HeldRow, progressOf: (text: string) => Progress): Enrollment {
  return withProgress(row, progressOf(row.progress));
}

/** A stored enrollment. Throws as {@link readingStored} does. */
export function enrollmentOf(row: EnrollmentRow & { readonly inHand: boolean }): Enrollment {
  return withProgress(
    { ...row, dueAt: row.inHand ? null : row.dueAt },
    readingStored(() => progressFromJson(row.progress)),
  );
}

function withProgress(row: Omit<EnrollmentRow, 'progress'>, progress: Progress): Enrollment {
  return {
    id: row.id,
    workspaceId: row.workspaceId,
    sequenceId: row.sequenceId,
    sequenceVersionId: row.sequenceVersionId,
    contactId: row.contactId,
    ownerId: row.ownerId,
    progress,
    pauses: row.pauses as PauseScope[],
    pausedUntil: fromNullable(row.pausedUntil),
    hold: row.hold as Hold | null,
    holdReason: row.holdReason,
    queuedFor: row.queuedFor,
    dueAt: fromNullable(row.dueAt),
    enrolledAt: fromColumn(row.enrolledAt),
  };
}

/** The enrollments of these ids, in this order; ids of none are left out. */
export async function enrollmentsInOrder(run: Run, found: readonly { readonly id: string }[]): Promise<Enrollment[]> {
  if (found.length === 0) return [];
  const ids = found.map(({ id }) => id);
  return inOrder(ids, await heldEnrollments(run, rowsByIds, [ids]));
}
