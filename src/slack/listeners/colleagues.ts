import { type DeedToContact, wouldStopOfColleagues } from '../../app/enrollments/ofColleagues.js';
import { colleaguesModal } from '../views/colleagues-modal.js';
import { type ModalAnswer, modalAnswer } from './answers.js';
import type { CommandContext } from './commands/command.js';

/**
 * Asks first where a command to one contact would stop what a colleague has begun; null where it need not be asked, or was.
 * `rest`: what the command says beside address and sequence.
 */
export async function askAboutColleagues(
  { deps, actor, isConfirmed }: CommandContext,
  deed: DeedToContact,
  {
    email,
    sequence = null,
    rest,
  }: { readonly email: string; readonly sequence?: string | null; readonly rest?: string },
): Promise<ModalAnswer | null> {
  if (isConfirmed) return null;
  const stopped = await wouldStopOfColleagues(deps, { actor, deed, email, sequence });
  if (stopped === null) return null;
  const where = stopped.slug === null ? '' : ` in "${stopped.slug}"`;
  const text = `${deed} ${email}${where}${rest === undefined ? '' : ` ${rest}`}`;
  return modalAnswer(colleaguesModal(deed, stopped, text));
}
