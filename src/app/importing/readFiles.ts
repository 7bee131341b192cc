import { contactsFromCsv, type ImportedContact } from '../../domain/contact/contacts-csv.js';
import { columnsOf } from '../../domain/contact/csv-columns.js';
import { readCsv } from '../../domain/contact/csv-rows.js';
import { emailKey, parseEmailAddress } from '../../domain/contact/email-address.js';
import { parseSequence } from '../../domain/sequence/parse.js';
import { isObject, type Problem } from '../../domain/sequence/problems.js';
import type { Sequence } from '../../domain/sequence/sequence.js';
import type { StoredTemplate } from '../../domain/template/stored-template.js';
import { looksLikeTemplates, parseTemplateFile } from '../../domain/template/template-file.js';
import type { KnownNames } from '../sequences/checkTexts.js';
import type { ImportProblem } from './importProblem.js';
import { readYamlFile, type YamlDocument } from './yamlDocuments.js';

/** A file as it was given; bytes are UTF-8. */
export interface ImportFile {
  readonly name: string;
  readonly content: string | Uint8Array;
}

/** Something of a file that can say where in the file a path lies. */
interface FromFile {
  readonly file: string;
  problem(found: Problem): ImportProblem;
}

/** Everything that files hold, read but not yet compared with what is stored. */
export interface ReadFiles {
  readonly sequences: readonly (FromFile & { readonly sequence: Sequence })[];
  readonly templates: readonly (FromFile & { readonly template: StoredTemplate })[];
  readonly contacts: readonly (FromFile & { readonly contact: ImportedContact })[];
  readonly problems: readonly ImportProblem[];
}

type CustomFields = KnownNames['customFields'];

/**
 * Reads sequence files, template files and contacts, told apart by name and content. Texts may use the custom fields of
 * stored contacts (`storedFields`; null: there are none yet) and of those in the files.
 */
export function readFiles(
  files: readonly ImportFile[],
  storedFields: readonly string[] | null,
): ReadFiles & { readonly customFields: CustomFields } {
  const contactFiles = files.map((file) => readFile(file, 'contacts', 'any'));
  const imported = contactFiles.flatMap(({ contacts }) => contacts.map(({ contact }) => Object.keys(contact.fields)));
  const customFields =
    storedFields === null && imported.length === 0
      ? 'any'
      : [...new Set([...(storedFields ?? []), ...imported.flat()])];
  const all = together([...contactFiles, ...files.map((file) => readFile(file, 'documents', customFields))]);
  return { ...all, problems: [...all.problems, ...twice(all)], customFields };
}

/** Two of one name in one import: which of them counts? */
function twice({ sequences, templates }: ReadFiles): ImportProblem[] {
  const named = [
    ...sequences.map((one) => ({ ...one, path: 'name', name: `sequence called ${one.sequence.name}` })),
    ...templates.map((one) => ({ ...one, path: 'template', name: `template called ${one.template.name}` })),
  ];
  return named.flatMap(({ problem, path, name }, index) => {
    const first = named.find((other) => other.name.toLowerCase() === name.toLowerCase());
    if (first === undefined || first === named[index]) return [];
    return [problem({ path, message: `there is another ${name} in ${first.file}` })];
  });
}

const nothing: ReadFiles = { sequences: [], templates: [], contacts: [], problems: [] };

function together(parts: readonly ReadFiles[]): ReadFiles {
  return {
    sequences: parts.flatMap(({ sequences }) => sequences),
    templates: parts.flatMap(({ templates }) => templates),
    contacts: parts.flatMap(({ contacts }) => contacts),
    problems: parts.flatMap(({ problems }) => problems),
  };
}

/** The file, where it is of the wanted sort. */
function readFile(
  { name, content }: ImportFile,
  wanted: 'contacts' | 'documents',
  customFields: CustomFields,
): ReadFiles {
  const whole = (message: string): ReadFiles => ({
    ...nothing,
    problems: [{ file: name, line: null, column: null, path: '', message }],
  });
  const text = decoded(content);
  const isContacts =
    /\.(csv|tsv)$/i.test(name) || (!/\.(ya?ml|json)$/i.test(name) && text !== null && looksLikeContacts(text));
  if (isContacts !== (wanted === 'contacts')) return nothing;
  if (text === null) return whole('the file is not UTF-8');
  if (text.trim() === '') return whole('the file is empty');
  if (isContacts) return readContacts(name, text);
  const yaml = readYamlFile(name, text);
  if (!yaml.ok) return { ...nothing, problems: yaml.problems };
  if (yaml.documents.length === 0) return whole('the file is empty');
  return together(yaml.documents.map((document) => readDocument(name, document, customFields)));
}

