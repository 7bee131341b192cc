import { type SuppressedAddress, suppress } from '../../../app/contacts/suppress.js';
import type { Member } from '../../../app/ports/stores/people.js';
import { mayDo, roleOf } from '../../../domain/access.js';
import { parseEmailAddress } from '../../../domain/contact/email-address.js';
import { suppressModal } from '../../views/colleagues-modal.js';
import { pickContactModal } from '../../views/contact.js';
import type { Acting } from '../acting.js';
import { done, type MessageAnswer, type ModalAnswer, modalAnswer, refused } from '../answers.js';
import { askAboutColleagues } from '../colleagues.js';
import { named, notAllowed } from '../refusals.js';
import { runButtons } from '../run-button.js';
import { endedWords, suppressedAlready } from '../suppressions.js';
import type { CommandContext, CommandHandler } from './command.js';

/** `suppress ADDRESS`; asked about first where a colleague has begun something with them, or the actor cannot take it back. */
export const suppressCommand: CommandHandler<'suppress'> = async ({ email }, context) => {
  if (email === null) return modalAnswer(pickContactModal('suppress'));
  const question = (await askAboutColleagues(context, 'suppress', { email })) ?? (await askForGood(context, email));
  return question ?? runSuppress(context, email);
};

/** Null where it need not be asked: the actor can take it back, said yes, or it changes nothing. */
async function askForGood(context: CommandContext, typed: string): Promise<ModalAnswer | null> {
  const { deps, actor, isConfirmed } = context;
  const address = parseEmailAddress(typed);
  if (isConfirmed || mayLift(actor) || !address.ok) return null;
  const { email } = address;
  const isSuppressed = (await deps.store.read.suppressions.byEmail(actor.workspaceId, email)) !== null;
  return isSuppressed ? null : modalAnswer(suppressModal(email, `suppress ${email}`));
}

function mayLift(actor: Member): boolean {
  return mayDo(roleOf(actor), 'unsuppress', false).ok;
}

/** Suppresses an address, and says what ended by it. Those who may lift it get a button for that; what ended stays ended. */
async function runSuppress(context: Acting, email: string): Promise<MessageAnswer> {
  const { deps, actor } = context;
  const outcome = await suppress(deps, { actor, email });
  if (!outcome.ok) return suppressRefused(outcome);
  const who = `*${named(outcome.email)}*`;
  if (!outcome.isNew) return suppressedAlready(context, outcome);
  const isForGood = !mayLift(actor);
  return done(
    `Suppressed ${who}: nothing goes there any more, from anybody.${endedWords(outcome)}${isForGood ? ' Only an admin can take it back.' : ''}`,
    isForGood ? [] : runButtons([{ label: 'Allow again', text: `unsuppress ${outcome.email}` }]),
  );
}

function suppressRefused(outcome: Extract<SuppressedAddress, { ok: false }>): MessageAnswer {
  return outcome.reason === 'bad-address'
    ? refused(named(outcome.message))
    : notAllowed(outcome, 'suppress an address');
}
