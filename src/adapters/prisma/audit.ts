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
    add: async ({ at, happenedAt, ...event }) => {
      const detail = happenedAt === null ? {} : { detail: { happenedAt: happenedAt.toUTC().toISO() } };
      const data = { ...event, ...detail, at: at.toJSDate() };
      return (await client.providerEvent.createMany({ data, skipDuplicates: true })).count === 1;
    },
    ofEnrollment: async (enrollmentId) => {
      const rows = await client.providerEvent.findMany({ where: { enrollmentId }, orderBy: { at: 'asc' } });
      return rows.map(({ detail, at, kind, ...event }) => ({
        ...event,
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
