import { templatesIn } from '../../domain/sequence/with-template.js';
import type { Tables } from '../ports/store.js';
import type { StoredSequence } from '../ports/stores/sequences.js';

/** Where stored templates are called: a template's name to the sequences whose current version does, by name. */
export async function templateUses(
  { sequences }: Pick<Tables, 'sequences'>,
  workspaceId: string,
): Promise<ReadonlyMap<string, readonly StoredSequence[]>> {
  const uses = new Map<string, StoredSequence[]>();
  for (const sequence of await sequences.all(workspaceId)) {
    const version = await sequences.version(sequence.currentVersionId);
    for (const name of version === null ? [] : templatesIn(version.definition)) {
      uses.set(name, [...(uses.get(name) ?? []), sequence]);
    }
  }
  return uses;
}
