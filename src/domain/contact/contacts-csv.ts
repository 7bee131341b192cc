import { type Refusal, refusalOf, refuse } from '../refusal.js';
import { tooLongCell, tooManyTags } from './cell-length.js';
import { type Contact, mergeContact, newContact } from './contact.js';
import { type Column, cellsOf, columnsOf } from './csv-columns.js';
import { type CsvProblem, type CsvRow, readCsv } from './csv-rows.js';
import { csvLine } from './csv-write.js';
import { parseCustomValue } from './custom-value.js';
import { emailKey, parseEmailAddress } from './email-address.js';
import { type OwnerReference, parseOwnerReference } from './owner-reference.js';
import { parsePhone } from './phone.js';
import { parseZone } from './zone.js';

/** A contact as the file has it; its owner is still only named. */
export interface ImportedContact extends Contact {
  readonly owner: OwnerReference | null;
}

export interface ContactsFile {
  readonly ok: boolean;
  /** Everybody in the file, each address once, in order of first appearance; nobody while there are problems. */
  readonly contacts: readonly ImportedContact[];
  readonly problems: readonly CsvProblem[];
  /** Those whose lines are without problems, for "import the good ones". */
  readonly goodOnes: readonly ImportedContact[];
  /** The lines with problems as CSV, with a `reason` column; empty where there are none, or the file as a whole is wrong. */
  readonly badLinesCsv: string;
  readonly badLines: number;
  /** Every owner that a good line names. */
  readonly owners: readonly OwnerReference[];
}

export interface ContactsFileOptions {
  /** ISO 3166, for telephone numbers without a country code. */
  readonly defaultCountry?: string;
  /** Why nobody is the owner that a line names; null where somebody is. */
  readonly refusesOwner?: (owner: OwnerReference) => Refusal | null;
}

const nobody = { contacts: [], goodOnes: [], badLinesCsv: '', badLines: 0, owners: [] } as const;

/** Reads the contacts file (sequence-file.md). Bytes are UTF-8, with or without a byte order mark. */
export function contactsFromCsv(input: string | Uint8Array, options: ContactsFileOptions = {}): ContactsFile {
  const file = readCsv(input);
  if (!file.ok) return { ok: false, problems: [file.problem], ...nobody };
  const header = columnsOf(file.header);
  if (!header.ok) return { ok: false, problems: header.problems, ...nobody };

  const kept = header.columns
    .map((column, index) => ({ column, index }))
    .filter(({ column }) => column.header !== 'reason');
  const problems: CsvProblem[] = [];
  const badLines: string[] = [];
  const goodOnes = new Map<string, ImportedContact>();
  const owners: OwnerReference[] = [];
  for (const row of file.rows) {
    const { contact, problems: found } = contactOf(row, header.columns, options);
    if (contact === null) {
      problems.push(...found);
      badLines.push(csvLine([...kept.map(({ index }) => row.cells[index]?.text ?? ''), reasonOf(found)]));
    } else {
      if (contact.owner !== null) owners.push(contact.owner);
      const key = emailKey(contact.email);
      const before = goodOnes.get(key);
      goodOnes.set(key, before === undefined ? contact : mergeImported(before, contact));
    }
  }
  const good = [...goodOnes.values()];
  if (problems.length === 0) return { ...nobody, ok: true, contacts: good, problems, goodOnes: good, owners };
  const headerLine = csvLine([...kept.map(({ column }) => column.header), 'reason']);
  const badLinesCsv = [headerLine, ...badLines].join('');
  return { ok: false, contacts: [], problems, goodOnes: good, badLinesCsv, badLines: badLines.length, owners };
}

function mergeImported(before: ImportedContact, later: ImportedContact): ImportedContact {
  return { ...mergeContact(before, later), owner: later.owner ?? before.owner };
}

interface RowOutcome {
  readonly contact: ImportedContact | null;
  readonly problems: readonly CsvProblem[];
}

function contactOf(row: CsvRow, columns: readonly Column[], options: ContactsFileOptions): RowOutcome {
  const problems: CsvProblem[] = [];
  const contact: { -readonly [Key in keyof ImportedContact]: ImportedContact[Key] } = {
    owner: null,
    ...newContact(''),
  };
  const fields: Record<string, string | number> = {};
  const cells = cellsOf(row, columns);
  if (!cells.ok) return { contact: null, problems: [cells.problem] };
  for (const { column, cell } of cells.cells) {
    const text = cell.text.trim();
    const wrong = (why: Refusal) => problems.push({ line: cell.line, column: column.header, ...why });
    if (text === '') continue;
    const long = column.cell === 'tags' ? null : tooLongCell(column.cell ?? '', text);
    if (long !== null) {
      wrong(long);
      continue;
    }
    switch (column.cell) {
      case 'email': {
        const address = parseEmailAddress(text);
        if (address.ok) contact.email = address.email;
        else wrong(refusalOf(address));
        break;
      }
      case 'phone': {
        const phone = parsePhone(text, options);
        if (phone.ok) contact.phone = phone.phone;
        else wrong(refusalOf(phone));
        break;
      }
      case 'zone': {
        const zone = parseZone(text);
        if (zone.ok) contact.zone = zone.zone;
        else wrong(refusalOf(zone));
        break;
      }
      case 'owner': {
        contact.owner = parseOwnerReference(text);
        const why = contact.owner === null ? refuse('notOwner', text) : (options.refusesOwner?.(contact.owner) ?? null);
        if (why !== null) wrong(why);
        break;
      }
      case 'tags': {
        contact.tags = [...new Set(text.split(';').map((tag) => tag.trim()))].filter((tag) => tag !== '');
        const many = tooManyTags(contact.tags);
        if (many !== null) wrong(many);
        break;
      }
      case null: {
        if (isOwnReason(column, text)) break;
        const value = parseCustomValue(text);
        if (value.ok) fields[column.header] = value.value;
        else wrong(refusalOf(value));
        break;
      }
      default:
        contact[column.cell] = text;
    }
  }
  if (contact.email === '' && !problems.some((problem) => problem.column === emailHeader(columns))) {
    problems.push({ line: row.line, column: emailHeader(columns), ...refuse('noAddress') });
  }
  return problems.length > 0 ? { contact: null, problems } : { contact: { ...contact, fields }, problems };
}

function emailHeader(columns: readonly Column[]): string {
  return columns.find((column) => column.cell === 'email')?.header ?? 'email';
}

/** Bad lines that come back corrected still have the reasons of the last time. */
function isOwnReason(column: Column, text: string): boolean {
  return column.header === 'reason' && /^line \d+[,:]/.test(text);
}

function reasonOf(problems: readonly CsvProblem[]): string {
  return problems.map(({ line, column, message }) => `line ${line}${column && `, ${column}`}: ${message}`).join(' ');
}