function decoded(content: string | Uint8Array): string | null {
  if (typeof content !== 'string') {
    try {
      return new TextDecoder('utf-8', { fatal: true }).decode(content);
    } catch {
      return null;
    }
  }
  // What could not be decoded has become this character.
  return content.includes('\uFFFD') ? null : content;
}

/** A header row with a column for addresses. */
function looksLikeContacts(text: string): boolean {
  const [header = ''] = text.replace(/^\uFEFF/, '').split(/\r?\n/, 1);
  return /(^|[,;\t"])\s*e-?mail\b[^:]*$/i.test(header) && !/^[\s[{]*"?\w+"?\s*:/.test(header);
}

function readContacts(file: string, text: string): ReadFiles {
  const read = contactsFromCsv(text);
  const problems = read.problems.map(({ line, column, message }) => ({
    file,
    line,
    column: column === '' ? null : column,
    path: '',
    message,
  }));
  const lines = ownerLines(text);
  const contacts = read.contacts.map((contact) => {
    const { line, column } = lines.get(emailKey(contact.email)) ?? { line: null, column: null };
    return { file, contact, problem: ({ message }: Problem) => ({ file, line, column, path: '', message }) };
  });
  return { ...nothing, contacts, problems };
}

/** Where each address has its owner, by the address's key: the last line that names one. */
function ownerLines(text: string): ReadonlyMap<string, { readonly line: number; readonly column: string }> {
  const places = new Map<string, { line: number; column: string }>();
  const csv = readCsv(text);
  const header = csv.ok ? columnsOf(csv.header) : null;
  if (!csv.ok || !header?.ok) return places;
  const email = header.columns.findIndex(({ cell }) => cell === 'email');
  const owner = header.columns.findIndex(({ cell }) => cell === 'owner');
  for (const { cells } of csv.rows) {
    const address = parseEmailAddress(cells[email]?.text ?? '');
    const named = cells[owner];
    if (!address.ok || named === undefined || named.text.trim() === '') continue;
    places.set(emailKey(address.email), { line: named.line, column: header.columns[owner]?.header ?? 'owner' });
  }
  return places;
}

function readDocument(file: string, document: YamlDocument, customFields: CustomFields): ReadFiles {
  const at = (prefix: string) => (found: Problem) => {
    const path = prefix === '' || found.path === '' ? prefix + found.path : `${prefix}.${found.path}`;
    return { file, ...document.placeOf(path), path, message: found.message };
  };
  const { value } = document;
  if (looksLikeTemplates(value)) return readTemplates(file, value, at, customFields);
  if (!isObject(value) || !('steps' in value || 'name' in value)) {
    const message = 'is neither a sequence (name, steps) nor a template (template, kind, email)';
    return { ...nothing, problems: [at('')({ path: '', message })] };
  }
  const parsed = parseSequence(value);
  if (!parsed.ok) return { ...nothing, problems: parsed.problems.map(at('')) };
  return { ...nothing, sequences: [{ file, problem: at(''), sequence: parsed.sequence }] };
}

function readTemplates(
  file: string,
  value: unknown,
  at: (prefix: string) => (found: Problem) => ImportProblem,
  customFields: CustomFields,
): ReadFiles {
  const entries: readonly unknown[] = Array.isArray(value) ? value : [value];
  return together(
    entries.map((entry, index) => {
      const problem = at(Array.isArray(value) ? `[${index}]` : '');
      const parsed = parseTemplateFile(entry, { customFields });
      if (!parsed.ok) return { ...nothing, problems: parsed.problems.map(problem) };
      return { ...nothing, templates: parsed.templates.map((template) => ({ file, problem, template })) };
    }),
  );
}
