import { setAsideForm } from '../../../app/sequences/draftForms.js';
import { type DraftPreview, previewDraft } from '../../../app/sequences/previewDraft.js';
import { type PartPlace, partAt } from '../../../app/sequences/stepParts.js';
import type { PartKind } from '../../views/builder/parts/part.js';
import { kindOfPart, partModal } from '../../views/builder/parts/part-form.js';
import { type ReadStep, readStepForm } from '../../views/builder/read-step-form.js';
import type { Acting } from '../acting.js';
import { type Answer, type MessageAnswer, modalAnswer, nothing } from '../answers.js';
import type { OpenView } from '../open-view.js';
import { readStepPlace, type StepPlace } from './draft-place.js';
import { draftRefused } from './draft-view.js';
import { baseOf, knownOfPart, stepForm } from './step-view.js';

/** A step's form as it stands in its view, with the draft it belongs to. */
export interface TypedForm {
  readonly place: StepPlace;
  readonly preview: DraftPreview;
  readonly typed: ReadStep;
}

/** Reads the form that was clicked in, over what was set aside of it. */
export async function typedForm(acting: Acting, view: OpenView): Promise<TypedForm | MessageAnswer> {
  const place = readStepPlace(view.metadata);
  const previewed = await previewDraft(acting.deps, { actor: acting.actor, draftId: place.draftId });
  if (!previewed.ok) return draftRefused(previewed);
  const { preview } = previewed;
  const base = await baseOf(acting, preview, place);
  return { place, preview, typed: readStepForm({ kind: place.kind, type: preview.type }, view.values, base) };
}

/** Opens a part's form on top of the step's, which is set aside as typed. `kind`: of a new one, as chosen. */
export async function openPart(
  acting: Acting,
  { place, preview, typed }: TypedForm,
  part: PartPlace,
  kind: PartKind | null,
): Promise<Answer> {
  const { deps, actor } = acting;
  const { draftId, formId } = place;
  const present = partAt(typed.file, part);
  const of = kind ?? kindOfPart(part, present);
  if (of === null) return nothing;
  const aside = await setAsideForm(deps, { actor, draftId, formId, file: typed.file });
  if (!aside.ok) return draftRefused(aside);
  const form = await stepForm(acting, preview, { ...place, formId: aside.formId }, typed);
  const shown = { form: { ...form, formId: aside.formId }, choices: typed.choices };
  return modalAnswer(
    partModal({ ...shown, place: part, kind: of, part: present, ...(await knownOfPart(acting, present)) }),
  );
}
