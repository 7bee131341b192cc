import { changeDraft, type DraftChange } from '../../../app/sequences/changeDraft.js';
import { type DraftPreview, previewDraft } from '../../../app/sequences/previewDraft.js';
import { builderStepsOnPage } from '../../views/builder/builder.js';
import { type ReadStep, readStepForm } from '../../views/builder/read-step-form.js';
import { nameBlock } from '../../views/builder/step-form.js';
import { atWhomMenus } from '../../views/builder/whom-fields.js';
import { fieldErrors, inputBlockIds } from '../../views/field-errors.js';
import { result, type SubmissionAnswer } from '../answers.js';
import { askingInTime, uncheckedNotice } from '../asking-in-time.js';
import { readStepPlace, type StepPlace, typedKeptNotice } from '../building/draft-place.js';
import { draftRefused, draftView } from '../building/draft-view.js';
import { baseOf, stepView, storedStep } from '../building/step-view.js';
import type { SubmissionContext, SubmissionHandler } from './submission.js';

/** A step's form, of any kind: saved into the draft, and the builder below shows it with its date. */
export const submitStep: SubmissionHandler = async (context) => {
  const { deps, actor, view } = context;
  const place = readStepPlace(view.metadata);
  const { draftId, revision, stepId } = place;
  const previewed = await previewDraft(deps, { actor, draftId });
  if (!previewed.ok) return result('Sequence', draftRefused(previewed));
  const { preview } = previewed;
  const base = await baseOf(context, preview, place);
  const read = readStepForm({ kind: place.kind, type: preview.type }, view.values, base);
  const after = read.after === undefined ? {} : { after: read.after };
  const change: DraftChange =
    stepId === null
      ? { change: 'addStep', step: read.file, ...after }
      : { change: 'replaceStep', stepId, step: read.file, ...after };
  const { outcome: changed, isUnanswered } = await askingInTime(deps, (directory) =>
    changeDraft({ ...deps, directory }, { actor, draftId, revision, change }),
  );
  if (changed.ok) return closed(context, place, changed.stepId, isUnanswered ? uncheckedNotice : null);
  switch (changed.reason) {
    case 'invalid': {
      const errors = fieldErrors(changed.problems, '', inputBlockIds(view.blocks), nameBlock);
      return { kind: 'errors', errors: atWhomMenus(errors, view.values) };
    }
    case 'changed-meanwhile':
      return askAgain(context, preview, place, read);
    default:
      return result('Sequence', draftRefused(changed));
  }
};

/** The builder goes to the page where the step is. */
async function closed(
  context: SubmissionContext,
  place: StepPlace,
  stepId: string | null,
  notice: string | null,
): Promise<SubmissionAnswer> {
  const { previousId, rootId } = context.view;
  const before = await draftView(context, place.draftId, { ...place, notice });
  if (!before.ok) return { kind: 'close' };
  const index = before.preview.steps.findIndex(({ step }) => step.id === stepId);
  const page = index === -1 ? place.page : Math.floor(index / builderStepsOnPage);
  const shown = page === place.page ? before : await draftView(context, place.draftId, { ...place, page, notice });
  return shown.ok ? { kind: 'close', below: { viewId: previousId ?? rootId, view: shown.view } } : { kind: 'close' };
}

/** Somebody changed the draft since the form was opened: what was typed stays, and the next Save goes over that. */
async function askAgain(
  context: SubmissionContext,
  preview: DraftPreview,
  place: StepPlace,
  typed: ReadStep,
): Promise<SubmissionAnswer> {
  const isGone = place.stepId !== null && storedStep(preview, place.stepId).id === undefined;
  const notice = isGone
    ? 'This step was removed in another window. Save to add it at the end, or go back.'
    : typedKeptNotice;
  const now = { ...place, revision: preview.revision, inputs: preview.revision, stepId: isGone ? null : place.stepId };
  return { kind: 'update', view: await stepView(context, preview, now, typed, notice) };
}
