import { counted } from '../shown/counted.js';
import type { Came } from './storeFiles.js';

/** What came in, a line a thing, as plain text. */
export function importedLines({ sequences, templates, lists, contacts, leftOut }: Omit<Came, 'workspace'>): string[] {
  const { created, changed, unchanged, released } = contacts;
  return [
    ...sequences.map((sequence) => `sequence ${sequence.name}: ${becameOf(sequence)}`),
    ...lists.map(({ name, kind }) => `list ${name}: ${kind === 'created' ? 'new' : kind}`),
    ...templates.map(({ name, kind }) => `template ${name}: ${kind === 'created' ? 'new' : kind}`),
    ...(created + changed + unchanged > 0
      ? [`contacts: ${created} new, ${changed} changed, ${unchanged} unchanged`]
      : []),
    ...leftOut.map(({ file, lines }) => `${counted(lines, 'line')} of ${file} left out`),
    ...(released > 0 ? [`${counted(released, 'mail')} held for a blank field: due again`] : []),
  ];
}

function becameOf({ kind, version, takenOver }: Came['sequences'][number]): string {
  if (kind === 'created') return 'new';
  if (kind === 'unchanged') return 'unchanged';
  return `version ${version}, ${counted(takenOver, 'open enrollment')} taken over`;
}

/** What the file is called in which the bad lines of a file of contacts come back. */
export function badLinesName(file: string): string {
  return `${file.replace(/\.[^./\\]*$/, '')}.bad-lines.csv`;
}
