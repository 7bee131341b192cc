import type { ModalView } from '@slack/types';
import { listTemplates } from '../../../app/sequences/listTemplates.js';
import type { DraftPreview } from '../../../app/sequences/previewDraft.js';
import type { StepFileJson } from '../../../domain/sequence/file.js';
import { fallbackDefaultTime } from '../../../domain/sequence/sequence.js';
import { firstLine } from '../../../domain/template/stored-template.js';
import type { ReadStep } from '../../views/builder/read-step-form.js';
import { stepFormModal } from '../../views/builder/step-form.js';
import type { Acting } from '../acting.js';
import type { StepPlace } from './draft-place.js';

/** The form of one step of a draft. `typed` is what stands in it already; unless given, the step as the draft has it. */
export async function stepView(
  { deps, actor }: Acting,
  preview: DraftPreview,
  place: StepPlace,
  typed: ReadStep | null = null,
  notice: string | null = null,
): Promise<ModalView> {
  const templates = await listTemplates(deps, { actor });
  const form = {
    draftId: place.draftId,
    revision: place.revision,
    below: { page: place.page, inputs: place.inputs },
    notice,
    stepId: place.stepId,
    kind: place.kind,
    file: typed?.file ?? storedStep(preview, place.stepId),
    defaultTime: preview.defaultTime ?? fallbackDefaultTime,
    templates: templates
      .filter(({ kind }) => kind === 'email')
      .map((template) => ({ name: template.name, subject: firstLine(template) })),
  };
  return typed === null ? stepFormModal(form) : stepFormModal(form, typed.choices);
}

/** The step as the draft has it; empty for a new one. */
export function storedStep({ files }: DraftPreview, stepId: string | null): StepFileJson {
  return files.find(({ id }) => id === stepId) ?? {};
}
