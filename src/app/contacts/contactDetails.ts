import { tooLongCell, tooManyTags } from '../../domain/contact/cell-length.js';
import { type Contact, textCells } from '../../domain/contact/contact.js';
import { parseCustomValue } from '../../domain/contact/custom-value.js';
import { parsePhone } from '../../domain/contact/phone.js';
import { parseZone } from '../../domain/contact/zone.js';
import { type Refusal, type Refused, refusalOf, refuse, refusedFor } from '../../domain/refusal.js';
import { contactCells } from '../../domain/template/template-data.js';

/** What somebody typed about a contact; what is left out is not touched. */
export interface ContactDetails {
  readonly firstName?: string;
  readonly lastName?: string;
  readonly name?: string;
  readonly company?: string;
  readonly title?: string;
  readonly phone?: string;
  readonly zone?: string;
  readonly notes?: string;
  readonly tags?: readonly string[];
  /** Custom fields as typed: a plain number or date keeps its type. */
  readonly fields?: Readonly<Record<string, string>>;
}

/** A field of a contact, as forms name it: `phone`, or `fields.renewal` for a custom one. */
export interface FieldProblem extends Refusal {
  readonly field: string;
}

export type AppliedDetails<Known extends Contact> =
  | { readonly ok: true; readonly contact: Known }
  | { readonly ok: false; readonly problems: readonly FieldProblem[] };

/**
 * The contact with these details. `empty` says what an empty text means: `clear` takes the value away, as in a form
 * that shows what is known; `ignore` leaves it. `onlyBlank` fills what is blank and changes nothing else.
 */
export function applyDetails<Known extends Contact>(
  contact: Known,
  details: ContactDetails,
  options: { readonly empty: 'clear' | 'ignore'; readonly onlyBlank?: boolean },
): AppliedDetails<Known> {
  const problems: FieldProblem[] = [];
  const mayChange = (value: unknown) => !options.onlyBlank || value === null || value === undefined || value === '';
  const cells: Record<string, string | null> = {};
  for (const cell of textCells) {
    const typed = details[cell]?.trim();
    if (typed === undefined || !mayChange(contact[cell])) continue;
    if (typed === '') {
      if (options.empty === 'clear') cells[cell] = null;
      continue;
    }
    const read = readCell(cell, typed);
    if (read.ok) cells[cell] = read.value;
    else problems.push({ field: cell, ...refusalOf(read) });
  }
  const fields: Record<string, string | number> = { ...contact.fields };
  for (const [name, typed] of Object.entries(details.fields ?? {})) {
    const field = `fields.${name}`;
    if (!mayChange(contact.fields[name])) continue;
    const text = typed.trim();
    const value = parseCustomValue(text);
    const long = tooLongCell(name, text);
    if (name.trim() === '' || contactCells.some((cell) => cell === name)) {
      problems.push({ field, ...refuse('notFieldName', name) });
    } else if (text === '') {
      if (options.empty === 'clear') delete fields[name];
    } else if (long !== null) problems.push({ field, ...long });
    else if (value.ok) fields[name] = value.value;
    else problems.push({ field, ...refusalOf(value) });
  }
  const tags = details.tags === undefined || !mayChange(contact.tags[0]) ? contact.tags : readTags(details.tags);
  const many = tooManyTags(tags);
  if (many !== null) problems.push({ field: 'tags', ...many });
  if (problems.length > 0) return { ok: false, problems };
  return { ok: true, contact: { ...contact, ...cells, tags, fields } };
}

type Read = { readonly ok: true; readonly value: string } | Refused;

function readCell(cell: (typeof textCells)[number], typed: string): Read {
  const long = tooLongCell(cell, typed);
  if (long !== null) return refusedFor(long);
  if (cell === 'phone') {
    const read = parsePhone(typed);
    return read.ok ? { ok: true, value: read.phone } : read;
  }
  if (cell === 'zone') {
    const read = parseZone(typed);
    return read.ok ? { ok: true, value: read.zone } : read;
  }
  return { ok: true, value: typed };
}

function readTags(tags: readonly string[]): string[] {
  return [...new Set(tags.map((tag) => tag.trim()))].filter((tag) => tag !== '');
}
