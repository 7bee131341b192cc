import { setAsideForm } from '../../../app/sequences/draftForms.js';
import { previewDraft } from '../../../app/sequences/previewDraft.js';
import { type PartList, partAt } from '../../../app/sequences/stepParts.js';
import { type actionIds, callbackIds, type Leaves, readChoice } from '../../action-ids.js';
import { readPartValue } from '../../views/builder/parts/part.js';
import { partModal, readPart, readPartKind } from '../../views/builder/parts/part-form.js';
import { type Answer, nothing } from '../answers.js';
import { readPartPlace } from '../building/draft-place.js';
import { draftRefused } from '../building/draft-view.js';
import { openPart, type TypedForm, typedForm } from '../building/part-view.js';
import { withoutPart } from '../building/set-aside.js';
import { baseOf, knownOfPart, stepForm, stepView } from '../building/step-view.js';
import type { ActionContext, ActionHandler } from './action.js';

type StepActionId = Extract<Leaves<(typeof actionIds)['builder']>, `step.${string}` | `part.${string}`>;

/** A choice in a step's form that decides which fields it has: what was typed stays. */
const changeForm: ActionHandler = async (context) => {
  if (context.view === null) return nothing;
  const form = await typedForm(context, context.view);
  if (!('place' in form)) return form;
  const { place, preview, typed } = form;
  if (typed.file.variants === undefined)
    return { kind: 'update', view: await stepView(context, preview, place, typed) };
  // What became the first variant is in no field any more.
  const { draftId, formId } = place;
  const aside = await setAsideForm(context.deps, { actor: context.actor, draftId, formId, file: typed.file });
  if (!aside.ok) return draftRefused(aside);
  const now = { ...place, formId: aside.formId };
  return { kind: 'update', view: await stepView(context, preview, now, typed) };
};

const addPart =
  (list: PartList): ActionHandler =>
  async (context) => {
    if (context.view === null) return nothing;
    const place = { list, index: null, or: null };
    const kind = readPartKind(place, context.value);
    const form = await typedForm(context, context.view);
    if (!('place' in form)) return form;
    return kind === null ? nothing : openPart(context, form, place, kind);
  };

/** A part's menu. */
const partMenu: ActionHandler = async (context) => {
  const chosen = readChoice(context.value);
  const part = chosen === null ? null : readPartValue(chosen.id);
  if (context.view === null || chosen === null || part === null) return nothing;
  const form = await typedForm(context, context.view);
  if (!('place' in form)) return form;
  switch (chosen.choice) {
    case 'edit':
      return openPart(context, form, part, null);
    case 'or':
      return openPart(context, form, { ...part, or: 'new' }, 'tag');
    case 'remove':
      return removePart(context, form, part);
    default:
      return nothing;
  }
};

async function removePart(
  context: ActionContext,
  { place, preview, typed }: TypedForm,
  part: NonNullable<ReturnType<typeof readPartValue>>,
): Promise<Answer> {
  const saved = await withoutPart(context, place, typed.file, part);
  if (!saved.ok) return saved.refusal;
  const now = { ...place, formId: saved.formId };
  return { kind: 'update', view: await stepView(context, preview, now, { ...typed, file: saved.file }) };
}

/** Another kind of condition or action: its fields, in the same form. */
const changePart: ActionHandler = async (context) => redrawnPart(context, context.value);

/** What the form is drawn anew for: a step's, or that of a part of it. */
const followChoice: ActionHandler = async (context) => {
  if (context.view?.callbackId === callbackIds.step) return changeForm(context);
  return context.view === null ? nothing : redrawnPart(context, readPartPlace(context.view.metadata).part.kind);
};

async function redrawnPart(context: ActionContext, wanted: string): Promise<Answer> {
  if (context.view === null) return nothing;
  const { part, choices, ...place } = readPartPlace(context.view.metadata);
  const kind = readPartKind(part, wanted);
  const previewed = await previewDraft(context.deps, { actor: context.actor, draftId: place.draftId });
  if (!previewed.ok) return draftRefused(previewed);
  if (kind === null) return nothing;
  const file = await baseOf(context, previewed.preview, place);
  const form = await stepForm(context, previewed.preview, place, { file, after: place.after });
  const shown = { form: { ...form, formId: place.formId }, choices, place: part };
  const typed = readPart({ stepKind: place.kind, place: part, kind }, context.view.values, partAt(file, part));
  const known = await knownOfPart(context, typed);
  return { kind: 'update', view: partModal({ ...shown, kind, part: typed, ...known }) };
}

const noted: ActionHandler = async () => nothing;

/** What is chosen and clicked in a step's form and in those of its parts. */
export const stepFormActions: Readonly<Record<StepActionId, ActionHandler>> = {
  'step.timing': changeForm,
  'step.repeats': changeForm,
  'step.content': changeForm,
  'step.assignee': changeForm,
  'step.way': changeForm,
  'step.template': followChoice,
  'step.list': noted,
  'step.text': followChoice,
  'step.target': noted,
  'step.sequence': noted,
  'step.place': noted,
  'step.add-condition': addPart('if'),
  'step.add-action': addPart('do'),
  'step.add-variant': addPart('variants'),
  'step.part': partMenu,
  'part.kind': changePart,
};
