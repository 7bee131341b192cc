import { missingFields } from '../../app/contacts/missingFields.js';
import { type FoundContact, showContact, showContactById } from '../../app/contacts/showContact.js';
import type { Enrollment } from '../../app/ports/stores/enrollments.js';
import type { ShownContact } from '../../app/shown/people.js';
import { contactModal } from '../views/contact.js';
import type { Acting } from './acting.js';
import { type MessageAnswer, type ModalAnswer, modalAnswer, refused } from './answers.js';
import { nobodyThere } from './nobody.js';
import { named, targetRefused } from './refusals.js';
import { isStoredId } from './stored-id.js';

/** A contact by address, as a form; or that nobody has it, with those who may have been meant. */
export async function contactByEmail(acting: Acting, email: string): Promise<ModalAnswer | MessageAnswer> {
  const found = await showContact(acting.deps, { actor: acting.actor, email });
  if (found.ok) return formOf(acting, found);
  if (found.reason === 'bad-address') return refused(named(found.message));
  return nobodyThere(found, (near) => `contact ${near}`);
}

/** The form of a contact whose id a button carries. */
export async function contactById(acting: Acting, contactId: string): Promise<ModalAnswer | MessageAnswer> {
  const found = isStoredId(contactId) ? await showContactById(acting.deps, { actor: acting.actor, contactId }) : null;
  return found?.ok ? formOf(acting, found) : targetRefused({ ok: false, reason: 'gone' });
}

/** An empty form for an address; the contact is created when it is saved. */
export async function newContactForm({ deps, actor }: Acting, email: string): Promise<ModalAnswer> {
  const fieldNames = (await deps.store.read.contacts.fieldNames(actor.workspaceId)) ?? [];
  const nobody: ShownContact = {
    id: '',
    email,
    firstName: null,
    lastName: null,
    name: null,
    company: null,
    title: null,
    phone: null,
    zone: null,
    notes: null,
    tags: [],
    fields: Object.fromEntries(fieldNames.map((name) => [name, ''])),
    owner: { slackUserId: actor.slackUserId, name: actor.name },
    suppressed: null,
    enrollments: [],
    unread: null,
    mayEdit: true,
  };
  const view = contactModal(nobody);
  return modalAnswer({ ...view, private_metadata: JSON.stringify({ email }) });
}

/** The form of the contact of an enrollment that is held: what its texts lack comes first. */
export async function heldContactForm(acting: Acting, enrollmentId: string): Promise<ModalAnswer | MessageAnswer> {
  const { deps, actor } = acting;
  const held = isStoredId(enrollmentId) ? await deps.store.read.enrollments.byId(enrollmentId) : null;
  const found = held === null ? null : await showContactById(deps, { actor, contactId: held.contactId });
  return found?.ok && held !== null ? formOf(acting, found, [held]) : targetRefused({ ok: false, reason: 'gone' });
}

/** What held mails wait for comes first (of all of theirs, unless `held` says which); then what is known; then what others have. */
async function formOf(
  acting: Acting,
  { contact, fieldNames }: Extract<FoundContact, { ok: true }>,
  held?: readonly Enrollment[],
): Promise<ModalAnswer> {
  if (!contact.mayEdit) return modalAnswer(contactModal(contact));
  const { read } = acting.deps.store;
  const missing = await missingFields(read, held ?? (await allHeld(acting, contact.id)), acting.now);
  const custom = (missing?.fields ?? []).flatMap(({ field }) =>
    field.startsWith('fields.') ? [field.slice('fields.'.length)] : [],
  );
  const names = [...custom, ...Object.keys(contact.fields), ...fieldNames];
  const fields = { ...Object.fromEntries(names.map((name) => [name, ''])), ...contact.fields };
  return modalAnswer(contactModal({ ...contact, fields }, missing));
}

function allHeld({ deps, actor }: Acting, contactId: string): Promise<Enrollment[]> {
  const { workspaceId } = actor;
  return deps.store.read.enrollments.find({ workspaceId, contactIds: [contactId], hold: 'blank-field' });
}

/** The address that a contact form is about: a stored contact's, or that of one to be created. Null: it is gone. */
export async function addressOfForm(
  { deps, workspace }: Acting,
  metadata: Readonly<Record<string, unknown>>,
): Promise<string | null> {
  const { email, contactId } = metadata;
  if (typeof email === 'string') return email;
  const contact = typeof contactId === 'string' ? await deps.store.read.contacts.byId(contactId) : null;
  return contact?.workspaceId === workspace.id ? contact.email : null;
}
