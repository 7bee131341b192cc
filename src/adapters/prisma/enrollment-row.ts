import type { Enrollment, Hold, PauseScope } from '../../app/ports/stores/enrollments.js';
import { progressFromJson } from '../../domain/enrollment/progress-json.js';
import { Prisma } from './generated/client.js';
import { fromColumn, fromNullable } from './instants.js';

/** What {@link enrollmentOf} reads; the columns beside it say what is in `progress`. */
type EnrollmentRow = Pick<
  NonNullable<Awaited<ReturnType<Prisma.TransactionClient['enrollment']['findUnique']>>>,
  keyof Enrollment
>;

const columns = Prisma.sql`id, workspace_id AS "workspaceId", sequence_id AS "sequenceId",
  sequence_version_id AS "sequenceVersionId", contact_id AS "contactId", owner_id AS "ownerId", progress, pauses, hold,
  hold_reason AS "holdReason", queued_for AS "queuedFor", paused_until AS "pausedUntil", due_at AS "dueAt", enrolled_at AS "enrolledAt"`;

/** Holds rows and reads them in one statement: `rest` says which, in which order, and how they are held. */
export function heldRows(client: Prisma.TransactionClient, rest: Prisma.Sql): Promise<EnrollmentRow[]> {
  return client.$queryRaw`SELECT ${columns} FROM enrollments ${rest}`;
}

/** A stored enrollment. Throws a ZodError where its progress is none. */
export function enrollmentOf(row: EnrollmentRow): Enrollment {
  return {
    id: row.id,
    workspaceId: row.workspaceId,
    sequenceId: row.sequenceId,
    sequenceVersionId: row.sequenceVersionId,
    contactId: row.contactId,
    ownerId: row.ownerId,
    progress: progressFromJson(row.progress),
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
export async function enrollmentsInOrder(
  client: Prisma.TransactionClient,
  found: readonly { readonly id: string }[],
): Promise<Enrollment[]> {
  if (found.length === 0) return [];
  const rows = await client.enrollment.findMany({ where: { id: { in: found.map(({ id }) => id) } } });
  const byId = new Map(rows.map((row) => [row.id, enrollmentOf(row)]));
  return found.flatMap(({ id }) => byId.get(id) ?? []);
}
