import { type actionIds, type Leaves, readChoice } from '../../action-ids.js';
import { contactById, newContactForm } from '../contact-form.js';
import { newContactChoice } from '../nobody.js';
import type { ActionHandler } from './action.js';

/** Opens the form of a contact: one that is stored, or one to be created. */
const open: ActionHandler = async (context) => {
  const choice = readChoice(context.value);
  if (choice?.choice === newContactChoice) return newContactForm(context, choice.id);
  return contactById(context, context.value);
};

export const contactActions: Readonly<Record<Leaves<(typeof actionIds)['contact']>, ActionHandler>> = {
  'contact.open': open,
};
