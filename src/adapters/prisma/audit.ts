import { z } from 'zod';
import type { Audit, AuditEntry, ProviderEvent, ProviderEvents } from '../../app/ports/stores/digests.js';
import type { Sign } from '../../domain/enrollment/sign.js';
import type { Run, Statement } from '../postgres/statements.js';
import { Prisma } from './generated/client.js';
import { fromColumn } from './instants.js';

const addRows: Statement = {
  name: 'add-audit-entries',
  text: `
    INSERT INTO audit_entries (id, workspace_id, actor_id, action, subject, detail, at)
    SELECT id, "workspaceId", "actorId", action, subject, detail, at
    FROM json_to_recordset($1::json) AS v(id uuid, "workspaceId" uuid, "actorId" uuid, action text, subject text,
      detail jsonb, at timestamptz)`,
};

/** Who did what. */
export function auditTable(client: Prisma.TransactionClient, run: Run): Audit {
  return {
    add: async (entries) => {
      if (entries.length === 0) return;
      await run(addRows, [JSON.stringify(entries.map(({ at, ...entry }) => ({ ...entry, at: at.toJSDate() })))]);
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

/** Reports ask for whole days, which begin at a quarter of an hour in every zone: with fewer times their index is smaller. */
const quarterOf = (at: Prisma.Sql) => Prisma.sql`date_bin('15 minutes', ${at}, '2000-01-01Z')`;

const oldestFirst = [{ at: 'asc' }, { id: 'asc' }] satisfies Prisma.ProviderEventOrderByWithRelationInput[];

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
          CASE WHEN x.id IS NOT NULL THEN ${quarterOf(Prisma.sql`coalesce(x.settled_at, v.at)`)} END
        FROM (SELECT ${event.id}::uuid, ${event.workspaceId}::uuid, ${event.contactId}::uuid,
          ${event.enrollmentId}::uuid, ${event.executionId}::uuid AS execution_id, ${event.kind}::text AS kind,
          ${event.sourceId}::text, ${event.at.toJSDate()}::timestamptz AS at, ${detail}::jsonb) AS v
        LEFT JOIN executions x ON x.id = v.execution_id AND NOT EXISTS (SELECT FROM provider_events p
          WHERE p.execution_id = v.execution_id AND p.kind = v.kind AND p.sequence_id IS NOT NULL)
        ON CONFLICT DO NOTHING`;
      return added === 1;
    },
    addSigns: async (signs, at) => {
      if (signs.length === 0) return [];
      const rows = JSON.stringify(signs.map(({ id, executionId, sign }) => ({ id, execution_id: executionId, sign })));
      return client.$queryRaw<{ executionId: string; sign: Sign }[]>`
        INSERT INTO provider_events (id, workspace_id, contact_id, enrollment_id, execution_id, kind, source_id, at,
          sequence_id, step_id, variant, touched_at)
        SELECT v.id, x.workspace_id, e.contact_id, x.enrollment_id, x.id, v.sign, v.sign || ':' || x.id, n.at,
          x.sequence_id, x.step_id, x.variant, ${quarterOf(Prisma.sql`coalesce(x.settled_at, n.at)`)}
        FROM jsonb_to_recordset(${rows}::jsonb) AS v(id uuid, execution_id uuid, sign text)
        JOIN executions x ON x.id = v.execution_id JOIN enrollments e ON e.id = x.enrollment_id,
          (SELECT ${at.toJSDate()}::timestamptz AS at) AS n
        ON CONFLICT DO NOTHING RETURNING execution_id::text AS "executionId", kind AS sign`;
    },
    ofEnrollment: async (enrollmentId) => {
      const rows = await client.providerEvent.findMany({ where: { enrollmentId }, orderBy: oldestFirst });
      return rows.map(({ id, workspaceId, executionId, contactId, kind, sourceId, at, detail }) => ({
        ...{ id, workspaceId, executionId, enrollmentId, contactId, sourceId },
        kind: kind as ProviderEvent['kind'],
        at: fromColumn(at),
        happenedAt: eventDetail.parse(detail)?.happenedAt ?? null,
      }));
    },
    forget: async (workspaceId, sourceIds) => {
      const where = { workspaceId, sourceId: { in: [...sourceIds] } };
      const counted = await client.providerEvent.findMany({ where: { ...where, sequenceId: { not: null } } });
      await client.providerEvent.deleteMany({ where });
      // The next of its kind for the same touch counts from now on.
      for (const { executionId, kind, sequenceId, stepId, variant, touchedAt } of counted) {
        const next = await client.providerEvent.findFirst({ where: { executionId, kind }, orderBy: oldestFirst });
        const data = { sequenceId, stepId, variant, touchedAt };
        if (next !== null) await client.providerEvent.update({ where: { id: next.id }, data });
      }
    },
  };
}
