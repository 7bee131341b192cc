import type { ModalView } from '@slack/types';
import { sendersOf } from '../../../app/people/senders.js';
import type { TemplateRow } from '../../../app/ports/stores/sequences.js';
import { readForm } from '../../../app/sequences/draftForms.js';
import { listTemplates } from '../../../app/sequences/listTemplates.js';
import { slackIdsOf } from '../../../app/sequences/namePeople.js';
import type { DraftPreview } from '../../../app/sequences/previewDraft.js';
import type { ListedStep, ListedTemplate, ShownStepForm } from '../../../app/shown/builder.js';
import { shownPicture } from '../../../app/shown/templates.js';
import type { ShownLength } from '../../../app/shown/textLength.js';
import { measureText } from '../../../app/templates/measureText.js';
import type { StepFileJson } from '../../../domain/sequence/file.js';
import { isObject } from '../../../domain/sequence/problems.js';
import { fallbackDefaultTime } from '../../../domain/sequence/sequence.js';
import { type NamedPerson, namedInAction, peopleNamed } from '../../../domain/steps/people-named.js';
import { stepKinds } from '../../../domain/steps/step-kind.js';
import { firstLine } from '../../../domain/template/stored-template.js';
import type { ShownPart } from '../../views/builder/parts/part-form.js';
import type { ReadStep } from '../../views/builder/read-step-form.js';
import { stepFormModal } from '../../views/builder/step-form.js';
import type { Acting } from '../acting.js';
import { inTime, slackWithinMs } from '../in-time.js';
import type { StepPlace } from './draft-place.js';

/** The form of one step of a draft. `typed` is what stands in it already; unless given, the step as the draft has it. */
export async function stepView(
  acting: Acting,
  preview: DraftPreview,
  place: StepPlace,
  typed: (Pick<ReadStep, 'file' | 'after'> & Partial<Pick<ReadStep, 'choices'>>) | null = null,
  notice: string | null = null,
): Promise<ModalView> {
  const form = { ...(await stepForm(acting, preview, place, typed)), notice };
  return stepFormModal(form, typed?.choices);
}

/** What the form shows, and the forms of its parts. */
export async function stepForm(
  acting: Acting,
  preview: DraftPreview,
  place: StepPlace,
  typed: Pick<ReadStep, 'file' | 'after'> | null,
): Promise<ShownStepForm> {
  const { deps, actor } = acting;
  const file = typed?.file ?? storedStep(preview, place.stepId);
  const { read } = deps.store;
  // At once, since a form that is opened late is not opened any more.
  const [templates, lists, sequences, length, slackIds] = await Promise.all([
    listTemplates(deps, { actor }),
    read.parcels.lists(actor.workspaceId),
    read.sequences.all(actor.workspaceId),
    lengthIn(acting, file),
    knownIds(acting, peopleNamed({ assignee: file.assignee })),
  ]);
  const steps = listedSteps(preview);
  const index = place.stepId === null ? steps.length : steps.findIndex(({ id }) => id === place.stepId);
  const after = typed?.after;
  return {
    draftId: place.draftId,
    revision: place.revision,
    below: { page: place.page, inputs: place.inputs },
    notice: null,
    stepId: place.stepId,
    formId: place.formId,
    kind: place.kind,
    type: preview.type,
    file,
    defaultTime: preview.defaultTime ?? fallbackDefaultTime,
    delayGridMinutes: preview.delayGridMinutes,
    templates: templates.filter(({ kind }) => kind === place.kind).map((template) => listedTemplate(acting, template)),
    lists: lists.map(({ name }) => name),
    numbers: preview.numbers,
    senders: sendersOf(acting.workspace, deps.settings),
    steps,
    hearsOfMails: deps.settings.hearsOfMails,
    length,
    after: after === undefined ? (steps[index - 1]?.id ?? null) : after,
    sequences: sequences.map(({ name }) => name).filter((name) => name !== preview.name),
    slackIds,
  };
}

/** What is known of a part of a step beside what it says. */
export async function knownOfPart(acting: Acting, part: unknown): Promise<Pick<ShownPart, 'length' | 'slackIds'>> {
  const [length, slackIds] = await Promise.all([lengthIn(acting, part), knownIds(acting, namedInAction(part, []))]);
  return { length, slackIds };
}

/** Nobody where Slack lets that wait: what a step names stays, and the form says so. */
async function knownIds({ deps, actor }: Acting, people: readonly NamedPerson[]): Promise<ReadonlyMap<string, string>> {
  return (await inTime(slackWithinMs, slackIdsOf(deps, actor, people), deps.timers)) ?? new Map();
}

/** How long the text of a step or a variant is that is one, whether it is written there or stored. */
async function lengthIn({ deps, actor, workspace }: Acting, part: unknown): Promise<ShownLength | null> {
  if (!isObject(part)) return null;
  const { sms, template } = part;
  const { templates } = deps.store.read;
  const stored = typeof template === 'string' ? await templates.byName(workspace.id, template) : null;
  const body = stored?.kind === 'sms' ? stored.content.body : isObject(sms) ? sms.body : null;
  return measureText(deps, { actor, workspace, body });
}

function listedTemplate({ deps, actor }: Acting, template: TemplateRow): ListedTemplate {
  const { id: templateId, name, version, kind } = template;
  const card = { templateId, version, memberId: actor.id, contactId: null };
  const picture = kind === 'postcard' ? shownPicture(deps.settings.cardLinks, card) : null;
  return { name, subject: firstLine(template), picture };
}

/** The steps of a draft as menus name them, wrong ones too. */
export function listedSteps({ files }: DraftPreview): ListedStep[] {
  return files.flatMap(({ id, name, kind: written }) => {
    const kind = stepKinds.find((known) => known === written);
    if (typeof id !== 'string' || kind === undefined) return [];
    return [{ id, label: typeof name === 'string' ? name : id, kind }];
  });
}

/** The step as the draft has it; empty for a new one. */
export function storedStep({ files }: DraftPreview, stepId: string | null): StepFileJson {
  return files.find(({ id }) => id === stepId) ?? {};
}

/** What a form's fields are read over: what was set aside of it, else the step as the draft has it. */
export async function baseOf({ deps }: Acting, preview: DraftPreview, place: StepPlace): Promise<StepFileJson> {
  return (await readForm(deps, place)) ?? storedStep(preview, place.stepId);
}
