import { newContact, textCells } from '../../domain/contact/contact.js';
import type { ContactEdit, ContactValues, StoredContact } from '../ports/stores/people.js';

/** What an edit changed, from what to what; custom fields each by itself. */
export function changedValues(before: StoredContact, after: StoredContact): Pick<ContactEdit, 'before' | 'after'> {
  const cells = textCells.filter((cell) => before[cell] !== after[cell]);
  const names = [...new Set([...Object.keys(before.fields), ...Object.keys(after.fields)])];
  const fields = names.filter((name) => before.fields[name] !== after.fields[name]);
  const hasTags = !isSame(before.tags, after.tags);
  const hasOwner = before.ownerId !== after.ownerId;
  const valuesOf = (contact: StoredContact): ContactValues => ({
    cells: Object.fromEntries(cells.map((cell) => [cell, contact[cell]])),
    fields: Object.fromEntries(fields.map((name) => [name, contact.fields[name] ?? null])),
    ...(hasTags ? { tags: contact.tags } : {}),
    ...(hasOwner ? { ownerId: contact.ownerId } : {}),
  });
  return { before: valuesOf(before), after: valuesOf(after) };
}

/** A contact before it was created: what is known of it by now is all new. */
export function nobodyAt(contact: StoredContact): StoredContact {
  return { ...contact, ...newContact(contact.email), ownerId: null };
}

/** Whether what an edit changed, of a contact that it created all there is, is still as it left it. */
export function stillStands(contact: StoredContact, { isNew, after }: ContactEdit): boolean {
  if (!isNew) return hasValues(contact, after);
  return (
    hasValues(withValues(nobodyAt(contact), after), changedValues(nobodyAt(contact), contact).after) &&
    hasValues(contact, after)
  );
}

/** Whether a contact has all of these. */
function hasValues(contact: StoredContact, { cells, fields, tags, ownerId }: ContactValues): boolean {
  return (
    textCells.every((cell) => cells[cell] === undefined || contact[cell] === cells[cell]) &&
    Object.entries(fields).every(([name, value]) => (contact.fields[name] ?? null) === value) &&
    (tags === undefined || isSame(contact.tags, tags)) &&
    (ownerId === undefined || contact.ownerId === ownerId)
  );
}

/** The contact with these instead. */
export function withValues(contact: StoredContact, { cells, fields, tags, ownerId }: ContactValues): StoredContact {
  const all: Record<string, string | number | null> = { ...contact.fields, ...fields };
  const known = Object.entries(all).flatMap(([name, value]) => (value === null ? [] : [[name, value] as const]));
  return {
    ...contact,
    ...cells,
    fields: Object.fromEntries(known),
    tags: tags ?? contact.tags,
    ownerId: ownerId === undefined ? contact.ownerId : ownerId,
  };
}

function isSame(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((tag, index) => tag === other[index]);
}
