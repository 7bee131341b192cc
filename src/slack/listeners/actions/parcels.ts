import { deleteList } from '../../../app/fulfillment/deleteList.js';
import { restoreList } from '../../../app/fulfillment/editList.js';
import { type actionIds, type Leaves, readChoice } from '../../action-ids.js';
import { answerMessage, resultModal } from '../../views/answer.js';
import { parcelFormModal } from '../../views/parcel-form.js';
import { usedNames } from '../../views/templates.js';
import { type Answer, modalAnswer, nothing, refused } from '../answers.js';
import { listGone, listOfManyText, parcelListView } from '../parcels/parcel-views.js';
import { named, notAllowed } from '../refusals.js';
import { isStoredId } from '../stored-id.js';
import type { ActionContext, ActionHandler } from './action.js';

/** What is done in the modal shows in it. */
const inPlace = async (context: ActionContext, listId: string, notice: string): Promise<Answer> => {
  const answer = await parcelListView(context, listId, notice);
  return answer.kind === 'modal' ? { kind: 'update', view: answer.view } : answer;
};

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

const restore: ActionHandler = async (context) => {
  const { deps, actor } = context;
  const chosen = readChoice(context.value);
  if (chosen === null || !isStoredId(chosen.id)) return nothing;
  const number = Number(chosen.choice);
  const restored = await restoreList(deps, { actor, listId: chosen.id, number });
  if (restored.ok) {
    return inPlace(context, chosen.id, `Version ${number} is back, as version ${restored.list.version}.`);
  }
  switch (restored.reason) {
    case 'not-allowed':
      return notAllowed(restored, 'edit a list');
    case 'gone':
      return refused(listGone);
    case 'invalid':
      return refused(`That version cannot be restored: ${named(restored.problems[0]?.message ?? '')}.`);
    case 'needs-yes':
      return refused(`Nothing was restored. ${named(listOfManyText(restored))}`);
    case 'changed-meanwhile':
      return inPlace(context, chosen.id, 'Somebody saved it meanwhile. Nothing was restored: look again.');
  }
};

export const parcelActions: Readonly<Record<Leaves<(typeof actionIds)['parcels']>, ActionHandler>> = {
  'parcels.open': (context) => parcelListView(context, context.value),
  'parcels.create': async () => modalAnswer(parcelFormModal({ name: null, over: null }, null)),
  'parcels.edit': edit,
  'parcels.remove': remove,
  'parcels.version': restore,
};
