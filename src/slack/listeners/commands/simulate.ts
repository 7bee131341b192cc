import { simulateSequence } from '../../../app/sequences/simulateSequence.js';
import { pickSequenceModal } from '../../views/pick-modals.js';
import { simulatedMessage } from '../../views/simulated.js';
import { message, modalAnswer } from '../answers.js';
import { targetRefused } from '../refusals.js';
import { unknownSequence } from '../unknown-sequence.js';
import type { CommandHandler } from './command.js';

/** `simulate SEQUENCE [for ADDRESS]`. */
export const simulate: CommandHandler<'simulate'> = async ({ sequence: name, email }, { deps, actor }) => {
  if (name === null)
    return modalAnswer(pickSequenceModal(await deps.store.read.sequences.all(actor.workspaceId), 'simulate'));
  const outcome = await simulateSequence(deps, { actor, name, email });
  if (outcome.ok) return message(simulatedMessage(outcome.simulated));
  if (outcome.reason === 'unknown-contact') return targetRefused(outcome);
  const whom = email === null ? '' : ` for ${email}`;
  return unknownSequence(outcome, deps.settings.command, (slug) => `simulate ${slug}${whom}`);
};
