import { showSequence } from '../../../app/sequences/showSequence.js';
import { pickSequenceModal } from '../../views/pick-modals.js';
import { sequenceMessage } from '../../views/sequences.js';
import { message, modalAnswer } from '../answers.js';
import { unknownSequence } from '../unknown-sequence.js';
import type { CommandHandler } from './command.js';

/** `show SEQUENCE`. */
export const show: CommandHandler<'show'> = async ({ sequence: name }, { deps, actor }) => {
  if (name === null)
    return modalAnswer(pickSequenceModal(await deps.store.read.sequences.all(actor.workspaceId), 'show'));
  const shown = await showSequence(deps, { actor, name });
  if (!shown.ok) return unknownSequence(shown, deps.settings.command, (slug) => `show ${slug}`);
  return message(sequenceMessage(shown.sequence));
};
