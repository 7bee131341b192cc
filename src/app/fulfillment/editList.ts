import { isDeepStrictEqual } from 'node:util';
import type { Role } from '../../domain/access.js';
import { type FulfillmentList, parseListFile } from '../../domain/fulfillment/list.js';
import { refuse } from '../../domain/refusal.js';
import type { Problem } from '../../domain/sequence/problems.js';
import type { AppDeps } from '../deps.js';
import { refusal } from '../people/refusal.js';
import type { Deliveries } from '../ports/deliveries.js';
import type { StoredList } from '../ports/stores/parcels.js';
import type { Member } from '../ports/stores/people.js';
import { listOfMany, type TextOfMany } from '../templates/textOfMany.js';
import { saveList } from './saveList.js';

export type EditedList =
  | { readonly ok: true; readonly kind: 'created' | 'changed' | 'unchanged'; readonly list: StoredList }
  | { readonly ok: false; readonly reason: 'not-allowed'; readonly needs: Role }
  /** Paths as in the list's file. */
  | { readonly ok: false; readonly reason: 'invalid'; readonly problems: readonly Problem[] }
  /** Somebody else saved it meanwhile: `now` is what it is. */
  | { readonly ok: false; readonly reason: 'changed-meanwhile'; readonly now: StoredList }
  /** It changes what more people get than one manager decides about: another one allows it where the sequence is edited. */
  | ({ readonly ok: false; readonly reason: 'needs-yes' } & TextOfMany)
  /** It was deleted, or has no such version. */
  | { readonly ok: false; readonly reason: 'gone' };

type EditDeps = Pick<AppDeps, 'store' | 'clock' | 'ids' | 'poke'> & {
  readonly deliveries: Pick<Deliveries, 'mayBePlain'>;
  readonly settings: Pick<AppDeps['settings'], 'admins'>;
};

/** What somebody saw when they changed it. */
interface Seen {
  readonly listId: string;
  readonly version: number;
}

/**
 * Saves a fulfillment list that somebody wrote, in the form of its file. `over`: what they saw; null: a new one, whose name
 * must be free. What is on it already keeps its items, and goes to the new address at the new time.
 */
export async function editList(
  deps: EditDeps,
  input: { readonly actor: Member; readonly file: Readonly<Record<string, unknown>>; readonly over: Seen | null },
): Promise<EditedList> {
  const { actor, file, over } = input;
  const refused = refusal(actor, 'build-sequence', false);
  if (refused !== null) return refused;
  const parsed = parseListFile(file, deps.deliveries);
  if (!parsed.ok) return { ok: false, reason: 'invalid', problems: parsed.problems };
  return save(deps, actor, parsed.list, over);
}

/** An older version becomes the newest one. */
export async function restoreList(
  deps: EditDeps,
  input: { readonly actor: Member; readonly listId: string; readonly number: number },
): Promise<EditedList> {
  const { actor, listId, number } = input;
  const refused = refusal(actor, 'build-sequence', false);
  if (refused !== null) return refused;
  const { parcels } = deps.store.read;
  const row = (await parcels.lists(actor.workspaceId)).find(({ id }) => id === listId);
  const wanted = row === undefined ? [] : (await parcels.versions(listId)).filter((one) => one.number === number);
  const [version] = wanted;
  if (row === undefined || version === undefined) return { ok: false, reason: 'gone' };
  return save(deps, actor, version.list, { listId, version: row.version });
}

async function save(
  { store, clock, ids, poke, settings }: EditDeps,
  actor: Member,
  list: FulfillmentList,
  over: Seen | null,
): Promise<EditedList> {
  const { workspaceId } = actor;
  const now = await clock.now();
  const stored = over === null ? [] : await store.read.parcels.lists(workspaceId);
  const seen = stored.find(({ id }) => id === over?.listId);
  if (seen !== undefined && !isDeepStrictEqual(seen.items, list.items)) {
    const many = await listOfMany(store.read, settings, { actor, name: list.name, now });
    if (many !== null) return { ok: false, reason: 'needs-yes', ...many };
  }
  const edited = await store.transact(async (tables): Promise<EditedList> => {
    await tables.workspaces.lock(workspaceId);
    const workspace = await tables.workspaces.byId(workspaceId);
    if (workspace === null) throw new Error(`there is no workspace ${workspaceId}`);
    const named = async () => (await tables.parcels.lists(workspaceId)).find(({ name }) => name === list.name);
    const before = await named();
    if (over === null && before !== undefined) {
      return { ok: false, reason: 'invalid', problems: [{ path: 'list', ...refuse('listTaken', list.name) }] };
    }
    if (over !== null && before?.id !== over.listId) return { ok: false, reason: 'gone' };
    if (over !== null && before !== undefined && before.version !== over.version) {
      return { ok: false, reason: 'changed-meanwhile', now: before };
    }
    const kind = await saveList({ tables, ids, now }, { workspace, list, savedById: actor.id });
    const row = await named();
    if (row === undefined) throw new Error(`${list.name} was saved and is not there`);
    return { ok: true, kind, list: row };
  });
  if (edited.ok && edited.kind === 'changed') poke();
  return edited;
}
