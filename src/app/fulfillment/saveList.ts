import { isDeepStrictEqual } from 'node:util';
import type { DateTime } from 'luxon';
import { type FulfillmentList, nextDeliveryAt } from '../../domain/fulfillment/list.js';
import { audit } from '../audit.js';
import type { Ids } from '../ports/ids.js';
import type { Tables } from '../ports/store.js';
import type { Workspace } from '../ports/stores/people.js';

/**
 * Stores a list under its name in the transaction it is given, over the one that has the name. What is on it already
 * keeps its items, and goes to the new address at the new time.
 */
export async function saveList(
  { tables, ids, now }: { readonly tables: Tables; readonly ids: Ids; readonly now: DateTime },
  { workspace, list }: { readonly workspace: Workspace; readonly list: FulfillmentList },
): Promise<'created' | 'changed' | 'unchanged'> {
  const before = (await tables.parcels.lists(workspace.id)).find(({ name }) => name === list.name);
  if (before !== undefined) {
    const { name, items, to, days, at } = before;
    if (isDeepStrictEqual({ name, items, to, days, at }, { ...list })) return 'unchanged';
  }
  const dueAt = before?.dueAt == null ? null : nextDeliveryAt(list, workspace.zone, now);
  await tables.parcels.saveList({ ...list, id: before?.id ?? ids.next(), workspaceId: workspace.id, dueAt }, now);
  const by = { workspaceId: workspace.id, id: null };
  await audit({ tables, ids, now }, by, { action: 'list.save', subject: list.name, detail: null });
  return before === undefined ? 'created' : 'changed';
}
