import { z } from 'zod';
import { type DeletedTemplate, deleteTemplate } from '../../../app/templates/deleteTemplate.js';
import { editTemplate } from '../../../app/templates/editTemplate.js';
import { type StoredTemplate, templateKinds } from '../../../domain/template/stored-template.js';
import { parseTemplateFile } from '../../../domain/template/template-file.js';
import { actionIds } from '../../action-ids.js';
import { fieldErrors, inputBlockIds } from '../../views/field-errors.js';
import {
  readReplacement,
  readTemplateForm,
  type TemplateFormPlace,
  templateFormModal,
} from '../../views/template-form.js';
import { readPreviewContact, usedNames } from '../../views/templates.js';
import { done, type MessageAnswer, refused, result } from '../answers.js';
import { problemInSteps } from '../building/draft-view.js';
import { named, notAllowed } from '../refusals.js';
import { isStoredId } from '../stored-id.js';
import { askedAboutText, templateGone, templateView } from '../templates/template-views.js';
import type { SubmissionHandler } from './submission.js';

const place = z.object({
  kind: z.enum(templateKinds),
  name: z.string().nullable(),
  over: z.object({ templateId: z.string(), version: z.number() }).nullable(),
}) satisfies z.ZodType<TemplateFormPlace>;

/** A template's form. What is wrong stands at its field; what somebody else saved meanwhile is kept, and said. */
export const submitTemplate: SubmissionHandler = async (context) => {
  const { deps, actor, view } = context;
  const at = place.parse(view.metadata);
  const file = readTemplateForm(at, view.values);
  const edited = await editTemplate(deps, { actor, file, over: at.over });
  if (edited.ok) {
    const saved = edited.kind === 'unchanged' ? 'Nothing was changed.' : `Saved as version ${edited.template.version}.`;
    const shown = await templateView(context, edited.template.id, { notice: saved });
    return shown.kind === 'modal' ? { kind: 'update', view: shown.view } : result('Template', shown);
  }
  switch (edited.reason) {
    case 'not-allowed':
      return result('Template', notAllowed(edited, 'edit a template'));
    case 'gone':
      return result('Template', refused(templateGone));
    case 'invalid': {
      const blocks = inputBlockIds(view.blocks);
      return { kind: 'errors', errors: fieldErrors(edited.problems, '', blocks, blocks[0] ?? '') };
    }
    case 'needs-yes':
      return {
        kind: 'later',
        title: 'Template',
        work: async () => result('Template', await askedAboutText(context, edited)),
      };
    case 'changed-meanwhile': {
      const { now } = edited;
      const notice = 'Somebody saved it meanwhile. What you typed is kept: save again to put it over theirs.';
      const over = { templateId: now.id, version: now.version };
      return { kind: 'update', view: templateFormModal({ ...at, over }, typedIn(file), notice) };
    }
  }
};

function typedIn(file: Readonly<Record<string, unknown>>): StoredTemplate | null {
  const parsed = parseTemplateFile(file);
  return parsed.ok ? (parsed.templates[0] ?? null) : null;
}

/** The preview, with another contact's data. */
export const submitPreview: SubmissionHandler = async (context) => {
  const { templateId } = z.object({ templateId: z.string() }).parse(context.view.metadata);
  const shown = await templateView(context, templateId, { contactEmail: readPreviewContact(context.view.values) });
  return shown.kind === 'modal' ? { kind: 'update', view: shown.view } : result('Template', shown);
};

/** Which template takes the place of one that is in use. */
export const submitReplacement: SubmissionHandler = async ({ deps, actor, view }) => {
  const { templateId } = z.object({ templateId: z.string() }).parse(view.metadata);
  const replacementId = readReplacement(view.values);
  const missing = { kind: 'errors', errors: { replacement: 'Choose a template.' } } as const;
  if (replacementId === null || !isStoredId(replacementId)) return missing;
  return {
    kind: 'later',
    title: 'Replace template',
    work: async () => {
      const replaced = await deleteTemplate(deps, { actor, templateId, replacementId });
      if (replaced.ok) {
        const where =
          replaced.replacedIn.length === 0 ? '' : ` ${usedNames(replaced.replacedIn)} call the other one now.`;
        return result('Replace template', done(`*${named(replaced.name)}* is deleted.${where}`));
      }
      if (replaced.reason === 'not-allowed')
        return result('Replace template', notAllowed(replaced, 'delete a template'));
      if (replaced.reason === 'needs-yes') return result('Replace template', tooMany(replaced));
      if (replaced.reason === 'invalid') return result('Replace template', cannotCall(replaced));
      return result('Replace template', refused(templateGone));
    },
  };
};

/** Why a sequence cannot call the other one. */
function cannotCall({ sequence, problems }: Extract<DeletedTemplate, { reason: 'invalid' }>): MessageAnswer {
  const why = named(problems.map(problemInSteps).join(' '));
  const text = `Nothing was replaced. *${named(sequence.name)}* cannot call that one: ${why} Choose another, or change the sequence first.`;
  return refused(text, [{ action: actionIds.sequence.edit, label: `Edit ${sequence.name}`, value: sequence.id }]);
}

/** Another manager's yes is asked for where a sequence is edited. */
function tooMany({ people, limit, usedIn }: Extract<DeletedTemplate, { reason: 'needs-yes' }>): MessageAnswer {
  const names = usedNames(usedIn.map(({ name }) => name));
  const text = `It would change what ${people} people get, and for more than ${limit} another manager has to allow it. Let ${names} call the other template: publishing that asks them. Then this one can be deleted.`;
  const buttons = usedIn.slice(0, 3).map(({ id, name }) => {
    return { action: actionIds.sequence.edit, label: `Edit ${name}`, value: id };
  });
  return refused(text, buttons);
}
