/**
 * What is known of somebody a sequence can write to, apart from where it is stored. Null is not known; a stored contact
 * is one of these with its ids.
 */
export interface Contact {
  readonly email: string;
  readonly firstName: string | null;
  readonly lastName: string | null;
  readonly name: string | null;
  readonly company: string | null;
  readonly title: string | null;
  /** E.164. */
  readonly phone: string | null;
  /** IANA. */
  readonly zone: string | null;
  readonly notes: string | null;
  readonly tags: readonly string[];
  /** Custom fields. A plain date is a text, `YYYY-MM-DD`. */
  readonly fields: Readonly<Record<string, string | number>>;
}

/** The cells of a contact that hold one text. */
export const textCells = [
  'firstName',
  'lastName',
  'name',
  'company',
  'title',
  'phone',
  'zone',
  'notes',
] as const satisfies readonly (keyof Contact)[];

export type TextCell = (typeof textCells)[number];

/** A contact of whom only the address is known. */
export function newContact(email: string): Contact {
  return {
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
    fields: {},
  };
}

/**
 * One contact of two: what is known of `incoming` wins cell by cell, custom fields each by itself; what it leaves empty
 * changes nothing (sequence-file.md, "The contacts file"). Everything else that `existing` has, ids too, stays, its
 * spelling of the address as well.
 */
export function mergeContact<Existing extends Contact>(existing: Existing, incoming: Contact): Existing {
  const of = (cell: TextCell) => (isKnown(incoming[cell]) ? incoming[cell] : existing[cell]);
  const cells: Record<TextCell, string | null> = {
    firstName: of('firstName'),
    lastName: of('lastName'),
    name: of('name'),
    company: of('company'),
    title: of('title'),
    phone: of('phone'),
    zone: of('zone'),
    notes: of('notes'),
  };
  return {
    ...existing,
    ...cells,
    tags: incoming.tags.length > 0 ? incoming.tags : existing.tags,
    fields: { ...existing.fields, ...incoming.fields },
  };
}

function isKnown(value: string | null): boolean {
  return value !== null && value.trim() !== '';
}

/** How people see the contact: the full name, else what there is of it, else the address. */
export function displayName(contact: Contact): string {
  return fullName(contact) ?? contact.email;
}

/** The name as given, else first and last name; null where neither is known. */
export function fullName({
  name,
  firstName,
  lastName,
}: Pick<Contact, 'name' | 'firstName' | 'lastName'>): string | null {
  if (isKnown(name)) return name;
  const parts = [firstName, lastName].filter(isKnown);
  return parts.length > 0 ? parts.join(' ') : null;
}
