import { savePart } from '../../../app/sequences/draftForms.js';
import { previewDraft } from '../../../app/sequences/previewDraft.js';
import { partAt } from '../../../app/sequences/stepParts.js';
import { readPart, readPartKind } from '../../views/builder/parts/part-form.js';
import { stepFormModal } from '../../views/builder/step-form.js';
import { atWhomMenus } from '../../views/builder/whom-fields.js';
import { fieldErrors, inputBlockIds } from '../../views/field-errors.js';
import { result, type SubmissionAnswer } from '../answers.js';
import { askingInTime, uncheckedNotice } from '../asking-in-time.js';
import { readPartPlace } from '../building/draft-place.js';
import { draftRefused } from '../building/draft-view.js';
import { formGone } from '../building/set-aside.js';
import { baseOf, stepForm } from '../building/step-view.js';
import type { SubmissionHandler } from './submission.js';

/** A condition, an action or a variant: taken into the step's form below, which is saved by itself. */
export const submitPart: SubmissionHandler = async (context): Promise<SubmissionAnswer> => {
  const { deps, actor, view } = context;
  const { part: at, choices, ...place } = readPartPlace(view.metadata);
  const { draftId, formId } = place;
  const previewed = await previewDraft(deps, { actor, draftId });
  if (!previewed.ok) return result('Step', draftRefused(previewed));
  const kind = readPartKind(at, at.kind);
  if (kind === null) return result('Step', formGone);
  const before = partAt(await baseOf(context, previewed.preview, place), at);
  const part = readPart({ stepKind: place.kind, place: at, kind }, view.values, before);
  const { outcome: saved, isUnanswered } = await askingInTime(deps, (directory) =>
    savePart({ ...deps, directory }, { actor, draftId, formId, place: at, part }),
  );
  if (saved.ok) {
    const form = await stepForm(context, previewed.preview, place, { file: saved.file, after: place.after });
    const below = stepFormModal({ ...form, notice: isUnanswered ? uncheckedNotice : null }, choices);
    return { kind: 'close', below: { viewId: view.previousId ?? view.rootId, view: below } };
  }
  if (saved.reason === 'no-form') return result('Step', formGone);
  if (saved.reason !== 'invalid') return result('Step', draftRefused(saved));
  const [first = 'what'] = inputBlockIds(view.blocks);
  const errors = fieldErrors(saved.problems, '', inputBlockIds(view.blocks), first);
  return { kind: 'errors', errors: atWhomMenus(errors, view.values) };
};
