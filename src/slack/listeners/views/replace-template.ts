import { z } from 'zod';
import { storedTextChanges } from '../../../app/shown/editedTexts.js';
import { type DeletedTemplate, deleteTemplate } from '../../../app/templates/deleteTemplate.js';
import { actionIds } from '../../action-ids.js';
import {
  readReplacement,
  readWantedReplacement,
  replacementReviewModal,
  type WantedReplacement,
} from '../../views/replace-template.js';
import { usedNames } from '../../views/templates.js';
import { done, type MessageAnswer, refused, result, type SubmissionAnswer } from '../answers.js';
import { problemInSteps } from '../building/draft-view.js';
import { effectsFor } from '../effects-for.js';
import { named, notAllowed } from '../refusals.js';
import { isStoredId } from '../stored-id.js';
import { templateGone } from '../templates/template-views.js';
import type { SubmissionContext, SubmissionHandler } from './submission.js';

const title = 'Replace template';

/** Which template takes the place of one that is in use. What that does to people is shown first. */
export const submitReplacement: SubmissionHandler = async (context) => {
  const { templateId } = z.object({ templateId: z.string() }).parse(context.view.metadata);
  const replacementId = readReplacement(context.view.values);
  const missing = { kind: 'errors', errors: { replacement: 'Choose a template.' } } as const;
  if (replacementId === null || !isStoredId(replacementId)) return missing;
  return replacing(context, { templateId, replacementId, seen: null });
};

/** It was seen what it does, and is wanted. */
export const submitSeenReplacement: SubmissionHandler = async (context) =>
  replacing(context, readWantedReplacement(context.view.metadata));

type Wanted = Omit<WantedReplacement, 'seen'> & { readonly seen: WantedReplacement['seen'] | null };

function replacing(context: SubmissionContext, wanted: Wanted): SubmissionAnswer {
  const { deps, actor } = context;
  const work = async () => {
    const replaced = await deleteTemplate(deps, { actor, ...wanted });
    if (replaced.ok) {
      const { replacedIn } = replaced;
      const call = replacedIn.length === 1 ? 'calls' : 'call';
      const where = replacedIn.length === 0 ? '' : ` ${usedNames(replacedIn)} ${call} the other one now.`;
      return result(title, done(`*${named(replaced.name)}* is deleted.${where}`));
    }
    switch (replaced.reason) {
      case 'review': {
        const { review, template, replacement } = replaced;
        const effects = await effectsFor(context, review);
        const names = { from: template.name, to: replacement.name, words: storedTextChanges(template, replacement) };
        const view = replacementReviewModal(effects, names, { ...wanted, seen: review.seen });
        return { kind: 'update', view } as const;
      }
      case 'not-allowed':
        return result(title, notAllowed(replaced, 'delete a template'));
      case 'needs-yes':
        return result(title, tooMany(replaced));
      case 'invalid':
        return result(title, cannotCall(replaced));
      default:
        return result(title, refused(templateGone));
    }
  };
  return { kind: 'later', title, work };
}

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
