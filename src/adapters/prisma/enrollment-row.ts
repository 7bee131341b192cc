import type { Enrollment, Hold, PauseScope } from '../../app/ports/stores/enrollments.js';
import type { Progress } from '../../domain/enrollment/progress.js';
import { progressFromJson } from '../../domain/enrollment/progress-json.js';
import type { Run, Statement } from '../postgres/statements.js';
import type { Prisma } from './generated/client.js';
import { fromColumn, fromNullable } from './instants.js';

/** What {@link enrollmentOf} reads; the columns beside it say what is in `progress`. */
type EnrollmentRow = Pick<
  NonNullable<Awaited<ReturnType<Prisma.TransactionClient['enrollment']['findUnique']>>>,
  keyof Enrollment
>;

const columns = `e.id, e.workspace_id AS "workspaceId", e.sequence_id AS "sequenceId",
  e.sequence_version_id AS "sequenceVersionId", e.contact_id AS "contactId", e.owner_id AS "ownerId", e.progress, e.pauses,
  e.hold, e.hold_reason AS "holdReason", e.queued_for AS "queuedFor", e.paused_until AS "pausedUntil", e.due_at AS "dueAt", e.enrolled_at AS "enrolledAt"`;

/** Holds rows of `enrollments AS e` and reads them in one statement: `rest` says which, in which order, and how they are held. */
export function holdingStatement(name: string, rest: string): Statement {
  return { name, text: `SELECT ${columns} FROM enrollments AS e ${rest}` };
}

/** Runs a {@link holdingStatement}. */
export function heldRows(
  run: Run,
  statement: Statement,
  values: readonly unknown[],
): Promise<readonly EnrollmentRow[]> {
  return run<EnrollmentRow>(statement, values);
}

/** A stored enrollment. Throws a ZodError where its progress is none. */
export function enrollmentOf(row: EnrollmentRow): Enrollment {
  return withProgress(row, progressFromJson(row.progress));
}

function withProgress(row: EnrollmentRow, progress: Progress): Enrollment {
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

/** The same for many, of which most stand where others do: equal progress is read once, and is one object. */
export function sharingProgress(): (row: EnrollmentRow) => Enrollment {
  const read = new Map<string, Progress>();
  return (row) => {
    const key = JSON.stringify(row.progress);
    const progress = read.get(key) ?? progressFromJson(row.progress);
    read.set(key, progress);
    return withProgress(row, progress);
  };
}

/** The enrollments of these ids, in this order; ids of none are left out. */
export async function enrollmentsInOrder(
  client: Prisma.TransactionClient,
  found: readonly { readonly id: string }[],
): Promise<Enrollment[]> {
  if (found.length === 0) return [];
  const rows = await client.enrollment.findMany({ where: { id: { in: found.map(({ id }) => id) } } });
  const byId = new Map(rows.map((row) => [row.id, enrollmentOf(row)]));
  return found.flatMap(({ id }) => byId.get(id) ?? []);
}
