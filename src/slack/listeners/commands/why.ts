import { explainEnrollment } from '../../../app/enrollments/explainEnrollment.js';
import { pickContactModal } from '../../views/contact.js';
import { whyMessage } from '../../views/status.js';
import { message, modalAnswer } from '../answers.js';
import { targetRefused } from '../refusals.js';
import type { CommandHandler } from './command.js';

/** `why ADDRESS [in SEQUENCE]`. */
export const why: CommandHandler<'why'> = async ({ email, sequence }, { deps, actor }) => {
  if (email === null) return modalAnswer(pickContactModal('why'));
  const outcome = await explainEnrollment(deps, { actor, email, sequence });
  return outcome.ok ? message(whyMessage(outcome.why)) : targetRefused(outcome);
};
