import { contactsFromCsv, type ImportedContact } from '../../domain/contact/contacts-csv.js';
import type { OwnerReference } from '../../domain/contact/owner-reference.js';
import { type FulfillmentList, looksLikeList, parseListFile } from '../../domain/fulfillment/list.js';
import { type Refusal, refuse } from '../../domain/refusal.js';
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
  readonly lists: readonly (FromFile & { readonly list: FulfillmentList })[];
  /** Those of good lines. */
  readonly contacts: readonly ImportedContact[];
  /** Whom good lines name. */
  readonly owners: readonly OwnerReference[];
  readonly badLines: readonly BadLines[];
  /** What is wrong beside bad lines. */
  readonly problems: readonly ImportProblem[];
}

/** Lines of a file of contacts that are wrong, as a file to be mended, with a `reason` column. */
export interface BadLines {
  readonly file: string;
  readonly lines: number;
  readonly csv: string;
  readonly problems: readonly ImportProblem[];
}

/** Why nobody is the owner that a line of contacts names; null where somebody is. */
type RefusesOwner = (owner: OwnerReference) => Refusal | null;

type CustomFields = KnownNames['customFields'];

/**
 * Reads sequence files, template files and contacts, told apart by name and content. Texts may use the custom fields of
 * stored contacts (`storedFields`; null: there are none yet) and of those in the files.
 */
export function readFiles(
  files: readonly ImportFile[],
  storedFields: readonly string[] | null,
  refusesOwner: RefusesOwner = () => null,
): ReadFiles & { readonly customFields: CustomFields } {
  const contactFiles = files.map((file) => readFile(file, 'contacts', { customFields: 'any', refusesOwner }));
  const imported = contactFiles.flatMap(({ contacts }) => contacts.map(({ fields }) => Object.keys(fields)));
  const customFields =
    storedFields === null && imported.length === 0
      ? 'any'
      : [...new Set([...(storedFields ?? []), ...imported.flat()])];
  const documents = files.map((file) => readFile(file, 'documents', { customFields, refusesOwner }));
  const all = together([...contactFiles, ...documents]);
  return { ...all, problems: [...all.problems, ...twice(all)], customFields };
}

/** Two of one name in one import: which of them counts? */
function twice({ sequences, templates, lists }: ReadFiles): ImportProblem[] {
  const named = [
    ...sequences.map((one) => ({ ...one, path: 'name', name: `sequence called ${one.sequence.name}` })),
    ...lists.map((one) => ({ ...one, path: 'list', name: `list called ${one.list.name}` })),
    ...templates.map((one) => ({ ...one, path: 'template', name: `template called ${one.template.name}` })),
  ];
  return named.flatMap(({ problem, path, name }, index) => {
    const first = named.find((other) => other.name.toLowerCase() === name.toLowerCase());
    if (first === undefined || first === named[index]) return [];
    return [problem({ path, ...refuse('besides', name, first.file) })];
  });
}

const nothing: ReadFiles = {
  ...{ sequences: [], templates: [], lists: [], problems: [] },
  ...{ contacts: [], owners: [], badLines: [] },
};

function together(parts: readonly ReadFiles[]): ReadFiles {
  return {
    sequences: parts.flatMap(({ sequences }) => sequences),
    templates: parts.flatMap(({ templates }) => templates),
    lists: parts.flatMap(({ lists }) => lists),
    contacts: parts.flatMap(({ contacts }) => contacts),
    owners: parts.flatMap(({ owners }) => owners),
    badLines: parts.flatMap(({ badLines }) => badLines),
    problems: parts.flatMap(({ problems }) => problems),
  };
}

/** The file, where it is of the wanted sort. */
function readFile(
  { name, content }: ImportFile,
  wanted: 'contacts' | 'documents',
  { customFields, refusesOwner }: { readonly customFields: CustomFields; readonly refusesOwner: RefusesOwner },
): ReadFiles {
  const whole = (why: Refusal): ReadFiles => ({
    ...nothing,
    problems: [{ file: name, line: null, column: null, path: '', ...why }],
  });
  const text = decoded(content);
  const isContacts =
    /\.(csv|tsv)$/i.test(name) || (!/\.(ya?ml|json)$/i.test(name) && text !== null && looksLikeContacts(text));
  if (isContacts !== (wanted === 'contacts')) return nothing;
  if (text === null) return whole(refuse('fileNotUtf8'));
  if (text.trim() === '') return whole(refuse('fileEmpty'));
  if (isContacts) return readContacts(name, text, refusesOwner);
  const yaml = readYamlFile(name, text);
  if (!yaml.ok) return { ...nothing, problems: yaml.problems };
  if (yaml.documents.length === 0) return whole(refuse('fileEmpty'));
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

function readContacts(file: string, text: string, refusesOwner: RefusesOwner): ReadFiles {
  const read = contactsFromCsv(text, { refusesOwner });
  const problems = read.problems.map(({ line, column, code, message }) => ({
    file,
    line,
    column: column === '' ? null : column,
    path: '',
    code,
    message,
  }));
  const good = { ...nothing, contacts: read.goodOnes, owners: read.owners };
  if (read.badLines === 0) return { ...good, problems };
  return { ...good, badLines: [{ file, lines: read.badLines, csv: read.badLinesCsv, problems }] };
}

function readDocument(file: string, document: YamlDocument, customFields: CustomFields): ReadFiles {
  const at = (prefix: string) => (found: Problem) => {
    const path = prefix === '' || found.path === '' ? prefix + found.path : `${prefix}.${found.path}`;
    return { file, ...document.placeOf(path), path, code: found.code, message: found.message };
  };
  const { value } = document;
  if (looksLikeTemplates(value)) return readTemplates(file, value, at, customFields);
  if (looksLikeList(value)) {
    // Whether webhooks must be encrypted here is for whoever knows the configuration.
    const read = parseListFile(value, { mayBePlain: true });
    if (!read.ok) return { ...nothing, problems: read.problems.map(at('')) };
    return { ...nothing, lists: [{ file, problem: at(''), list: read.list }] };
  }
  if (!isObject(value) || !('steps' in value || 'name' in value)) {
    return { ...nothing, problems: [at('')({ path: '', ...refuse('notDocument') })] };
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
