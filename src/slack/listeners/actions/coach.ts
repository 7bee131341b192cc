import { type DraftPreview, previewDraft } from '../../../app/sequences/previewDraft.js';
import type { RemarkChange } from '../../../domain/coach/remark.js';
import { withDays } from '../../../domain/coach/with-days.js';
import { type actionIds, type Leaves, readChoice } from '../../action-ids.js';
import { type Answer, modalAnswer, refused } from '../answers.js';
import { type DraftPlace, readDraftPlace } from '../building/draft-place.js';
import { draftRefused, draftView, shownDraft, staleDraftView } from '../building/draft-view.js';
import { storedStep } from '../building/step-view.js';
import { templateForm, templateGone } from '../templates/template-views.js';
import type { ActionContext, ActionHandler } from './action.js';
import { change, openStep } from './builder.js';

/** A remark's button in the builder: what is mechanical is done, for the rest the step's form opens. */
const takeAdvice: ActionHandler = async (context) => {
  const place = readDraftPlace(context.view?.metadata);
  const previewed = await previewDraft(context.deps, { actor: context.actor, draftId: place.draftId });
  if (!previewed.ok) return draftRefused(previewed);
  const { preview } = previewed;
  if (preview.revision !== place.revision) return shownDraft(await staleDraftView(context, place, preview.revision));
  const chosen = readChoice(context.value);
  const remark = preview.remarks.find((one) => one.code === chosen?.choice && (one.stepId ?? '') === chosen.id);
  // A template was changed meanwhile: the remark is gone without the draft having changed.
  if (remark === undefined) return shownDraft(await draftView(context, place.draftId, place));
  return follow(context, place, remark.change, preview);
};

function follow(
  context: ActionContext,
  place: DraftPlace,
  wanted: RemarkChange,
  preview: DraftPreview,
): Promise<Answer> {
  switch (wanted.does) {
    case 'open':
      return openStep(context, place, null, wanted.stepId);
    case 'open-text':
      return openText(context, wanted.template);
    case 'add': {
      const file = wanted.kind === 'task' ? { task: { type: 'call' } } : {};
      return openStep(context, place, wanted.kind, null, { file, after: wanted.after });
    }
    case 'remove-from':
      return change(context, place, { change: 'removeFrom', stepId: wanted.stepId });
    case 'set-days': {
      const step = withDays(storedStep(preview, wanted.stepId), wanted.days);
      return change(context, place, { change: 'replaceStep', stepId: wanted.stepId, step });
    }
    case 'exit-on-reply':
      return change(context, place, { change: 'exitOnReply' });
  }
}

/** A stored text in its form, on top of the builder. */
async function openText(context: ActionContext, name: string): Promise<Answer> {
  const row = await context.deps.store.read.templates.byName(context.actor.workspaceId, name);
  if (row === null) return refused(templateGone);
  const over = { templateId: row.id, version: row.version };
  return modalAnswer(await templateForm(context, { kind: row.kind, name: row.name, over }, row));
}

export const coachActions: Readonly<Record<Leaves<(typeof actionIds)['coach']>, ActionHandler>> = {
  'coach.change': takeAdvice,
};
