import { explainEnrollment } from '../../../app/enrollments/explainEnrollment.js';
import { pickContactModal } from '../../views/contact.js';
import { whyMessage } from '../../views/status.js';
import { message, modalAnswer } from '../answers.js';
import { nobodyThere } from '../nobody.js';
import { targetRefused } from '../refusals.js';
import type { CommandHandler } from './command.js';

/** `why ADDRESS [in SEQUENCE]`. */
export const why: CommandHandler<'why'> = async ({ email, sequence }, { deps, actor }) => {
  if (email === null) return modalAnswer(pickContactModal('why'));
  const outcome = await explainEnrollment(deps, { actor, email, sequence });
  if (outcome.ok) return message(whyMessage(outcome.why));
  const where = sequence === null ? '' : ` in "${sequence}"`;
  return outcome.reason === 'unknown-contact'
    ? nobodyThere(outcome, (near) => `why ${near}${where}`)
    : targetRefused(outcome);
};
