import { undoContactEdit } from '../../app/contacts/undoContactEdit.js';
import { displayName } from '../../domain/contact/contact.js';
import { actionIds, choiceValue } from '../action-ids.js';
import type { Acting } from './acting.js';
import { done, type MessageAnswer, refused } from './answers.js';
import { named, targetRefused } from './refusals.js';
import type { AnswerButton } from './run-button.js';
import { isStoredId } from './stored-id.js';

/** What the value of a button that takes an edit of a contact back begins with; the contact's id and the edit's follow. */
export const editChoice = 'contact-edit';

/** The way back from an edit. */
export function editUndo(contactId: string, editId: string): AnswerButton[] {
  return [{ action: actionIds.answer.undo, label: 'Undo', value: choiceValue(editChoice, `${contactId} ${editId}`) }];
}

/** Takes an edit back; or says why it stays. */
export async function runEditUndo({ deps, actor }: Acting, ids: string): Promise<MessageAnswer> {
  const [contactId = '', editId = ''] = ids.split(' ');
  if (!isStoredId(contactId) || !isStoredId(editId)) return targetRefused({ ok: false, reason: 'gone' });
  const outcome = await undoContactEdit(deps, { actor, contactId, editId });
  if (!outcome.ok && (outcome.reason === 'gone' || outcome.reason === 'not-allowed')) {
    return targetRefused(outcome, 'change somebody else’s contact');
  }
  const { contact } = outcome;
  const name = `*${named(displayName(contact))}*`;
  if (outcome.ok) return done(outcome.isRemoved ? `Undone: ${name} is gone again.` : `Undone: ${name} is as before.`);
  const look = `\`${deps.settings.command} contact ${named(contact.email)}\``;
  return outcome.reason === 'enrolled'
    ? refused(`Nothing was undone: ${name} has been enrolled since.`)
    : refused(
        `Nothing was undone: ${name} was changed again since, or this was undone already. ${look} shows how it stands.`,
      );
}
