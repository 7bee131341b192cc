import { z } from 'zod';
import type { Audit, AuditEntry, ProviderEvent, ProviderEvents } from '../../app/ports/stores/digests.js';
import type { Prisma } from './generated/client.js';
import { fromColumn } from './instants.js';

/** Who did what. */
export function auditTable(client: Prisma.TransactionClient): Audit {
  return {
    add: async ({ detail, at, ...entry }) => {
      const data = { ...entry, at: at.toJSDate() };
      await client.auditEntry.create({
        data: detail === null ? data : { ...data, detail: detail as Prisma.InputJsonObject },
      });
    },
    byId: async (id) => {
      const row = await client.auditEntry.findUnique({ where: { id } });
      return row === null ? null : entryOf(row);
    },
    latest: async (workspaceId, action, subjects) => {
      const row = await client.auditEntry.findFirst({
        where: { workspaceId, action, subject: { in: [...subjects] } },
        orderBy: [{ at: 'desc' }, { id: 'desc' }],
      });
      return row === null ? null : entryOf(row);
    },
  };
}

type Row = NonNullable<Awaited<ReturnType<Prisma.TransactionClient['auditEntry']['findUnique']>>>;

function entryOf({ detail, at, ...row }: Row): AuditEntry {
  return { ...row, detail: z.record(z.string(), z.unknown()).nullable().parse(detail), at: fromColumn(at) };
}

const happened = z.iso.datetime().transform((text) => fromColumn(new Date(text)));
const eventDetail = z.object({ happenedAt: happened.optional() }).nullable();

/** What came back about contacts and what was sent to them. */
export function providerEventsTable(client: Prisma.TransactionClient): ProviderEvents {
  return {
    add: async (event) => {
      const happenedAt = event.happenedAt?.toUTC().toISO() ?? null;
      const detail = happenedAt === null ? null : JSON.stringify({ happenedAt });
      const added = await client.$executeRaw`
        INSERT INTO provider_events (id, workspace_id, contact_id, enrollment_id, execution_id, kind, source_id, at,
          detail, sequence_id, step_id, variant, touched_at)
        SELECT v.*, x.sequence_id, x.step_id, x.variant,
          CASE WHEN x.id IS NOT NULL THEN coalesce(x.settled_at, v.at) END
        FROM (SELECT ${event.id}::uuid, ${event.workspaceId}::uuid, ${event.contactId}::uuid,
          ${event.enrollmentId}::uuid, ${event.executionId}::uuid AS execution_id, ${event.kind}::text AS kind,
          ${event.sourceId}::text, ${event.at.toJSDate()}::timestamptz AS at, ${detail}::jsonb) AS v
        LEFT JOIN executions x ON x.id = v.execution_id AND NOT EXISTS (SELECT FROM provider_events p
          WHERE p.execution_id = v.execution_id AND p.kind = v.kind AND p.sequence_id IS NOT NULL)
        ON CONFLICT DO NOTHING`;
      return added === 1;
    },
    ofEnrollment: async (enrollmentId) => {
      const rows = await client.providerEvent.findMany({ where: { enrollmentId }, orderBy: { at: 'asc' } });
      return rows.map(({ id, workspaceId, executionId, contactId, kind, sourceId, at, detail }) => ({
        ...{ id, workspaceId, executionId, enrollmentId, contactId, sourceId },
        kind: kind as ProviderEvent['kind'],
        at: fromColumn(at),
        happenedAt: eventDetail.parse(detail)?.happenedAt ?? null,
      }));
    },
    forget: async (workspaceId, sourceIds) => {
      await client.providerEvent.deleteMany({ where: { workspaceId, sourceId: { in: [...sourceIds] } } });
    },
  };
}
