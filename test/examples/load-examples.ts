import { readdirSync, readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { type ContactsFile, contactsFromCsv } from '../../src/domain/contact/contacts-csv.js';
import { parseSequence } from '../../src/domain/sequence/parse.js';
import type { Sequence } from '../../src/domain/sequence/sequence.js';
import type { StoredTemplate } from '../../src/domain/template/stored-template.js';
import { parseTemplateFile } from '../../src/domain/template/template-file.js';

const folder = new URL('../../examples/', import.meta.url);
const read = (path: string) => readFileSync(new URL(path, folder), 'utf8');

export const exampleNames = ['saas-outbound', 'free-trial-nurture', 'post-purchase'] as const;
export type ExampleName = (typeof exampleNames)[number];

/** The example sequence; throws with its problems. */
export function exampleSequence(name: ExampleName): Sequence {
  const parsed = parseSequence(parse(read(`${name}.yml`)));
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return parsed.sequence;
}

/** All stored templates of the examples; throws with their problems. */
export function exampleTemplates(): StoredTemplate[] {
  const customFields = ['employees', 'renewal'];
  return readdirSync(new URL('templates/', folder)).flatMap((file) => {
    const result = parseTemplateFile(parse(read(`templates/${file}`)), { customFields });
    if (!result.ok) throw new Error(`${file}: ${JSON.stringify(result.problems)}`);
    return [...result.templates];
  });
}

export function exampleContacts(): ContactsFile {
  return contactsFromCsv(read('contacts.csv'));
}
