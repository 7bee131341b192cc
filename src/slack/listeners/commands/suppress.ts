import { suppressionInWords } from '../../../app/contacts/describeSuppression.js';
import { type SuppressedAddress, suppress } from '../../../app/contacts/suppress.js';
import { mayDo, roleOf } from '../../../domain/access.js';
import { pickContactModal } from '../../views/contact.js';
import { count } from '../../views/text.js';
import type { Acting } from '../acting.js';
import { done, info, type MessageAnswer, modalAnswer, refused } from '../answers.js';
import { named, notAllowed } from '../refusals.js';
import { runButtons } from '../run-button.js';
import type { CommandHandler } from './command.js';

/** `suppress ADDRESS`. */
export const suppressCommand: CommandHandler<'suppress'> = async ({ email }, context) =>
  email === null ? modalAnswer(pickContactModal('suppress')) : runSuppress(context, email);

/** Suppresses an address, and says what ended by it. Those who may take it back get a button for that. */
export async function runSuppress(context: Acting, email: string): Promise<MessageAnswer> {
  const { deps, actor } = context;
  const outcome = await suppress(deps, { actor, email });
  if (!outcome.ok) return suppressRefused(outcome);
  const who = `*${named(outcome.email)}*`;
  const ended =
    outcome.endedIn.length === 0
      ? ''
      : ` They left ${count(outcome.endedIn.length, 'sequence')}: ${outcome.endedIn.map(named).join(', ')}.`;
  if (!outcome.isNew) return info(`${who} gets nothing already: ${await since(context, outcome)}.${ended}`);
  const undo = mayDo(roleOf(actor), 'unsuppress', false).ok;
  return done(
    `Suppressed ${who}: nothing goes there any more, from anybody.${ended}${undo ? '' : ' Only an admin can take it back.'}`,
    undo ? runButtons([{ label: 'Undo', text: `unsuppress ${outcome.email}` }]) : [],
  );
}

async function since({ deps, actor, workspace }: Acting, { suppression }: Extract<SuppressedAddress, { ok: true }>) {
  const { createdById } = suppression;
  const by = createdById === null ? null : await deps.store.read.members.byId(createdById);
  return named(suppressionInWords(suppression, by?.name ?? null, actor.zone ?? workspace.zone));
}

function suppressRefused(outcome: Extract<SuppressedAddress, { ok: false }>): MessageAnswer {
  return outcome.reason === 'bad-address'
    ? refused(named(outcome.message))
    : notAllowed(outcome, 'suppress an address');
}
