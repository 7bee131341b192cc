import type { UnknownContact } from '../enrollments/target.js';
import type { Tables } from '../ports/store.js';
import type { StoredContact } from '../ports/stores/people.js';

/** A stored contact, or addresses that may have been meant. */
export async function findContact(
  tables: Pick<Tables, 'contacts'>,
  workspaceId: string,
  email: string,
): Promise<StoredContact | UnknownContact> {
  const contact = await tables.contacts.byEmail(workspaceId, email);
  if (contact !== null) return contact;
  return { ok: false, reason: 'unknown-contact', email, nearest: await nearestAddresses(tables, workspaceId, email) };
}

/** Addresses that resemble one that is not stored, the nearest first, at most three. */
export async function nearestAddresses(
  { contacts }: Pick<Tables, 'contacts'>,
  workspaceId: string,
  email: string,
): Promise<string[]> {
  return (await contacts.nearest(workspaceId, email, 3)).map((contact) => contact.email);
}
