import { findSequence } from '../../../app/sequences/findSequence.js';
import { pickSequenceModal } from '../../views/pick-modals.js';
import { modalAnswer } from '../answers.js';
import { openEditor } from '../building/open-builder.js';
import { unknownSequence } from '../unknown-sequence.js';
import type { CommandHandler } from './command.js';

/** `edit [SEQUENCE]`. */
export const edit: CommandHandler<'edit'> = async ({ sequence: name }, context) => {
  const { deps, actor } = context;
  const { read } = deps.store;
  if (name === null) return modalAnswer(pickSequenceModal(await read.sequences.all(actor.workspaceId), 'edit'));
  const found = await findSequence(read, actor.workspaceId, name);
  if (!found.ok) return unknownSequence(found, deps.settings.command, (slug) => `edit ${slug}`);
  return openEditor(context, found.sequence.id);
};
