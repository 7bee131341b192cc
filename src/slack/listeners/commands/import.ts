import { mayDo, roleOf } from '../../../domain/access.js';
import { importModal } from '../../views/import.js';
import { modalAnswer } from '../answers.js';
import { notAllowed } from '../refusals.js';
import type { CommandHandler } from './command.js';

/** `import`: a modal asks for the files. */
export const importCommand: CommandHandler<'import'> = async (_intent, { actor }) => {
  const allowed = mayDo(roleOf(actor), 'build-sequence', false);
  return allowed.ok ? modalAnswer(importModal()) : notAllowed(allowed, 'import files');
};
