import { parseEmailAddress } from '../../../domain/contact/email-address.js';
import { startText } from '../../command/times.js';
import { isVerb } from '../../command/verbs.js';
import { pickContactBlocks, readPickedContact } from '../../views/contact.js';
import { pickSequenceBlocks, readPickedSequence } from '../../views/pick-modals.js';
import { readWhen, whenBlocks } from '../../views/replied-modal.js';
import type { SubmissionAnswer } from '../answers.js';
import { isStoredId } from '../stored-id.js';
import { pastInstant, typedOnForm } from '../typed-time.js';
import { runAsCommand } from './as-command.js';
import type { SubmissionContext, SubmissionHandler } from './submission.js';

/** Whom a command is about that was given nobody: it goes on as if the address had been typed after it. */
export const submitPickedContact: SubmissionHandler = async (context) => {
  const email = readPickedContact(context.view.values);
  const address = parseEmailAddress(email);
  if (!address.ok) return { kind: 'errors', errors: { [pickContactBlocks.email]: address.reason } };
  const when = readWhen(context.view.values);
  const typed = when === null ? null : typedOnForm(when);
  const isAhead = typed !== null && pastInstant(typed, context.workspace.zone, context.now) > context.now;
  if (isAhead)
    return { kind: 'errors', errors: { [whenBlocks.date]: 'That is still ahead: say it once they have replied.' } };
  return goOn(context, `${address.email}${typed === null ? '' : ` on ${startText(typed)}`}`, {
    [pickContactBlocks.email]: 'Write an e-mail address.',
  });
};

/** Which sequence a command is about; it goes on with its slug. */
export const submitPickedSequence: SubmissionHandler = async (context) => {
  const id = readPickedSequence(context.view.values);
  const sequence = id === null || !isStoredId(id) ? null : await context.deps.store.read.sequences.byId(id);
  const known = sequence?.workspaceId === context.workspace.id ? sequence.slug : '';
  return goOn(context, known, { [pickSequenceBlocks.sequence]: 'That sequence is gone: choose another one.' });
};

async function goOn(
  context: SubmissionContext,
  picked: string,
  errors: Readonly<Record<string, string>>,
): Promise<SubmissionAnswer> {
  if (picked === '') return { kind: 'errors', errors };
  const then = context.view.metadata.then;
  if (typeof then !== 'string' || !isVerb(then)) throw new Error('a modal that does not say what to go on with');
  return runAsCommand(context, `${then[0]?.toUpperCase() ?? ''}${then.slice(1)}`, `${then} ${picked}`);
}
