import type { Enrollment, Hold, PauseScope } from '../../app/ports/stores/enrollments.js';
import { progressFromJson } from '../../domain/enrollment/progress-json.js';
import type { Prisma } from './generated/client.js';
import { fromColumn, fromNullable } from './instants.js';

type EnrollmentRow = NonNullable<Awaited<ReturnType<Prisma.TransactionClient['enrollment']['findUnique']>>>;

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
    dueAt: fromNullable(row.dueAt),
    enrolledAt: fromColumn(row.enrolledAt),
  };
}

/** The enrollments of these ids, in this order; ids of none are left out. */
export async function enrollmentsInOrder(
  client: Prisma.TransactionClient,
  found: readonly { readonly id: string }[],
): Promise<Enrollment[]> {
  const rows = await client.enrollment.findMany({ where: { id: { in: found.map(({ id }) => id) } } });
  const byId = new Map(rows.map((row) => [row.id, enrollmentOf(row)]));
  return found.flatMap(({ id }) => byId.get(id) ?? []);
}
