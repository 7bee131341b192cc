import { savePart, setAsideForm } from '../../../app/sequences/draftForms.js';
import type { PartPlace } from '../../../app/sequences/stepParts.js';
import type { StepFileJson } from '../../../domain/sequence/file.js';
import type { Acting } from '../acting.js';
import { type MessageAnswer, refused } from '../answers.js';
import type { StepPlace } from './draft-place.js';
import { draftRefused } from './draft-view.js';

type Saved =
  | { readonly ok: true; readonly formId: string; readonly file: StepFileJson }
  | { readonly ok: false; readonly refusal: MessageAnswer };

/** Takes a part out of a step's form as it is typed. */
export async function withoutPart(
  { deps, actor }: Acting,
  { draftId, formId: before }: StepPlace,
  file: StepFileJson,
  place: PartPlace,
): Promise<Saved> {
  const aside = await setAsideForm(deps, { actor, draftId, formId: before, file });
  if (!aside.ok) return { ok: false, refusal: draftRefused(aside) };
  const { formId } = aside;
  const saved = await savePart(deps, { actor, draftId, formId, place, part: null });
  if (saved.ok) return { ok: true, formId, file: saved.file };
  return { ok: false, refusal: formGone };
}

/** The draft was published or thrown away while its form was open. */
export const formGone = refused('This form is gone: close it, and open the step again.');
