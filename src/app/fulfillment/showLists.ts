import { mayDo, roleOf } from '../../domain/access.js';
import { listsIn } from '../../domain/sequence/calls.js';
import type { AppDeps } from '../deps.js';
import { apart } from '../faults.js';
import type { Member } from '../ports/stores/people.js';
import { shownCallers } from '../sequences/callersOf.js';
import type { ShownList, ShownListLine } from '../shown/parcels.js';
import { zoneOf } from '../shown/readerZone.js';
import { hasAllWords } from '../shown/searching.js';
import { unreadWords } from '../shown/unreadWords.js';
import { whatItIs } from './saveList.js';

/** How many of the lines that wait, and of the deliveries, are shown. */
const shown = 10;

export interface FoundLists {
  readonly lists: readonly ShownListLine[];
  /** What is left out because it cannot be read here, a line each. */
  readonly unread: readonly string[];
}

/** Fulfillment lists by name; with words to look for, those in whose name or items all of them stand, in any case. */
export async function findLists(
  { store: { read } }: Pick<AppDeps, 'store'>,
  { actor, search }: { readonly actor: Member; readonly search: string | null },
): Promise<FoundLists> {
  const { workspaceId } = actor;
  const isSought = hasAllWords(search);
  const { callers, unread } = await shownCallers(read, workspaceId, listsIn);
  const waiting = await read.parcels.openCounts(workspaceId);
  const all = apart(await read.parcels.listed(workspaceId));
  const lists = all.read
    .filter(({ name, items }) => isSought([name, ...items.map(({ item }) => item)].join(' ')))
    .map((row) => {
      const { id, dueAt, name } = row;
      const usedIn = callers.get(name)?.length ?? 0;
      return { id, list: whatItIs(row), dueAt, waiting: waiting.get(id) ?? 0, usedIn };
    });
  return { lists, unread: [unreadWords(all.unread, 'list') ?? [], unread ?? []].flat() };
}

/** One of them with what waits on it, its deliveries and its versions; null where it is gone. */
export async function showList(
  { store: { read } }: Pick<AppDeps, 'store'>,
  { actor, listId }: { readonly actor: Member; readonly listId: string },
): Promise<ShownList | null> {
  const { workspaceId } = actor;
  const row = apart(await read.parcels.listed(workspaceId)).read.find(({ id }) => id === listId);
  if (row === undefined) return null;
  const { callers, unread } = await shownCallers(read, workspaceId, listsIn);
  const names = new Map((await read.members.all(workspaceId)).map(({ id, name }) => [id, name]));
  const lines = await read.parcels.openLines(workspaceId, { listId, limit: shown });
  return {
    id: listId,
    list: whatItIs(row),
    dueAt: row.dueAt,
    version: row.version,
    waiting: (await read.parcels.openCounts(workspaceId)).get(listId) ?? 0,
    usedIn: (callers.get(row.name) ?? []).map(({ name }) => name),
    unread,
    lines: lines.map(({ item, quantity, contact }) => ({ item, quantity, contact: contact.name ?? contact.email })),
    deliveries: await read.parcels.deliveriesOf(listId, shown),
    versions: (await read.parcels.versions(listId)).map(({ number, savedAt, savedById }) => {
      return { number, savedAt, savedBy: savedById === null ? null : (names.get(savedById) ?? null) };
    }),
    mayEdit: mayDo(roleOf(actor), 'build-sequence', false).ok,
    reader: await zoneOf(read, actor),
  };
}
