import { z } from 'zod';
import { editTemplate } from '../../../app/templates/editTemplate.js';
import type { StoredTemplate } from '../../../domain/template/stored-template.js';
import { parseTemplateFile } from '../../../domain/template/template-file.js';
import { fieldErrors, inputBlockIds } from '../../views/field-errors.js';
import { readTemplateForm, templateFormModal } from '../../views/template-form.js';
import { readPreviewContact } from '../../views/templates.js';
import { refused, result } from '../answers.js';
import { effectsFor } from '../effects-for.js';
import { notAllowed } from '../refusals.js';
import {
  askedAboutText,
  readTemplatePlace,
  templateForm,
  templateGone,
  templateView,
} from '../templates/template-views.js';
import type { SubmissionHandler } from './submission.js';

/** A template's form. What is wrong stands at its field; what somebody else saved meanwhile is kept, and said. */
export const submitTemplate: SubmissionHandler = async (context) => {
  const { deps, actor, view } = context;
  const at = readTemplatePlace(view.metadata);
  const file = readTemplateForm(at, view.values);
  const edited = await editTemplate(deps, { actor, file, over: at.over, seen: at.seen ?? null });
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
    case 'review': {
      const { review, text } = edited;
      const effects = await effectsFor(context, review);
      return { kind: 'update', view: await templateForm(context, { ...at, seen: review.seen }, text, effects) };
    }
    case 'changed-meanwhile': {
      const { now } = edited;
      const notice = 'Somebody saved it meanwhile. What you typed is kept: save again to put it over theirs.';
      const over = { templateId: now.id, version: now.version };
      return { kind: 'update', view: templateFormModal({ ...at, over, seen: null }, typedIn(file), { notice }) };
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
