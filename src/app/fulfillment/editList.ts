import type { Role } from '../../domain/access.js';
import { type FulfillmentList, parseListFile } from '../../domain/fulfillment/list.js';
import { refuse } from '../../domain/refusal.js';
import type { Problem } from '../../domain/sequence/problems.js';
import type { AppDeps } from '../deps.js';
import { refusal } from '../people/refusal.js';
import type { Deliveries } from '../ports/deliveries.js';
import type { StoredList } from '../ports/stores/parcels.js';
import type { Member } from '../ports/stores/people.js';
import type { EffectsReview, SeenEffects } from '../sequences/changeEffects.js';
import { judgeStored } from '../sequences/judgeStored.js';
import type { ManyAhead } from '../sequences/peopleAhead.js';
import { listEffect } from '../sequences/storedEffects.js';
import { saveList } from './saveList.js';

export type EditedList =
  | { readonly ok: true; readonly kind: 'created' | 'changed' | 'unchanged'; readonly list: StoredList }
  | { readonly ok: false; readonly reason: 'not-allowed'; readonly needs: Role }
  /** Paths as in the list's file. */
  | { readonly ok: false; readonly reason: 'invalid'; readonly problems: readonly Problem[] }
  /** Somebody else saved it meanwhile: `now` is what it is. */
  | { readonly ok: false; readonly reason: 'changed-meanwhile'; readonly now: StoredList }
  /** It changes what more people get than one manager decides about: another one allows it where the sequence is edited. */
  | ({ readonly ok: false; readonly reason: 'needs-yes' } & ManyAhead)
  /** People have it ahead of them or are on it, and what it does was not seen yet. Nothing was changed. */
  | {
      readonly ok: false;
      readonly reason: 'review';
      readonly review: EffectsReview;
      readonly now: StoredList;
    }
  /** It was deleted, or has no such version. */
  | { readonly ok: false; readonly reason: 'gone' };

type EditDeps = Pick<AppDeps, 'store' | 'clock' | 'ids' | 'poke'> & {
  readonly deliveries: Pick<Deliveries, 'mayBePlain'>;
  readonly settings: Pick<AppDeps['settings'], 'admins'>;
};

/** The version that somebody changed. */
interface Over {
  readonly listId: string;
  readonly version: number;
}

/**
 * Saves a fulfillment list that somebody wrote, in the form of its file. `over`: what they saw; null: a new one, whose name
 * must be free. What is on it already keeps its items, and goes to the new address at the new time. Where that or other items
 * concern anybody, it is saved once what it does was seen (`seen`).
 */
export async function editList(
  deps: EditDeps,
  input: {
    readonly actor: Member;
    readonly file: Readonly<Record<string, unknown>>;
    readonly over: Over | null;
    readonly seen?: SeenEffects | null;
  },
): Promise<EditedList> {
  const { actor, file, over, seen = null } = input;
  const refused = refusal(actor, 'build-sequence', false);
  if (refused !== null) return refused;
  const parsed = parseListFile(file, deps.deliveries);
  if (!parsed.ok) return { ok: false, reason: 'invalid', problems: parsed.problems };
  return save(deps, actor, parsed.list, { over, seen });
}

/** An older version becomes the newest one. */
export async function restoreList(
  deps: EditDeps,
  input: {
    readonly actor: Member;
    readonly listId: string;
    readonly number: number;
    readonly seen?: SeenEffects | null;
  },
): Promise<EditedList> {
  const { actor, listId, number, seen = null } = input;
  const refused = refusal(actor, 'build-sequence', false);
  if (refused !== null) return refused;
  const { parcels } = deps.store.read;
  const row = (await parcels.lists(actor.workspaceId)).find(({ id }) => id === listId);
  const wanted = row === undefined ? [] : (await parcels.versions(listId)).filter((one) => one.number === number);
  const [version] = wanted;
  if (row === undefined || version === undefined) return { ok: false, reason: 'gone' };
  return save(deps, actor, version.list, { over: { listId, version: row.version }, seen });
}

async function save(
  { store, clock, ids, poke, settings }: EditDeps,
  actor: Member,
  list: FulfillmentList,
  { over, seen }: { readonly over: Over | null; readonly seen: SeenEffects | null },
): Promise<EditedList> {
  const { workspaceId } = actor;
  const now = await clock.now();
  const stored = over === null ? [] : await store.read.parcels.lists(workspaceId);
  const before = stored.find(({ id, version }) => id === over?.listId && version === over.version);
  if (over !== null && before !== undefined) {
    const judged = await judgeStored(store.read, settings, { actor, seen, what: list, over }, (workspace, most) =>
      listEffect(store.read, workspace, { before, after: list, now, most }),
    );
    if (judged?.needs === 'yes') return { ok: false, reason: 'needs-yes', ...judged.many };
    if (judged !== null) return { ok: false, reason: 'review', review: judged.review, now: before };
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
