import { findLists, showList } from '../../../app/fulfillment/showLists.js';
import { zoneOf } from '../../../app/shown/readerZone.js';
import { mayDo, roleOf } from '../../../domain/access.js';
import type { Drawn } from '../../views/blocks.js';
import { parcelListModal, parcelListsMessage } from '../../views/parcels.js';
import type { Acting } from '../acting.js';
import { type MessageAnswer, type ModalAnswer, modalAnswer, refused } from '../answers.js';
import { isStoredId } from '../stored-id.js';

/** Fulfillment lists, a page of them (from 0). */
export async function parcelListsPage({ deps, actor }: Acting, search: string | null, page: number): Promise<Drawn> {
  const found = await findLists(deps, { actor, search });
  const reader = await zoneOf(deps.store.read, actor);
  return parcelListsMessage(found, { search, page, reader, mayEdit: mayDo(roleOf(actor), 'build-sequence', false).ok });
}

export const listGone = 'That list is gone: it was deleted meanwhile.';

/** One list, with what is said about what was just done. */
export async function parcelListView(
  { deps, actor }: Acting,
  listId: string,
  notice: string | null = null,
): Promise<ModalAnswer | MessageAnswer> {
  const shown = isStoredId(listId) ? await showList(deps, { actor, listId }) : null;
  return shown === null ? refused(listGone) : modalAnswer(parcelListModal(shown, notice));
}
