import { recordReply } from '../../../app/enrollments/recordReply.js';
import { pickContactModal } from '../../views/contact.js';
import { modalAnswer } from '../answers.js';
import { replyAnswer } from '../reply.js';
import type { CommandHandler } from './command.js';

/** `replied ADDRESS`. */
export const replied: CommandHandler<'replied'> = async ({ email }, { deps, actor, workspace }) => {
  if (email === null) return modalAnswer(pickContactModal('replied'));
  return replyAnswer(await recordReply(deps, { actor, workspaceId: workspace.id, email }));
};
