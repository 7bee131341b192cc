import { showStatus } from '../../../app/enrollments/showStatus.js';
import { targetModal } from '../../views/pause-modals.js';
import { modalAnswer } from '../answers.js';
import { askAboutColleagues } from '../colleagues.js';
import { askRemove, runRemove } from '../removing.js';
import type { CommandHandler } from './command.js';

/**
 * `remove ADDRESS [from SEQUENCE]`; whoever is in several sequences, and is to leave all, or is in a colleague's, is asked
 * about first.
 */
export const remove: CommandHandler<'remove'> = async ({ email, sequence }, context) => {
  if (email === null) return modalAnswer(targetModal('remove'));
  const target = { kind: 'contact', email, sequence } as const;
  const asked = await askAboutColleagues(context, 'remove', { email, sequence });
  if (asked !== null) return asked;
  if (sequence !== null || context.isConfirmed) return runRemove(context, target);
  const outcome = await showStatus(context.deps, { actor: context.actor, email });
  const open = outcome.ok ? outcome.status.enrollments.filter(({ state }) => state !== 'exited') : [];
  return open.length > 1 ? askRemove(context, target) : runRemove(context, target);
};
