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
  input: {
    readonly workspace: Workspace;
    readonly list: FulfillmentList;
    /** Null: an import by the command line. */
    readonly savedById: string | null;
  },
): Promise<'created' | 'changed' | 'unchanged'> {
  const { workspace, list, savedById } = input;
  const before = (await tables.parcels.lists(workspace.id)).find(({ name }) => name === list.name);
  if (before !== undefined && isDeepStrictEqual(whatItIs(before), { ...list })) return 'unchanged';
  const dueAt = before?.dueAt == null ? null : nextDeliveryAt(list, workspace.zone, now);
  const row = { ...list, id: before?.id ?? ids.next(), workspaceId: workspace.id, dueAt };
  await tables.parcels.saveList(row, { versionId: ids.next(), at: now, savedById });
  const by = { workspaceId: workspace.id, id: savedById };
  await audit({ tables, ids, now }, by, { action: 'list.save', subject: list.name, detail: null });
  return before === undefined ? 'created' : 'changed';
}

/** A stored list without what its row has beside. */
export function whatItIs({ name, items, to, days, at }: FulfillmentList): FulfillmentList {
  return { name, items, to, days, at };
}
