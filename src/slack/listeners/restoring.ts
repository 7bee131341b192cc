import { type EditedList, restoreList } from '../../app/fulfillment/editList.js';
import type { EffectsReview } from '../../app/sequences/changeEffects.js';
import { type EditedTemplate, restoreTemplate } from '../../app/templates/editTemplate.js';
import { readChoice } from '../action-ids.js';
import { restoreReviewModal, type WantedRestore } from '../views/restore-review.js';
import type { Acting } from './acting.js';
import { type Answer, type LaterAnswer, later, type MessageAnswer, nothing, refused } from './answers.js';
import { effectsFor } from './effects-for.js';
import { listGone, listOfManyText, parcelListView } from './parcels/parcel-views.js';
import { named, notAllowed } from './refusals.js';
import { isStoredId } from './stored-id.js';
import { askedAboutText, templateGone, templateView } from './templates/template-views.js';

/** Restoring shows in the modal where it was chosen. */
export type RestoreAnswer = Extract<Answer, { kind: 'update' }> | MessageAnswer | LaterAnswer<MessageAnswer>;

/** The version that was chosen in a thing's modal. */
export async function restoreChosen(acting: Acting, of: WantedRestore['of'], value: string): Promise<Answer> {
  const chosen = readChoice(value);
  if (chosen === null || !isStoredId(chosen.id)) return nothing;
  return restoreVersion(acting, { of, id: chosen.id, number: Number(chosen.choice), seen: null });
}

/** An older version of a stored text or a list becomes the newest; where that concerns people it is shown first. */
export async function restoreVersion(acting: Acting, wanted: WantedRestore): Promise<RestoreAnswer> {
  const { deps, actor } = acting;
  const { of, id, number, seen } = wanted;
  return of === 'template'
    ? restoredText(acting, wanted, await restoreTemplate(deps, { actor, templateId: id, number, seen }))
    : restoredList(acting, wanted, await restoreList(deps, { actor, listId: id, number, seen }));
}

async function restoredText(acting: Acting, wanted: WantedRestore, restored: EditedTemplate): Promise<RestoreAnswer> {
  const shows = (notice: string) => inPlace(templateView(acting, wanted.id, { notice }));
  if (restored.ok) return shows(isBack(wanted, restored.template));
  switch (restored.reason) {
    case 'not-allowed':
      return notAllowed(restored, 'edit a template');
    case 'gone':
      return refused(templateGone);
    case 'needs-yes':
      return later(() => askedAboutText(acting, restored));
    case 'invalid':
      return cannotBe(restored);
    case 'changed-meanwhile':
      return shows(savedMeanwhile);
    case 'review':
      return reviewFirst(acting, wanted, restored);
  }
}

async function restoredList(acting: Acting, wanted: WantedRestore, restored: EditedList): Promise<RestoreAnswer> {
  const shows = (notice: string) => inPlace(parcelListView(acting, wanted.id, notice));
  if (restored.ok) return shows(isBack(wanted, restored.list));
  switch (restored.reason) {
    case 'not-allowed':
      return notAllowed(restored, 'edit a list');
    case 'gone':
      return refused(listGone);
    case 'needs-yes':
      return refused(`Nothing was restored. ${named(listOfManyText(restored))}`);
    case 'invalid':
      return cannotBe(restored);
    case 'changed-meanwhile':
      return shows(savedMeanwhile);
    case 'review':
      return reviewFirst(acting, wanted, restored);
  }
}

/** What is done in the modal shows in it. */
async function inPlace(shown: ReturnType<typeof templateView>): Promise<RestoreAnswer> {
  const answer = await shown;
  return answer.kind === 'modal' ? { kind: 'update', view: answer.view } : answer;
}

function isBack({ number }: WantedRestore, { version }: { readonly version: number }): string {
  return `Version ${number} is back, as version ${version}.`;
}

const savedMeanwhile = 'Somebody saved it meanwhile. Nothing was restored: look again.';

function cannotBe({ problems }: { readonly problems: readonly { readonly message: string }[] }): MessageAnswer {
  return refused(`That version cannot be restored: ${named(problems[0]?.message ?? '')}.`);
}

async function reviewFirst(
  acting: Acting,
  wanted: WantedRestore,
  { review }: { readonly review: EffectsReview },
): Promise<RestoreAnswer> {
  const view = restoreReviewModal(await effectsFor(acting, review), { ...wanted, seen: review.seen });
  return { kind: 'update', view };
}
