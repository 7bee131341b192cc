import { findMember } from '../../../app/people/findMember.js';
import { reassignTask } from '../../../app/tasks/reassignTask.js';
import { readReassign, reassignBlocks } from '../../views/task-modals.js';
import { result, type SubmissionAnswer } from '../answers.js';
import { personRefused } from '../people.js';
import { plainOf } from '../plain.js';
import { taskRefused, taskRefusedText } from '../task-answers.js';
import { rememberedTask } from './remembered-task.js';
import type { SubmissionHandler } from './submission.js';

/** To whom a task goes. */
export const submitReassign: SubmissionHandler = async (context) => {
  const { deps, actor, view } = context;
  const slackUserId = readReassign(view.values);
  if (slackUserId === null) return atPerson('Choose somebody.');
  const found = await findMember(deps, { actor, reference: { by: 'slack-id', slackUserId } });
  if (!found.ok) return atPerson(plainOf(personRefused(found)));
  const outcome = await reassignTask(deps, { actor, taskId: rememberedTask(view), to: found.member.id });
  if (outcome.ok) return { kind: 'close' };
  if (outcome.reason === 'same-person') return atPerson('It is theirs already.');
  if (outcome.reason === 'not-a-member') return atPerson(plainOf(taskRefusedText(outcome, context)));
  return result('Reassign', taskRefused(outcome, context));
};

function atPerson(sentence: string): SubmissionAnswer {
  return { kind: 'errors', errors: { [reassignBlocks.person]: sentence } };
}
