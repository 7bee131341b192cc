import { type ChangedDraft, changeDraft, type DraftChange } from '../../../app/sequences/changeDraft.js';
import { previewDraft } from '../../../app/sequences/previewDraft.js';
import { type StepKind, stepKinds } from '../../../domain/steps/step-kind.js';
import { type actionIds, type Leaves, readChoice } from '../../action-ids.js';
import { readBuilderForm } from '../../views/builder/builder.js';
import type { ReadStep } from '../../views/builder/read-step-form.js';
import { advicePages } from '../../views/coach.js';
import { type Answer, modalAnswer, nothing } from '../answers.js';
import { type DraftPlace, readDraftPlace } from '../building/draft-place.js';
import {
  type DraftView,
  draftRefused,
  draftView,
  sentence,
  shownDraft,
  staleDraftView,
} from '../building/draft-view.js';
import { editAnew, goOn, startAnew } from '../building/open-builder.js';
import { stepView, storedStep } from '../building/step-view.js';
import type { ActionContext, ActionHandler } from './action.js';
import { changeSettingsForm, openSettings } from './sequence-settings.js';
import { stepFormActions } from './step-form.js';

/** The builder's own fields that show at once what they do to the dates. */
const changeHead: ActionHandler = (context) => {
  const place = readDraftPlace(context.view?.metadata);
  return change(context, place, { change: 'setHead', head: readBuilderForm(context.view?.values, place.inputs) });
};

const showPage: ActionHandler = async (context) => {
  const place = readDraftPlace(context.view?.metadata);
  const chosen = readChoice(context.value);
  const at = Number(chosen?.id);
  const pages = chosen?.choice === advicePages ? { advice: at } : { page: at };
  return fresh(context, place, await draftView(context, place.draftId, { ...place, ...pages }));
};

const addStep: ActionHandler = async (context) => {
  const kind = stepKinds.find((known) => known === context.value);
  return kind === undefined ? nothing : openStep(context, readDraftPlace(context.view?.metadata), kind, null);
};

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
    case 'copy':
      return change(context, place, { change: 'copyStep', stepId: chosen.id });
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

/** Values: draft, sequence, and the version that is to come back. */
const editAgain: ActionHandler = async (context) => {
  const [draftId = '', sequenceId = '', versionId = ''] = context.value.split(':');
  return editAnew(context, draftId, sequenceId, versionId === '' ? undefined : versionId);
};

const takeTheirs: ActionHandler = async (context) => {
  const [sequenceId = '', draftId = ''] = context.value.split(':');
  return editAnew(context, draftId, sequenceId);
};

export const builderActions: Readonly<Record<Leaves<(typeof actionIds)['builder']>, ActionHandler>> = {
  'builder.go-on': (context) => goOn(context, context.value),
  'builder.start-anew': startAnother,
  'builder.edit-anew': editAgain,
  'builder.take-theirs': takeTheirs,
  'builder.zone': changeHead,
  'builder.default-time': changeHead,
  'builder.type': changeHead,
  'builder.settings': openSettings,
  'builder.reenroll': changeSettingsForm,
  'builder.add': addStep,
  'builder.step': stepMenu,
  'builder.page': showPage,
  'builder.page.back': showPage,
  ...stepFormActions,
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
  kind: StepKind | null,
  stepId: string | null,
  /** What a new step begins with, and after which it comes. */
  begun: Pick<ReadStep, 'file' | 'after'> | null = null,
): Promise<Answer> {
  const previewed = await previewDraft(context.deps, { actor: context.actor, draftId: place.draftId });
  if (!previewed.ok) return draftRefused(previewed);
  const { preview } = previewed;
  if (preview.revision !== place.revision) return shownDraft(await staleDraftView(context, place, preview.revision));
  const of = kind ?? stepKinds.find((known) => known === storedStep(preview, stepId).kind);
  if (of === undefined) return shownDraft(await staleDraftView(context, place, preview.revision));
  return modalAnswer(await stepView(context, preview, { ...place, kind: of, stepId, formId: null }, begun));
}

/** What is shown is told apart from what somebody else has made of it meanwhile. */
async function fresh(context: ActionContext, place: DraftPlace, shown: DraftView): Promise<Answer> {
  if (!shown.ok || shown.preview.revision === place.revision) return shownDraft(shown);
  return shownDraft(await staleDraftView(context, place, shown.preview.revision));
}
