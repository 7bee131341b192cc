import { explainEnrollment } from '../../../app/enrollments/explainEnrollment.js';
import { recordReply } from '../../../app/enrollments/recordReply.js';
import { actionIds, type Leaves, readChoice } from '../../action-ids.js';
import { whyMessage } from '../../views/status.js';
import { type Answer, message, refused } from '../answers.js';
import { targetRefused } from '../refusals.js';
import { askRemove } from '../removing.js';
import { replyAnswer } from '../reply.js';
import type { ActionContext, ActionHandler } from './action.js';
import { contactActions } from './contact.js';
import { enrollmentInValue, pausing, resuming } from './pausing.js';

const { enrollment } = actionIds;
const gone = 'That enrollment is gone.';

/** What can be done about somebody in a sequence; values are the enrollment's id. */
export const enrollmentActions: Readonly<Record<Leaves<typeof enrollment>, ActionHandler>> = {
  [enrollment.why]: (context) => why(context),
  [enrollment.pause]: pausing(enrollmentInValue),
  [enrollment.resume]: resuming(enrollmentInValue),
  [enrollment.remove]: async (context) => askRemove(context, { kind: 'enrollment', enrollmentId: context.value }),
  [enrollment.replied]: (context) => replied(context),
  [enrollment.more]: async (context) => {
    const chosen = readChoice(context.value);
    if (chosen === null) return refused('That choice is not known any more.');
    const about = { ...context, value: chosen.id };
    if (chosen.choice === 'contact') return contactActions[actionIds.contact.open](about);
    const id = Object.values(enrollment).find((one) => one === `enrollment.${chosen.choice}`);
    return id === undefined || id === enrollment.more
      ? refused('That choice is not known any more.')
      : enrollmentActions[id](about);
  },
};

async function why({ deps, actor, value }: ActionContext): Promise<Answer> {
  const outcome = await explainEnrollment(deps, { actor, enrollmentId: value });
  return outcome.ok ? message(whyMessage(outcome.why)) : targetRefused(outcome);
}

async function replied({ deps, actor, workspace, value, requestId }: ActionContext): Promise<Answer> {
  const { enrollments, contacts } = deps.store.read;
  const about = await enrollments.byId(value);
  const contact = about?.workspaceId === workspace.id ? await contacts.byId(about.contactId) : null;
  if (contact === null) return refused(gone);
  const input = { actor, workspaceId: workspace.id, email: contact.email, sourceId: requestId };
  return replyAnswer(await recordReply(deps, input));
}
