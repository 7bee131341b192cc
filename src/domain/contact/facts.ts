import type { Contact } from './contact.js';
import { fullName, type TextCell, textCells } from './contact.js';

/** What conditions and dates are read from: a contact's tags and fields. */
export interface ContactFacts {
  readonly tags: readonly string[];
  readonly fields: Readonly<Record<string, FactValue>>;
}

/** A field's value; plain dates are texts. */
export type FactValue = FactScalar | readonly FactScalar[];
export type FactScalar = string | number | boolean | null;

export const noFacts: ContactFacts = { tags: [], fields: {} };

/** What is known of a contact: its cells by name, `email` too, and custom fields, which never take a cell's place. */
export function factsOf(contact: Contact): ContactFacts {
  const { tags, fields, email, firstName, lastName, company, title, phone, zone, notes } = contact;
  // By name, and complete by the compiler's word: this is asked of everybody whose times are computed.
  const name = fullName(contact);
  const cells: Record<TextCell, string | null> = { firstName, lastName, name, company, title, phone, zone, notes };
  return { tags, fields: { ...fields, ...cells, email } };
}

/** Whether a rule may set a field of this name: neither the address, which is who somebody is, nor tags. */
export function isSettable(name: string): boolean {
  return name.trim() !== '' && name !== 'email' && name !== 'tags';
}

/**
 * The contact with what a rule changed of tags and fields, and no other. A field that is empty goes away; true and false, which a contact
 * does not hold, become words.
 */
export function withFacts<Known extends Contact>(contact: Known, before: ContactFacts, after: ContactFacts): Known {
  const fields: Record<string, string | number> = { ...contact.fields };
  const cells: Record<string, string | null> = {};
  // What is in `before` alone was emptied: a stored contact does not hold empty fields.
  for (const name of Object.keys({ ...before.fields, ...after.fields })) {
    const value = fieldOf(after, name);
    if (value === fieldOf(before, name) || !isSettable(name)) continue;
    const empty = value === null || value === '';
    const kept = typeof value === 'number' ? value : String(value);
    if (textCells.some((cell) => cell === name)) cells[name] = empty ? null : String(value);
    else if (empty) delete fields[name];
    else fields[name] = kept;
  }
  const gone = before.tags.filter((tag) => !after.tags.includes(tag));
  const come = after.tags.filter((tag) => !before.tags.includes(tag));
  const { tags } = come.reduce(withTag, gone.reduce(withoutTag, { tags: contact.tags, fields: {} }));
  return { ...contact, ...cells, fields, tags };
}

/** Tags compare without case. */
export function hasTag({ tags }: ContactFacts, tag: string): boolean {
  const wanted = tag.toLowerCase();
  return tags.some((one) => one.toLowerCase() === wanted);
}

/** A tag that is there already keeps its spelling. */
export function withTag(facts: ContactFacts, tag: string): ContactFacts {
  return hasTag(facts, tag) ? facts : { ...facts, tags: [...facts.tags, tag] };
}

export function withoutTag(facts: ContactFacts, tag: string): ContactFacts {
  const unwanted = tag.toLowerCase();
  return { ...facts, tags: facts.tags.filter((one) => one.toLowerCase() !== unwanted) };
}

export function withField(facts: ContactFacts, name: string, value: FactValue): ContactFacts {
  return { ...facts, fields: { ...facts.fields, [name]: value } };
}

/** Null for a field that is missing. */
export function fieldOf({ fields }: ContactFacts, name: string): FactValue {
  return Object.hasOwn(fields, name) ? (fields[name] ?? null) : null;
}
