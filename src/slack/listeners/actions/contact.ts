import { type actionIds, type Leaves, readChoice } from '../../action-ids.js';
import { contactById, heldContactForm, newContactForm } from '../contact-form.js';
import { newContactChoice } from '../nobody.js';
import type { ActionHandler } from './action.js';

/** What the value of a button that asks for what a held mail lacks begins with (app/posting/showNotice); the enrollment's id follows. */
const heldChoice = 'held';

/** Opens the form of a contact: one that is stored, or one to be created. */
const open: ActionHandler = async (context) => {
  const choice = readChoice(context.value);
  if (choice?.choice === heldChoice) return heldContactForm(context, choice.id);
  if (choice?.choice === newContactChoice) return newContactForm(context, choice.id);
  return contactById(context, context.value);
};

export const contactActions: Readonly<Record<Leaves<(typeof actionIds)['contact']>, ActionHandler>> = {
  'contact.open': open,
};
