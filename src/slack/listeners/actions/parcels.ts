import { deleteList } from '../../../app/fulfillment/deleteList.js';
import type { actionIds, Leaves } from '../../action-ids.js';
import { answerMessage, resultModal } from '../../views/answer.js';
import { parcelFormModal } from '../../views/parcel-form.js';
import { usedNames } from '../../views/templates.js';
import { modalAnswer, refused } from '../answers.js';
import { listGone, parcelListView } from '../parcels/parcel-views.js';
import { named, notAllowed } from '../refusals.js';
import { restoreChosen } from '../restoring.js';
import { isStoredId } from '../stored-id.js';
import type { ActionHandler } from './action.js';

const edit: ActionHandler = async ({ deps, actor, value }) => {
  const row = (await deps.store.read.parcels.lists(actor.workspaceId)).find(({ id }) => id === value);
  if (row === undefined) return refused(listGone);
  return modalAnswer(parcelFormModal({ name: row.name, over: { listId: row.id, version: row.version } }, row));
};

const remove: ActionHandler = async ({ deps, actor, value }) => {
  if (!isStoredId(value)) return refused(listGone);
  const removed = await deleteList(deps, { actor, listId: value });
  if (removed.ok) {
    const text = `The list *${named(removed.name)}* is deleted.`;
    return { kind: 'update', view: resultModal('List for parcels', answerMessage({ tone: 'done', text })) };
  }
  switch (removed.reason) {
    case 'not-allowed':
      return notAllowed(removed, 'delete a list');
    case 'gone':
      return refused(listGone);
    case 'in-use':
      return refused(
        `*${named(removed.name)}* is used in ${usedNames(removed.usedIn)} and was not deleted. Take it out of these first.`,
      );
    case 'waiting':
      return refused(
        `*${named(removed.name)}* was not deleted: something of it is not delivered yet. Delete it once that is done.`,
      );
  }
};

export const parcelActions: Readonly<Record<Leaves<(typeof actionIds)['parcels']>, ActionHandler>> = {
  'parcels.open': (context) => parcelListView(context, context.value),
  'parcels.create': async () => modalAnswer(parcelFormModal({ name: null, over: null }, null)),
  'parcels.edit': edit,
  'parcels.remove': remove,
  'parcels.version': (context) => restoreChosen(context, 'list', context.value),
};
