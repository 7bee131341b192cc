import type { Tables } from '../ports/store.js';
import type { Enrollment } from '../ports/stores/enrollments.js';
import type { StoredContact } from '../ports/stores/people.js';

/** The open enrollments of a contact, their rows held. */
export async function lockOpen(tables: Tables, contact: StoredContact): Promise<Enrollment[]> {
  const { workspaceId, id: contactId } = contact;
  const open = await tables.enrollments.find({ workspaceId, contactId, status: 'open' });
  const locked = await tables.enrollments.lockMany(open.map(({ id }) => id));
  return locked.filter(({ progress }) => progress.exited === null);
}
