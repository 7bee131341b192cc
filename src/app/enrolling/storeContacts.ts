import { emailKey } from '../../domain/contact/email-address.js';
import type { AppDeps } from '../deps.js';
import type { Tables } from '../ports/store.js';
import type { StoredContact } from '../ports/stores/people.js';
import { type Enrolling, withDetails } from './judgeAddresses.js';
import type { AddressVerdict } from './request.js';

/** Creates who is unknown and fills in what was given; contacts by the key of their address. */
export async function storeContacts(
  tables: Tables,
  ids: AppDeps['ids'],
  { request, workspace, now }: Enrolling,
  ready: readonly AddressVerdict[],
): Promise<ReadonlyMap<string, StoredContact>> {
  const details = new Map(Object.entries(request.details ?? {}).map(([email, given]) => [emailKey(email), given]));
  const owners = new Map(ready.map(({ email, owner }) => [emailKey(email), owner?.id ?? null]));
  const fresh = ready.flatMap(({ contact, email }) => {
    if (contact !== null) return [];
    const applied = withDetails(null, email, details.get(emailKey(email)), request.actor);
    return applied.ok ? { ...applied.contact, id: ids.next(), workspaceId: workspace.id } : [];
  });
  await tables.contacts.createMissing(fresh, now);
  const stored = await tables.contacts.lockByEmails(
    workspace.id,
    ready.map(({ email }) => email),
  );
  const saved = stored.map((contact) => {
    const key = emailKey(contact.email);
    const applied = withDetails(contact, contact.email, details.get(key), request.actor);
    const filled = applied.ok ? applied.contact : contact;
    return { ...filled, ownerId: filled.ownerId ?? owners.get(key) ?? null };
  });
  const isFilled = ({ email }: StoredContact) => details.has(emailKey(email));
  const changed = saved.filter(
    (contact, index) => isFilled(contact) && JSON.stringify(contact) !== JSON.stringify(stored[index]),
  );
  await tables.contacts.saveMany(changed, now);
  // Of whom nothing was given, nothing but the owner can be new.
  const owned = saved.flatMap((contact, index) => {
    const { id, ownerId } = contact;
    return isFilled(contact) || ownerId === null || stored[index]?.ownerId !== null ? [] : { id, ownerId };
  });
  await tables.contacts.giveOwners(owned, now);
  return new Map(saved.map((contact) => [emailKey(contact.email), contact]));
}
