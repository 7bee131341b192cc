import { parseEmailAddress } from '../../domain/contact/email-address.js';
import type { AppDeps } from '../deps.js';
import { shownEnrollment } from '../enrollments/shownEnrollment.js';
import { readableOfContact } from '../enrollments/showStatus.js';
import type { Tables } from '../ports/store.js';
import type { Member, StoredContact } from '../ports/stores/people.js';
import type { ShownContact } from '../shown/people.js';
import { readerZone } from '../shown/readerZone.js';
import { describeSuppression } from './describeSuppression.js';
import { nearestAddresses } from './findContact.js';
import { mayEdit } from './mayEdit.js';

export type FoundContact =
  | {
      readonly ok: true;
      readonly contact: ShownContact;
      /** Names of the custom fields that contacts of this workspace have. */
      readonly fieldNames: readonly string[];
    }
  | { readonly ok: false; readonly reason: 'bad-address'; readonly message: string }
  | {
      readonly ok: false;
      readonly reason: 'unknown-contact';
      /** As it would be stored. */
      readonly email: string;
      /** Addresses that may have been meant, at most three. */
      readonly nearest: readonly string[];
      /** Why the address gets nothing, though nobody is stored under it; null where it may. */
      readonly suppressed: string | null;
    };

/** A contact with all that is known, its enrollments (open ones first) and whether `actor` may change it. */
export async function showContact(
  { store }: Pick<AppDeps, 'store'>,
  { actor, email: typed }: { readonly actor: Member; readonly email: string },
): Promise<FoundContact> {
  const address = parseEmailAddress(typed);
  if (!address.ok) return { ok: false, reason: 'bad-address', message: address.reason };
  const contact = await store.read.contacts.byEmail(actor.workspaceId, address.email);
  return contact === null ? unknownContact(store.read, actor, address.email) : found(store.read, actor, contact);
}

/** {@link showContact} for a contact whose id is known, as a button carries it; null when there is none. */
export async function showContactById(
  { store }: Pick<AppDeps, 'store'>,
  { actor, contactId }: { readonly actor: Member; readonly contactId: string },
): Promise<FoundContact | null> {
  const contact = await store.read.contacts.byId(contactId);
  return contact === null || contact.workspaceId !== actor.workspaceId ? null : found(store.read, actor, contact);
}

async function found(tables: Tables, actor: Member, contact: StoredContact): Promise<FoundContact> {
  const { workspaceId } = actor;
  const { snapshots, unread } = await readableOfContact(tables, contact);
  const workspace = await tables.workspaces.byId(workspaceId);
  const zone = readerZone(actor, workspace);
  const lines = snapshots.map((snapshot) => shownEnrollment(snapshot, zone));
  const owner = contact.ownerId === null ? null : await tables.members.byId(contact.ownerId);
  const { id, email, firstName, lastName, name, company, title, phone, zone: ownZone, notes, tags, fields } = contact;
  return {
    ok: true,
    contact: {
      id,
      email,
      firstName,
      lastName,
      name,
      company,
      title,
      phone,
      zone: ownZone,
      notes,
      tags,
      fields,
      owner: owner === null ? null : { slackUserId: owner.slackUserId, name: owner.name },
      suppressed: await describeSuppression(tables, workspaceId, contact.email, zone),
      enrollments: lines,
      unread,
      mayEdit: mayEdit(actor, contact).ok,
    },
    fieldNames: (await tables.contacts.fieldNames(workspaceId)) ?? [],
  };
}

async function unknownContact(tables: Tables, actor: Member, email: string): Promise<FoundContact> {
  const { workspaceId } = actor;
  const workspace = await tables.workspaces.byId(workspaceId);
  const zone = readerZone(actor, workspace);
  const suppressed = await describeSuppression(tables, workspaceId, email, zone);
  return {
    ok: false,
    reason: 'unknown-contact',
    email,
    nearest: await nearestAddresses(tables, workspaceId, email),
    suppressed,
  };
}
