import { z } from 'zod';
import type { StoredList } from '../../app/ports/stores/parcels.js';
import { weekdays } from '../../domain/sequence/when.js';
import type { Statement } from '../postgres/statements.js';
import type { Prisma } from './generated/client.js';
import { fromNullable } from './instants.js';
import { readingStored } from './newer.js';
import { toSchema } from './parcel-row.js';
import { selected } from './selected.js';

/** What a list is, and was once, in its column. */
export const contentSchema = z.object({
  items: z.array(z.object({ item: z.string(), quantity: z.number() })),
  to: toSchema,
  days: z.array(z.enum(weekdays)),
  at: z.string(),
});

/** What {@link listOf} reads. */
export type ListRow = Pick<
  NonNullable<Awaited<ReturnType<Prisma.TransactionClient['fulfillmentList']['findUnique']>>>,
  'id' | 'workspaceId' | 'name' | 'content' | 'dueAt' | 'version'
>;

const listColumns: { readonly [K in keyof ListRow]: string } = {
  id: 'id',
  workspaceId: 'workspace_id',
  name: 'name',
  content: 'content',
  dueAt: 'due_at',
  version: 'version',
};
/** Of a workspace, by name. */
export const listsOf: Statement = {
  name: 'lists-of-workspace',
  text: `SELECT ${selected(listColumns)} FROM fulfillment_lists WHERE workspace_id = $1::uuid ORDER BY name`,
};

/** A stored list. Throws as {@link readingStored} does. */
export function listOf({ id, workspaceId, name, content, dueAt, version }: ListRow): StoredList {
  const stored = readingStored(() => contentSchema.parse(content));
  return { id, workspaceId, name, ...stored, dueAt: fromNullable(dueAt), version };
}
