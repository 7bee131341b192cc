import { findLists, showList } from '../../../app/fulfillment/showLists.js';
import type { ManyAhead } from '../../../app/sequences/peopleAhead.js';
import { counted } from '../../../app/shown/counted.js';
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

/** What is on a list in use takes another manager's yes by the way of a sequence that is edited; plain. */
export function listOfManyText({ limit, sequence }: ManyAhead): string {
  return `More than ${counted(limit, 'person', 'people')}, in ${sequence.name} among others, ${limit === 1 ? 'has' : 'have'} it ahead of them, which takes another manager’s yes. Save it under another name, and call that one in the edit of ${sequence.name}: publishing asks for it.`;
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
