import { type SuppressedAddress, suppress } from '../../../app/contacts/suppress.js';
import { mayDo, roleOf } from '../../../domain/access.js';
import { pickContactModal } from '../../views/contact.js';
import type { Acting } from '../acting.js';
import { done, type MessageAnswer, modalAnswer, refused } from '../answers.js';
import { askAboutColleagues } from '../colleagues.js';
import { named, notAllowed } from '../refusals.js';
import { runButtons } from '../run-button.js';
import { endedWords, suppressedAlready } from '../suppressions.js';
import type { CommandHandler } from './command.js';

/** `suppress ADDRESS`; what a colleague has begun with them is asked about first. */
export const suppressCommand: CommandHandler<'suppress'> = async ({ email }, context) => {
  if (email === null) return modalAnswer(pickContactModal('suppress'));
  return (await askAboutColleagues(context, 'suppress', { email })) ?? runSuppress(context, email);
};

/** Suppresses an address, and says what ended by it. Those who may lift it get a button for that; what ended stays ended. */
async function runSuppress(context: Acting, email: string): Promise<MessageAnswer> {
  const { deps, actor } = context;
  const outcome = await suppress(deps, { actor, email });
  if (!outcome.ok) return suppressRefused(outcome);
  const who = `*${named(outcome.email)}*`;
  if (!outcome.isNew) return suppressedAlready(context, outcome);
  const mayLift = mayDo(roleOf(actor), 'unsuppress', false).ok;
  return done(
    `Suppressed ${who}: nothing goes there any more, from anybody.${endedWords(outcome)}${mayLift ? '' : ' Only an admin can take it back.'}`,
    mayLift ? runButtons([{ label: 'Allow again', text: `unsuppress ${outcome.email}` }]) : [],
  );
}

function suppressRefused(outcome: Extract<SuppressedAddress, { ok: false }>): MessageAnswer {
  return outcome.reason === 'bad-address'
    ? refused(named(outcome.message))
    : notAllowed(outcome, 'suppress an address');
}
