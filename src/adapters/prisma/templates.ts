import { z } from 'zod';
import type { TemplateRow, Templates } from '../../app/ports/stores/sequences.js';
import { postcardSizes } from '../../domain/postcard/limits.js';
import type { StoredTemplate } from '../../domain/template/stored-template.js';
import type { Prisma } from './generated/client.js';

const name = z.string();
/** What was written; a row that is none of these was written by another program. */
const stored = z.discriminatedUnion('kind', [
  z.object({
    name,
    kind: z.literal('email'),
    content: z.object({ subject: z.string(), body: z.string(), format: z.enum(['text', 'html']) }),
  }),
  z.object({
    name,
    kind: z.literal('postcard'),
    content: z.object({ size: z.enum(postcardSizes), front: z.string(), back: z.string() }),
  }),
]) satisfies z.ZodType<StoredTemplate>;

type Row = NonNullable<Awaited<ReturnType<Prisma.TransactionClient['template']['findUnique']>>>;

/** Stored texts by name. */
export function templatesTable(client: Prisma.TransactionClient): Templates {
  const rowOf = (row: Row): TemplateRow => ({ ...stored.parse(row), id: row.id, workspaceId: row.workspaceId });
  return {
    byName: async (workspaceId, called) => {
      const row = await client.template.findUnique({ where: { workspaceId_name: { workspaceId, name: called } } });
      return row === null ? null : rowOf(row);
    },
    all: async (workspaceId) =>
      (await client.template.findMany({ where: { workspaceId }, orderBy: { name: 'asc' } })).map(rowOf),
    save: async ({ id, workspaceId, name: called, kind, content }, at) => {
      const now = at.toJSDate();
      await client.template.upsert({
        where: { workspaceId_name: { workspaceId, name: called } },
        create: { id, workspaceId, name: called, kind, content, createdAt: now, updatedAt: now },
        update: { kind, content, updatedAt: now },
      });
    },
  };
}
