import { isDeepStrictEqual } from 'node:util';
import type { DateTime } from 'luxon';
import type { FulfillmentList } from '../../domain/fulfillment/list.js';
import type { StoredTemplate } from '../../domain/template/stored-template.js';
import type { Tables } from '../ports/store.js';
import type { StoredList } from '../ports/stores/parcels.js';
import type { Workspace } from '../ports/stores/people.js';
import type { ListEffect, TextEffect } from './changeEffects.js';
import { type ManyAhead, manyAhead, peopleAhead } from './peopleAhead.js';

/** What is changed, and how many have to be counted: where there are more, they are more, and that is enough. */
interface Written<Before, After> {
  readonly before: Before;
  readonly after: After;
  readonly now: DateTime;
  readonly most?: number;
}

/** What a stored text that is written anew does to people; null where it says the same. */
export async function textEffect(
  tables: Tables,
  workspace: Workspace,
  { before, after, now, most }: Written<StoredTemplate, StoredTemplate>,
): Promise<TextEffect | null> {
  if (isDeepStrictEqual(before.content, after.content)) return null;
  const ahead = await peopleAhead(tables, workspace, { of: 'text', name: before.name }, now, most);
  return { of: 'text', before, after, ...ahead };
}

/** What a list for parcels that is written anew does to people, and to what waits on it; null where it is the same. */
export async function listEffect(
  tables: Tables,
  workspace: Workspace,
  { before, after, now, most }: Written<StoredList, FulfillmentList>,
): Promise<ListEffect | null> {
  const isOther = (...keys: readonly (keyof FulfillmentList)[]) =>
    keys.some((key) => !isDeepStrictEqual(before[key], after[key]));
  const changes = { items: isOther('items'), delivery: isOther('to', 'days', 'at') };
  if (!changes.items && !changes.delivery) return null;
  const ahead = await peopleAhead(tables, workspace, { of: 'list', name: before.name }, now, most);
  // What is on it already keeps its items, and goes where and when the list says.
  const waiting = changes.delivery ? ((await tables.parcels.openCounts(workspace.id)).get(before.id) ?? 0) : 0;
  return { of: 'list', before, after, changes, waiting, ...ahead };
}

/** Whether it changes what more people get than `limit`; where and when a list goes changes nothing of that. */
export function manyGet(effect: TextEffect | ListEffect, limit: number): ManyAhead | null {
  return effect.of === 'list' && !effect.changes.items ? null : manyAhead(effect, limit);
}
