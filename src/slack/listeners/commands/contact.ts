import { pickContactModal } from '../../views/contact.js';
import { modalAnswer } from '../answers.js';
import { contactByEmail } from '../contact-form.js';
import type { CommandHandler } from './command.js';

/** `contact ADDRESS`. */
export const contact: CommandHandler<'contact'> = async ({ email }, context) =>
  email === null ? modalAnswer(pickContactModal('contact')) : contactByEmail(context, email);
