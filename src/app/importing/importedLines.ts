import { counted } from '../shown/counted.js';
import type { Imported } from './importFiles.js';

/** What came in, a line a thing, as plain text. */
export function importedLines({ sequences, templates, contacts }: Omit<Imported, 'workspace'>): string[] {
  const { created, changed, unchanged, released } = contacts;
  return [
    ...sequences.map((sequence) => `sequence ${sequence.name}: ${becameOf(sequence)}`),
    ...templates.map(({ name, kind }) => `template ${name}: ${kind === 'created' ? 'new' : kind}`),
    ...(created + changed + unchanged > 0
      ? [`contacts: ${created} new, ${changed} changed, ${unchanged} unchanged`]
      : []),
    ...(released > 0 ? [`${counted(released, 'mail')} held for a blank field: due again`] : []),
  ];
}

function becameOf({ kind, version, takenOver }: Imported['sequences'][number]): string {
  if (kind === 'created') return 'new';
  if (kind === 'unchanged') return 'unchanged';
  return `version ${version}, ${counted(takenOver, 'open enrollment')} taken over`;
}
