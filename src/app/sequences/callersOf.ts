import type { Sequence } from '../../domain/sequence/sequence.js';
import type { Tables } from '../ports/store.js';
import type { StoredSequence } from '../ports/stores/sequences.js';

/** Where stored things are called: a thing's name to the sequences whose current version does, by name. `namesIn`: what one calls. */
export async function callersOf(
  { sequences }: Pick<Tables, 'sequences'>,
  workspaceId: string,
  namesIn: (definition: Sequence) => readonly string[],
): Promise<ReadonlyMap<string, readonly StoredSequence[]>> {
  const callers = new Map<string, StoredSequence[]>();
  for (const sequence of await sequences.all(workspaceId)) {
    const version = await sequences.version(sequence.currentVersionId);
    for (const name of version === null ? [] : namesIn(version.definition)) {
      callers.set(name, [...(callers.get(name) ?? []), sequence]);
    }
  }
  return callers;
}
