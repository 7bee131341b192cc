import { z } from 'zod';
import type { TemplateRow, Templates, TemplateVersion } from '../../app/ports/stores/sequences.js';
import { postcardSizes } from '../../domain/postcard/sizes.js';
import { taskTypes } from '../../domain/steps/task.js';
import { type StoredTemplate, templateKinds } from '../../domain/template/stored-template.js';
import type { Run, Statement } from '../postgres/statements.js';
import type { Prisma } from './generated/client.js';
import { fromColumn } from './instants.js';
import { listedRow, readingStored } from './newer.js';
import { selected } from './selected.js';

const name = z.string();
/** What was written; a row that is none of these was written by another program. */
export const storedTemplateColumn = z.discriminatedUnion('kind', [
  z.object({
    name,
    kind: z.literal('email'),
    content: z.object({ subject: z.string().nullable(), body: z.string(), format: z.enum(['text', 'html']) }),
  }),
  z.object({ name, kind: z.literal('sms'), content: z.object({ body: z.string() }) }),
  z.object({
    name,
    kind: z.literal('task'),
    content: z.object({ title: z.string(), type: z.enum(taskTypes), notes: z.string().nullable() }),
  }),
  z.object({
    name,
    kind: z.literal('postcard'),
    content: z.object({ size: z.enum(postcardSizes), front: z.string(), back: z.string() }),
  }),
]) satisfies z.ZodType<StoredTemplate>;

type Row = Pick<
  NonNullable<Awaited<ReturnType<Prisma.TransactionClient['template']['findUnique']>>>,
  'id' | 'workspaceId' | 'name' | 'kind' | 'content' | 'version'
>;

const columns: { readonly [K in keyof Row]: string } = {
  id: 'id',
  workspaceId: 'workspace_id',
  name: 'name',
  kind: 'kind',
  content: 'content',
  version: 'version',
};
const templatesWhere = (name: string, rest: string): Statement => ({
  name,
  text: `SELECT ${selected(columns)} FROM templates WHERE ${rest}`,
});
const templateById = templatesWhere('template-by-id', 'id = $1::uuid');
const templateByName = templatesWhere('template-by-name', 'workspace_id = $1::uuid AND name = $2');
const templatesOf = templatesWhere('templates-of-workspace', 'workspace_id = $1::uuid ORDER BY name');
/** No step that is known here calls one of another kind. */
const knownTemplates = templatesWhere('known-templates', 'workspace_id = $1::uuid AND kind = ANY($2) ORDER BY name');

/** Stored texts by name, with every version of them. */
export function templatesTable(client: Prisma.TransactionClient, run: Run): Templates {
  const rowOf = (row: Row): TemplateRow => {
    const { id, workspaceId, version } = row;
    return { ...readingStored(() => storedTemplateColumn.parse(row)), id, workspaceId, version };
  };
  const found = async (statement: Statement, values: readonly unknown[]) =>
    (await run<Row>(statement, values)).map(rowOf);
  return {
    byId: async (id) => (await found(templateById, [id]))[0] ?? null,
    byName: async (workspaceId, called) => (await found(templateByName, [workspaceId, called]))[0] ?? null,
    all: (workspaceId) => found(knownTemplates, [workspaceId, templateKinds]),
    listed: async (workspaceId) => (await run<Row>(templatesOf, [workspaceId])).map(listedRow(rowOf)),
    save: async ({ workspaceId, name: called, kind, content }, { id, savedAt, savedById }) => {
      const now = savedAt.toJSDate();
      const row = await client.template.upsert({
        where: { workspaceId_name: { workspaceId, name: called } },
        create: { id, workspaceId, name: called, kind, content, version: 1, createdAt: now, updatedAt: now },
        update: { content, version: { increment: 1 }, updatedAt: now },
      });
      const version = { id, templateId: row.id, number: row.version, content, savedAt: now, savedById };
      await client.templateVersion.create({ data: version });
      return rowOf(row);
    },
    versions: async (id) => {
      const rows = await client.templateVersion.findMany({
        where: { templateId: id },
        orderBy: { number: 'desc' },
        include: { template: { select: { name: true, kind: true } } },
      });
      return rows.map((row): TemplateVersion => {
        const { number, savedById, template, content } = row;
        const { savedAt } = row;
        return {
          id: row.id,
          number,
          savedById,
          savedAt: fromColumn(savedAt),
          template: storedTemplateColumn.parse({ ...template, content }),
        };
      });
    },
    delete: async (id) => {
      await client.template.deleteMany({ where: { id } });
    },
  };
}
