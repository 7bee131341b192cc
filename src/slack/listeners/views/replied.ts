import { recordReply } from '../../../app/enrollments/recordReply.js';
import { reportReply } from '../../../app/tasks/reportReply.js';
import { type MessageAnswer, refused, result } from '../answers.js';
import { replyAnswer } from '../reply.js';
import { taskReplied } from '../task-answers.js';
import { rememberedTask } from './remembered-task.js';
import type { SubmissionContext, SubmissionHandler } from './submission.js';

/** They replied, chosen in the menu of a task or of somebody in a sequence. */
export const submitReplied: SubmissionHandler = async (context) => {
  const { enrollmentId } = context.view.metadata;
  const answer = typeof enrollmentId === 'string' ? await ofEnrollment(context, enrollmentId) : await ofTask(context);
  return result('They replied', answer);
};

async function ofTask(context: SubmissionContext): Promise<MessageAnswer> {
  const { deps, actor, view } = context;
  const { channel, ts } = view.metadata;
  const clickedIn = typeof channel === 'string' && typeof ts === 'string' ? { clickedIn: { channel, ts } } : {};
  return taskReplied(await reportReply(deps, { actor, taskId: rememberedTask(view), ...clickedIn }), context);
}

async function ofEnrollment({ deps, actor, workspace }: SubmissionContext, id: string): Promise<MessageAnswer> {
  const { enrollments, contacts } = deps.store.read;
  const about = await enrollments.byId(id);
  const contact = about?.workspaceId === workspace.id ? await contacts.byId(about.contactId) : null;
  if (contact === null) return refused('That enrollment is gone.');
  return replyAnswer(await recordReply(deps, { actor, workspaceId: workspace.id, email: contact.email }));
}
