import { z } from 'zod';
import type { Drafts, SequenceDraft } from '../../app/ports/stores/drafts.js';
import type { Run, Statement } from '../postgres/statements.js';
import type { Prisma } from './generated/client.js';
import { fromColumn } from './instants.js';
import { selected } from './selected.js';

const json = z.record(z.string(), z.unknown());

type Row = Pick<
  NonNullable<Awaited<ReturnType<Prisma.TransactionClient['sequenceDraft']['findUnique']>>>,
  'id' | 'workspaceId' | 'memberId' | 'sequenceId' | 'baseVersionId' | 'definition' | 'revision'
>;

const columns: { readonly [K in keyof Row]: string } = {
  id: 'id',
  workspaceId: 'workspace_id',
  memberId: 'member_id',
  sequenceId: 'sequence_id',
  baseVersionId: 'base_version_id',
  definition: 'definition',
  revision: 'revision',
};
/** Read at every click in the builder. */
const draftById: Statement = {
  name: 'draft-by-id',
  text: `SELECT ${selected(columns)} FROM sequence_drafts WHERE id = $1::uuid`,
};

const latestFirst = [{ updatedAt: 'desc' }, { id: 'desc' }] satisfies Prisma.SequenceDraftOrderByWithRelationInput[];

/** What people are building. */
export function draftsTable(client: Prisma.TransactionClient, run: Run): Drafts {
  const jsonOf = (draft: SequenceDraft) => draft.definition as Prisma.InputJsonObject;
  const draftOf = ({ id, workspaceId, memberId, sequenceId, baseVersionId, definition, revision }: Row) => ({
    id,
    workspaceId,
    memberId,
    edits: sequenceId === null || baseVersionId === null ? null : { sequenceId, baseVersionId },
    definition: json.parse(definition),
    revision,
  });
  const editsOf = ({ edits }: SequenceDraft) => ({
    sequenceId: edits?.sequenceId ?? null,
    baseVersionId: edits?.baseVersionId ?? null,
  });
  return {
    byId: async (id) => {
      const [row] = await run<Row>(draftById, [id]);
      return row === undefined ? null : draftOf(row);
    },
    latestOf: async (memberId) => {
      const where = { memberId, sequenceId: null };
      const row = await client.sequenceDraft.findFirst({ where, orderBy: latestFirst });
      return row === null ? null : draftOf(row);
    },
    ofSequence: async (sequenceId) => {
      const rows = await client.sequenceDraft.findMany({ where: { sequenceId }, orderBy: latestFirst });
      return rows.map((row) => ({ ...draftOf(row), updatedAt: fromColumn(row.updatedAt) }));
    },
    create: async (draft, at) => {
      const { id, workspaceId, memberId, revision } = draft;
      const now = at.toJSDate();
      const own = { id, workspaceId, memberId, revision, definition: jsonOf(draft) };
      await client.sequenceDraft.create({ data: { ...own, ...editsOf(draft), createdAt: now, updatedAt: now } });
    },
    save: async (draft, at) => {
      const { count } = await client.sequenceDraft.updateMany({
        where: { id: draft.id, revision: draft.revision },
        data: {
          definition: jsonOf(draft),
          ...editsOf(draft),
          revision: draft.revision + 1,
          updatedAt: at.toJSDate(),
        },
      });
      return count === 1;
    },
    delete: async (id) => {
      await client.sequenceDraft.deleteMany({ where: { id } });
    },
    form: async (id) => {
      const row = await client.draftForm.findUnique({ where: { id } });
      return row === null ? null : { id: row.id, draftId: row.draftId, file: json.parse(row.file) };
    },
    saveForm: async ({ id, draftId, file }, at) => {
      const data = { file: file as Prisma.InputJsonObject, updatedAt: at.toJSDate() };
      await client.draftForm.upsert({ where: { id }, create: { id, draftId, ...data }, update: data });
    },
  };
}
