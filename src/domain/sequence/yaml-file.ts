import { stringify } from 'yaml';
import { toSequenceFile } from './file.js';
import type { Sequence } from './sequence.js';

/**
 * A sequence as the YAML that people keep in git. Read and written again it is the same, byte for byte; what other readers
 * of YAML take for a time, a date or a yes is in quotes.
 */
export function writeSequenceYaml(sequence: Sequence): string {
  return stringify(toSequenceFile(sequence), { compat: 'yaml-1.1', lineWidth: 0, blockQuote: 'literal' });
}
