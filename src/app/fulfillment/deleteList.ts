import type { Role } from '../../domain/access.js';
import { listsIn } from '../../domain/sequence/calls.js';
import { audit } from '../audit.js';
import type { AppDeps } from '../deps.js';
import { refusal } from '../people/refusal.js';
import type { Member } from '../ports/stores/people.js';
import { callersOf } from '../sequences/callersOf.js';

export type DeletedList =
  | { readonly ok: true; readonly name: string }
  | { readonly ok: false; readonly reason: 'not-allowed'; readonly needs: Role }
  | { readonly ok: false; readonly reason: 'gone' }
  /** Sequences put people on it. */
  | { readonly ok: false; readonly reason: 'in-use'; readonly name: string; readonly usedIn: readonly string[] }
  /** Something of it is not delivered yet. */
  | { readonly ok: false; readonly reason: 'waiting'; readonly name: string };

const over = ['delivered', 'refused'];

/** Deletes a fulfillment list that no sequence uses and that has handed over all that was on it. */
export async function deleteList(
  { store, clock, ids }: Pick<AppDeps, 'store' | 'clock' | 'ids'>,
  { actor, listId }: { readonly actor: Member; readonly listId: string },
): Promise<DeletedList> {
  const { workspaceId } = actor;
  const refused = refusal(actor, 'build-sequence', false);
  if (refused !== null) return refused;
  const now = await clock.now();
  return store.transact(async (tables): Promise<DeletedList> => {
    // Nobody publishes a step that puts people on it in between.
    await tables.workspaces.lock(workspaceId);
    const row = (await tables.parcels.lists(workspaceId)).find(({ id }) => id === listId);
    if (row === undefined) return { ok: false, reason: 'gone' };
    const { name } = row;
    const usedIn = ((await callersOf(tables, workspaceId, listsIn)).get(name) ?? []).map((one) => one.name);
    if (usedIn.length > 0) return { ok: false, reason: 'in-use', name, usedIn };
    const isWaiting = ((await tables.parcels.openCounts(workspaceId)).get(listId) ?? 0) > 0;
    const open = (await tables.parcels.deliveriesOf(listId)).filter(({ state }) => !over.includes(state));
    if (isWaiting || open.length > 0) return { ok: false, reason: 'waiting', name };
    await tables.parcels.deleteList(listId);
    await audit({ tables, ids, now }, actor, { action: 'list.delete', subject: name, detail: null });
    return { ok: true, name };
  });
}
