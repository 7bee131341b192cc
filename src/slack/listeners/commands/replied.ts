import { recordReply } from '../../../app/enrollments/recordReply.js';
import { startText } from '../../command/times.js';
import { pickContactModal } from '../../views/contact.js';
import { modalAnswer } from '../answers.js';
import { askAboutColleagues } from '../colleagues.js';
import { replyAnswer } from '../reply.js';
import { pastInstant } from '../typed-time.js';
import type { CommandHandler } from './command.js';

/** `replied ADDRESS [at TIME]`; what ends a colleague's cadence is asked about first. */
export const replied: CommandHandler<'replied'> = async ({ email, at: typed }, context) => {
  if (email === null) return modalAnswer(pickContactModal('replied'));
  const rest = typed === null ? {} : { rest: `on ${startText(typed)}` };
  const asked = await askAboutColleagues(context, 'replied', { email, ...rest });
  if (asked !== null) return asked;
  const { deps, actor, workspace, now } = context;
  const at = typed === null ? null : pastInstant(typed, workspace.zone, now);
  return replyAnswer(await recordReply(deps, { actor, workspaceId: workspace.id, email, at }), context, at);
};
