import type { DateTime } from 'luxon';
import type { Role } from '../../domain/access.js';
import { newContact } from '../../domain/contact/contact.js';
import { parseEmailAddress } from '../../domain/contact/email-address.js';
import { type Refusal, refusalOf, refuse } from '../../domain/refusal.js';
import { audit } from '../audit.js';
import type { AppDeps } from '../deps.js';
import { findMember, type PersonReference } from '../people/findMember.js';
import type { PeopleDeps } from '../people/identifyMember.js';
import type { Tables } from '../ports/store.js';
import type { Member, StoredContact } from '../ports/stores/people.js';
import { applyDetails, type ContactDetails, type FieldProblem } from './contactDetails.js';
import { changedValues, nobodyAt } from './contactEdit.js';
import { releaseFilled } from './fillHeld.js';
import { lockConcerned } from './lockConcerned.js';
import { mayEdit } from './mayEdit.js';
import { refreshDated } from './refreshContactDates.js';
import { refreshOpenTasks } from './refreshOpenTasks.js';

export type SavedContact =
  | {
      readonly ok: true;
      readonly contact: StoredContact;
      readonly isNew: boolean;
      /** Enrollments that waited for a field and are due again. */
      readonly released: number;
      /** Enrollments whose dates changed with it. */
      readonly moved: number;
      /** The edit, by which it can be taken back ({@link undoContactEdit}); null where nothing was changed. */
      readonly editId: string | null;
    }
  | { readonly ok: false; readonly reason: 'not-allowed'; readonly needs: Role }
  /** `field` is one of ContactDetails', `fields.NAME`, `email` or `owner`. */
  | { readonly ok: false; readonly reason: 'invalid'; readonly problems: readonly FieldProblem[] };

export interface ContactToSave {
  readonly actor: Member;
  /** As typed; addresses compare without case. */
  readonly email: string;
  /** An empty text takes the value away. */
  readonly details: ContactDetails;
  /** Left out: as it is, or the actor for a new contact. Null: nobody. */
  readonly owner?: PersonReference | null;
}

/**
 * Creates the contact of an address, or edits it. Enrollments that were held for a field that has a value now become due
 * again. Saving what is stored already changes nothing.
 */
export async function saveContact(
  deps: PeopleDeps & Pick<AppDeps, 'poke'>,
  { actor, email: typed, details, owner: ownerReference }: ContactToSave,
): Promise<SavedContact> {
  const address = parseEmailAddress(typed);
  const problems: FieldProblem[] = address.ok ? [] : [{ field: 'email', ...refusalOf(address) }];
  const owner = ownerReference == null ? null : await findMember(deps, { actor, reference: ownerReference });
  if (owner?.ok === false) problems.push({ field: 'owner', ...ownerProblem(owner) });
  const ownerId = ownerReference === undefined ? undefined : owner?.ok ? owner.member.id : null;
  const email = address.ok ? address.email : 'nobody@example.com';
  const checked = applyDetails(newContact(email), details, { empty: 'clear' });
  if (!checked.ok) problems.push(...checked.problems);
  if (!checked.ok || problems.length > 0) return { ok: false, reason: 'invalid', problems };
  const now = await deps.clock.now();
  const saved = await deps.store.transact((tables) => save(tables, deps, { actor, email, details, ownerId, now }));
  if (saved.ok && saved.released + saved.moved > 0) deps.poke();
  return saved;
}

interface Saving {
  readonly actor: Member;
  readonly email: string;
  readonly details: ContactDetails;
  readonly ownerId: string | null | undefined;
  readonly now: DateTime;
}

async function save(tables: Tables, { ids }: Pick<AppDeps, 'ids'>, saving: Saving): Promise<SavedContact> {
  const { actor, email, details, ownerId, now } = saving;
  const { workspaceId } = actor;
  const before = await tables.contacts.byEmail(workspaceId, email);
  const { held, dated } = await lockConcerned(tables, workspaceId, before === null ? [] : [before.id]);
  const fresh: StoredContact = { ...newContact(email), id: ids.next(), workspaceId, ownerId: actor.id };
  await tables.contacts.createMissing([fresh], now);
  const [stored] = await tables.contacts.lockByEmails(workspaceId, [email]);
  if (stored === undefined) throw new Error(`the contact ${fresh.id} was not stored`);
  const isNew = stored.id === fresh.id;
  const allowed = isNew ? ({ ok: true } as const) : mayEdit(actor, stored);
  if (!allowed.ok) return { ok: false, reason: 'not-allowed', needs: allowed.needs };
  const applied = applyDetails(stored, details, { empty: 'clear' });
  if (!applied.ok) return { ok: false, reason: 'invalid', problems: applied.problems };
  const contact = ownerId === undefined ? applied.contact : { ...applied.contact, ownerId };
  const changed = changedFields(stored, contact);
  if (!isNew && changed.length === 0) {
    return { ok: true, contact: stored, isNew: false, released: 0, moved: 0, editId: null };
  }
  await tables.contacts.save(contact, now);
  const edit = { id: ids.next(), byId: actor.id, isNew, ...changedValues(isNew ? nobodyAt(stored) : stored, contact) };
  await tables.contacts.keepEdit(contact.id, edit);
  await refreshOpenTasks(tables, contact, now);
  const released = await releaseFilled(tables, held, now, actor.id);
  const moved = await refreshDated({ tables, ids, now }, dated);
  const action = isNew ? 'contact.create' : 'contact.edit';
  await audit({ tables, ids, now }, actor, { action, subject: email, detail: { changed } });
  return { ok: true, contact, isNew, released, moved, editId: edit.id };
}

/** Names only: what an audit keeps need not repeat what was known of somebody. */
function changedFields(before: StoredContact, after: StoredContact): string[] {
  const keys = Object.keys(after) as (keyof StoredContact)[];
  return keys.filter((key) => JSON.stringify(before[key]) !== JSON.stringify(after[key]));
}

/** Why a person cannot be the owner, for the field. */
function ownerProblem(found: Extract<Awaited<ReturnType<typeof findMember>>, { ok: false }>): Refusal {
  if (found.reason === 'refused-person') return refuse('notOwnerHere', found.named);
  return refuse('nobodyNamed', found.named, found.nearest === null ? '' : `; did you mean ${found.nearest}?`);
}
