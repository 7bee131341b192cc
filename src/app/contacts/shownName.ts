import { displayName } from '../../domain/contact/contact.js';
import type { StoredContact } from '../ports/stores/people.js';
import type { ShownContactName } from '../shown/enrollments.js';

/** A contact as lists name them. */
export function shownName(contact: StoredContact): ShownContactName {
  const { id, email, company } = contact;
  return { id, name: displayName(contact), email, company };
}
