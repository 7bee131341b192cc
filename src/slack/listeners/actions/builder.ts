import { type ChangedDraft, changeDraft, type DraftChange } from '../../../app/sequences/changeDraft.js';
import { previewDraft } from '../../../app/sequences/previewDraft.js';
import { type FormKind, formKinds } from '../../../app/shown/builder.js';
import type { StepFileJson } from '../../../domain/sequence/file.js';
import { isObject } from '../../../domain/sequence/problems.js';
import { type actionIds, type Leaves, readChoice } from '../../action-ids.js';
import { readBuilderForm } from '../../views/builder/builder.js';
import { readStepForm } from '../../views/builder/read-step-form.js';
import { type Answer, modalAnswer, nothing } from '../answers.js';
import { type DraftPlace, readDraftPlace, readStepPlace } from '../building/draft-place.js';
import { type DraftView, draftRefused, draftView, sentence, staleDraftView } from '../building/draft-view.js';
import { goOn, startAnew } from '../building/open-builder.js';
import { stepView, storedStep } from '../building/step-view.js';
import type { ActionContext, ActionHandler } from './action.js';

/** The builder's own fields that show at once what they do to the dates. */
const changeHead: ActionHandler = (context) => {
  const place = readDraftPlace(context.view?.metadata);
  return change(context, place, { change: 'setHead', head: readBuilderForm(context.view?.values, place.inputs) });
};

const showPage: ActionHandler = async (context) => {
  const place = readDraftPlace(context.view?.metadata);
  const page = Number(readChoice(context.value)?.id);
  return fresh(context, place, await draftView(context, place.draftId, { ...place, page }));
};

const addStep =
  (kind: FormKind): ActionHandler =>
  (context) =>
    openStep(context, readDraftPlace(context.view?.metadata), kind, null);

/** A step's menu. */
const stepMenu: ActionHandler = async (context) => {
  const place = readDraftPlace(context.view?.metadata);
  const chosen = readChoice(context.value);
  switch (chosen?.choice) {
    case 'edit':
      return openStep(context, place, null, chosen.id);
    case 'up':
    case 'down':
      return change(context, place, { change: 'moveStep', stepId: chosen.id, to: chosen.choice });
    case 'remove':
      return change(context, place, { change: 'removeStep', stepId: chosen.id });
    default:
      return nothing;
  }
};

const startAnother: ActionHandler = async (context) => {
  const chosen = readChoice(context.value);
  return chosen === null ? nothing : startAnew(context, chosen.choice, chosen.id);
};

/** A choice in a step's form that decides which fields it has: what was typed stays. */
const changeForm: ActionHandler = async (context) => {
  const { view, deps, actor } = context;
  if (view === null) return nothing;
  const place = readStepPlace(view.metadata);
  const previewed = await previewDraft(deps, { actor, draftId: place.draftId });
  if (!previewed.ok) return draftRefused(previewed);
  const typed = readStepForm(place.kind, view.values, storedStep(previewed.preview, place.stepId));
  return { kind: 'update', view: await stepView(context, previewed.preview, place, typed) };
};

export const builderActions: Readonly<Record<Leaves<(typeof actionIds)['builder']>, ActionHandler>> = {
  'builder.go-on': (context) => goOn(context, context.value),
  'builder.start-anew': startAnother,
  'builder.zone': changeHead,
  'builder.default-time': changeHead,
  'builder.add.email': addStep('email'),
  'builder.add.task': addStep('task'),
  'builder.add.delay': addStep('delay'),
  'builder.step': stepMenu,
  'builder.page': showPage,
  'builder.page.back': showPage,
  'step.timing': changeForm,
  'step.repeats': changeForm,
  'step.content': changeForm,
  'step.template': async () => nothing,
  'step.assignee': changeForm,
};

/** Changes the draft that the builder shows, and shows it anew. */
export async function change(context: ActionContext, place: DraftPlace, wanted: DraftChange): Promise<Answer> {
  const { deps, actor } = context;
  const { draftId, revision } = place;
  const changed = await changeDraft(deps, { actor, draftId, revision, change: wanted });
  return shownDraft(await viewAfter(context, place, changed));
}

async function viewAfter(context: ActionContext, place: DraftPlace, changed: ChangedDraft): Promise<DraftView> {
  if (changed.ok) return draftView(context, place.draftId, place);
  switch (changed.reason) {
    case 'changed-meanwhile':
      return staleDraftView(context, place, changed.draft.revision);
    case 'invalid': {
      const [first] = changed.problems;
      return draftView(context, place.draftId, { ...place, problem: first === undefined ? null : sentence(first) });
    }
    default:
      return { ok: false, refusal: draftRefused(changed) };
  }
}

/** Opens a step's form over the builder, unless the builder shows what is not true any more. */
export async function openStep(
  context: ActionContext,
  place: DraftPlace,
  kind: FormKind | null,
  stepId: string | null,
): Promise<Answer> {
  const previewed = await previewDraft(context.deps, { actor: context.actor, draftId: place.draftId });
  if (!previewed.ok) return draftRefused(previewed);
  const { preview } = previewed;
  if (preview.revision !== place.revision) return shownDraft(await staleDraftView(context, place, preview.revision));
  const of = kind ?? kindWithForm(storedStep(preview, stepId));
  if (of === undefined) {
    const notice = 'This step has no form yet: change it in the sequence file, and import that.';
    return shownDraft(await draftView(context, place.draftId, { ...place, notice }));
  }
  return modalAnswer(await stepView(context, preview, { ...place, kind: of, stepId }));
}

/** Undefined for what no form shows: other kinds, split tests, steps on dates. */
function kindWithForm({ kind, variants, when }: StepFileJson): FormKind | undefined {
  const isDated = isObject(when) && ('date' in when || 'event' in when);
  return variants === undefined && !isDated ? formKinds.find((known) => known === kind) : undefined;
}

/** What is shown is told apart from what somebody else has made of it meanwhile. */
async function fresh(context: ActionContext, place: DraftPlace, shown: DraftView): Promise<Answer> {
  if (!shown.ok || shown.preview.revision === place.revision) return shownDraft(shown);
  return shownDraft(await staleDraftView(context, place, shown.preview.revision));
}

export function shownDraft(shown: DraftView): Answer {
  return shown.ok ? { kind: 'update', view: shown.view } : shown.refusal;
}
