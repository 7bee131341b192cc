import { showStatus } from '../../../app/enrollments/showStatus.js';
import { pickContactModal } from '../../views/contact.js';
import { statusMessage } from '../../views/status.js';
import { message, modalAnswer } from '../answers.js';
import { nobodyThere } from '../nobody.js';
import type { CommandHandler } from './command.js';

/** `status ADDRESS`. */
export const status: CommandHandler<'status'> = async ({ email }, { deps, actor }) => {
  if (email === null) return modalAnswer(pickContactModal('status'));
  const outcome = await showStatus(deps, { actor, email });
  return outcome.ok ? message(statusMessage(outcome.status)) : nobodyThere(outcome, (near) => `status ${near}`);
};
