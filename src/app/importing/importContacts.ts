import type { DateTime } from 'luxon';
import { mergeContact, newContact } from '../../domain/contact/contact.js';
import type { ImportedContact } from '../../domain/contact/contacts-csv.js';
import { emailKey } from '../../domain/contact/email-address.js';
import { releaseFilled } from '../contacts/fillHeld.js';
import { lockConcerned } from '../contacts/lockConcerned.js';
import { refreshDated } from '../contacts/refreshContactDates.js';
import type { Ids } from '../ports/ids.js';
import type { Tables } from '../ports/store.js';
import type { StoredContact } from '../ports/stores/people.js';

/** A contact of a file with the member its owner turned out to be; null: none was named. */
export interface OwnedContact {
  readonly contact: ImportedContact;
  readonly ownerId: string | null;
}

export interface ImportedContacts {
  readonly created: number;
  readonly changed: number;
  readonly unchanged: number;
  /** Enrollments that waited for a field and are due again. */
  readonly released: number;
}

/** Rows of one statement. */
const batchSize = 1000;

/**
 * Stores contacts: an address that is stored already is the same contact, whose cells the file's win over; empty cells
 * change nothing (sequence-file.md, "The contacts file"). The same address twice is one contact.
 */
export async function importContacts(
  { tables, ids, now }: { readonly tables: Tables; readonly ids: Ids; readonly now: DateTime },
  workspaceId: string,
  owned: readonly OwnedContact[],
): Promise<ImportedContacts> {
  const merged = new Map<string, OwnedContact>();
  for (const one of owned) {
    const key = emailKey(one.contact.email);
    const before = merged.get(key);
    const contact = before === undefined ? one.contact : mergeContact(before.contact, one.contact);
    merged.set(key, { contact, ownerId: one.ownerId ?? before?.ownerId ?? null });
  }
  const total = { created: 0, changed: 0, unchanged: 0, released: 0 };
  const all = [...merged.keys()].sort();
  for (let from = 0; from < all.length; from += batchSize) {
    const keys = all.slice(from, from + batchSize);
    const stored = await tables.contacts.byEmails(workspaceId, keys);
    const { held, dated } = await lockConcerned(
      tables,
      workspaceId,
      stored.map(({ id }) => id),
    );
    const known = new Set(stored.map(({ email }) => emailKey(email)));
    const fresh = new Map<string, StoredContact>();
    for (const key of keys) {
      const given = merged.get(key);
      if (given === undefined || known.has(key)) continue;
      // What is new stands first: behind what is spread it would take ten times as long.
      const contact = { id: ids.next(), workspaceId, ownerId: null, ...newContact(given.contact.email) };
      fresh.set(key, withOwner(mergeContact(contact, given.contact), given.ownerId));
    }
    const created = await tables.contacts.createMissing([...fresh.values()], now);
    total.created += created.size;
    const isCreated = (key: string) => created.has(fresh.get(key)?.id ?? '');
    const others = keys.filter((key) => !isCreated(key));
    const locked = await tables.contacts.lockByEmails(workspaceId, others);
    const changed = locked.flatMap((before) => {
      const given = merged.get(emailKey(before.email));
      if (given === undefined) return [];
      const contact = withOwner(mergeContact(before, given.contact), given.ownerId);
      const isSame = JSON.stringify(contact) === JSON.stringify(before);
      total[isSame ? 'unchanged' : 'changed'] += 1;
      return isSame ? [] : [contact];
    });
    await tables.contacts.saveMany(changed, now);
    const changedIds = new Set(changed.map(({ id }) => id));
    const concerned = held.filter(({ contactId }) => changedIds.has(contactId));
    total.released += await releaseFilled(tables, concerned, now);
    await refreshDated({ tables, ids, now }, dated);
  }
  return total;
}

/** What `mergeContact` carries along of the file's own contact stays out. */
function withOwner(contact: StoredContact, ownerId: string | null): StoredContact {
  return ownerId === null ? contact : { ...contact, ownerId };
}
