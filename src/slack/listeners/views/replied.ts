import type { DateTime } from 'luxon';
import type { ContactEventOutcome } from '../../../app/enrollments/recordContactEvent.js';
import { recordReply } from '../../../app/enrollments/recordReply.js';
import { reportReply } from '../../../app/tasks/reportReply.js';
import { readWhen, whenBlocks } from '../../views/replied-modal.js';
import { type MessageAnswer, refused, result, type SubmissionAnswer } from '../answers.js';
import { plainOf } from '../plain.js';
import { isAboutTime, replyAnswer, replyRefusedText } from '../reply.js';
import { taskReplied } from '../task-answers.js';
import { pastInstant, typedOnForm } from '../typed-time.js';
import { rememberedTask } from './remembered-task.js';
import type { SubmissionContext, SubmissionHandler } from './submission.js';

/** They replied, chosen in the menu of a task or of somebody in a sequence. */
export const submitReplied: SubmissionHandler = async (context) => {
  const { enrollmentId } = context.view.metadata;
  const when = readWhen(context.view.values);
  const at = when === null ? null : pastInstant(typedOnForm(when), context.workspace.zone, context.now);
  return typeof enrollmentId === 'string' ? ofEnrollment(context, enrollmentId, at) : ofTask(context, at);
};

async function ofTask(context: SubmissionContext, at: DateTime | null): Promise<SubmissionAnswer> {
  const { deps, actor, view } = context;
  const { channel, ts } = view.metadata;
  const clickedIn = typeof channel === 'string' && typeof ts === 'string' ? { clickedIn: { channel, ts } } : {};
  const outcome = await reportReply(deps, { actor, taskId: rememberedTask(view), at, ...clickedIn });
  const wrong = outcome.ok || outcome.reason === 'unknown-task' || outcome.reason === 'handed-on' ? null : outcome;
  return timeError(context, wrong) ?? shown(taskReplied(outcome, context, at));
}

async function ofEnrollment(context: SubmissionContext, id: string, at: DateTime | null): Promise<SubmissionAnswer> {
  const { deps, actor, workspace } = context;
  const { enrollments, contacts } = deps.store.read;
  const about = await enrollments.byId(id);
  const contact = about?.workspaceId === workspace.id ? await contacts.byId(about.contactId) : null;
  if (contact === null) return shown(refused('That enrollment is gone.'));
  const outcome = await recordReply(deps, { actor, workspaceId: workspace.id, email: contact.email, at });
  return timeError(context, outcome.ok ? null : outcome) ?? shown(replyAnswer(outcome, context, at));
}

function shown(answer: MessageAnswer): SubmissionAnswer {
  return result('They replied', answer);
}

/** A time that cannot be is said at its field. */
function timeError(
  context: SubmissionContext,
  problem: Extract<ContactEventOutcome, { ok: false }> | null,
): SubmissionAnswer | null {
  if (problem === null || !isAboutTime(problem)) return null;
  return { kind: 'errors', errors: { [whenBlocks.date]: plainOf(replyRefusedText(problem, context)) } };
}
