import { mayDo, roleOf } from '../../domain/access.js';
import type { Member, StoredContact } from '../ports/stores/people.js';

/** Whether somebody may change a contact: their own, one that nobody has, or as a manager any. */
export function mayEdit(actor: Member, contact: Pick<StoredContact, 'ownerId'>) {
  return mayDo(roleOf(actor), 'edit-contact', contact.ownerId === null || contact.ownerId === actor.id);
}
