import { explainEnrollment } from '../../../app/enrollments/explainEnrollment.js';
import { loadSnapshots } from '../../../app/firing/loadSnapshots.js';
import { displayName } from '../../../domain/contact/contact.js';
import { actionIds, type Leaves, readChoice } from '../../action-ids.js';
import { repliedModal } from '../../views/replied-modal.js';
import { whyMessage } from '../../views/status.js';
import { type Answer, message, modalAnswer, refused } from '../answers.js';
import { targetRefused } from '../refusals.js';
import { askRemove } from '../removing.js';
import type { ActionContext, ActionHandler } from './action.js';
import { contactActions } from './contact.js';
import { enrollmentInValue, pausing, resuming } from './pausing.js';

const { enrollment } = actionIds;

/** What can be done about somebody in a sequence; values are the enrollment's id. */
export const enrollmentActions: Readonly<Record<Leaves<typeof enrollment>, ActionHandler>> = {
  [enrollment.why]: (context) => why(context),
  [enrollment.pause]: pausing(enrollmentInValue),
  [enrollment.resume]: resuming(enrollmentInValue),
  [enrollment.remove]: async (context) => askRemove(context, { kind: 'enrollment', enrollmentId: context.value }),
  [enrollment.replied]: (context) => askReply(context),
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

async function askReply({ deps, workspace, value: enrollmentId }: ActionContext): Promise<Answer> {
  const about = await deps.store.read.enrollments.byId(enrollmentId);
  const [snapshot] = about?.workspaceId === workspace.id ? await loadSnapshots(deps.store.read, [about]) : [];
  if (snapshot === undefined) return refused('That enrollment is gone.');
  const shown = { name: displayName(snapshot.contact), sequenceName: snapshot.plan.sequence.name };
  return modalAnswer(repliedModal(shown, { enrollmentId }));
}
