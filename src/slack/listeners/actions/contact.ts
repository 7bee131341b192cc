import { type actionIds, type Leaves, readChoice } from '../../action-ids.js';
import { runSuppress } from '../commands/suppress.js';
import { contactById, newContactForm } from '../contact-form.js';
import { newContactChoice } from '../nobody.js';
import { targetRefused } from '../refusals.js';
import { isStoredId } from '../stored-id.js';
import type { ActionHandler } from './action.js';

/** Opens the form of a contact: one that is stored, or one to be created. */
const open: ActionHandler = async (context) => {
  const choice = readChoice(context.value);
  if (choice?.choice === newContactChoice) return newContactForm(context, choice.id);
  return contactById(context, context.value);
};

const suppressContact: ActionHandler = async (context) => {
  const contact = isStoredId(context.value) ? await context.deps.store.read.contacts.byId(context.value) : null;
  if (contact?.workspaceId !== context.workspace.id) return targetRefused({ ok: false, reason: 'gone' });
  return runSuppress(context, contact.email);
};

export const contactActions: Readonly<Record<Leaves<(typeof actionIds)['contact']>, ActionHandler>> = {
  'contact.open': open,
  'contact.suppress': suppressContact,
};
