import type { AppliedSuppression } from '../../app/contacts/applySuppression.js';
import { suppressionInWords } from '../../app/contacts/describeSuppression.js';
import { restoreSuppression } from '../../app/contacts/restoreSuppression.js';
import type { Suppression } from '../../app/ports/stores/people.js';
import { counted } from '../../app/shown/counted.js';
import { readerZone } from '../../app/shown/readerZone.js';
import { actionIds, choiceValue } from '../action-ids.js';
import type { Acting } from './acting.js';
import { done, info, type MessageAnswer } from './answers.js';
import { named, notAllowed, targetRefused } from './refusals.js';
import { isStoredId } from './stored-id.js';

/** What a button that takes a lifted suppression back says in its value, before the id of the audit entry. */
export const restoreChoice = 'suppression';

/** The way back from a lifted suppression. */
export function restoreButton(entryId: string) {
  return [{ action: actionIds.answer.undo, label: 'Undo', value: choiceValue(restoreChoice, entryId) }];
}

/** Takes a lifted suppression back, as it was. */
export async function runRestore(context: Acting, liftedBy: string): Promise<MessageAnswer> {
  if (!isStoredId(liftedBy)) return targetRefused({ ok: false, reason: 'gone' });
  const outcome = await restoreSuppression(context.deps, { actor: context.actor, liftedBy });
  if (!outcome.ok) {
    return outcome.reason === 'gone'
      ? targetRefused({ ok: false, reason: 'gone' })
      : notAllowed(outcome, 'change who gets mail again');
  }
  if (!outcome.isNew) return suppressedAlready(context, outcome);
  const since = await suppressedSince(context, outcome.suppression);
  return done(`*${named(outcome.email)}* gets nothing again, as before: ${since}.${endedWords(outcome)}`);
}

/** Somebody suppressed it before: since when and why. */
export async function suppressedAlready(context: Acting, outcome: AppliedSuppression): Promise<MessageAnswer> {
  const since = await suppressedSince(context, outcome.suppression);
  return info(`*${named(outcome.email)}* gets nothing already: ${since}.${endedWords(outcome)}`);
}

/** Why an address gets nothing, and since when on the reader's clock. */
export async function suppressedSince(
  { deps, actor, workspace }: Acting,
  suppression: Pick<Suppression, 'reason' | 'createdAt' | 'createdById'>,
): Promise<string> {
  const { createdById } = suppression;
  const by = createdById === null ? null : await deps.store.read.members.byId(createdById);
  return named(suppressionInWords(suppression, by?.name ?? null, readerZone(actor, workspace)));
}

/** What ended by a suppression; nothing where nothing did. */
export function endedWords({ endedIn }: Pick<AppliedSuppression, 'endedIn'>): string {
  if (endedIn.length === 0) return '';
  return ` They left ${counted(endedIn.length, 'sequence')}: ${endedIn.map(named).join(', ')}.`;
}
