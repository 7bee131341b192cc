import { templatesIn } from '../../domain/sequence/calls.js';
import type { Tables } from '../ports/store.js';
import type { StoredSequence } from '../ports/stores/sequences.js';
import { callersOf } from '../sequences/callersOf.js';

/** Where stored templates are called: a template's name to the sequences whose current version does, by name. */
export function templateUses(
  tables: Pick<Tables, 'sequences'>,
  workspaceId: string,
): Promise<ReadonlyMap<string, readonly StoredSequence[]>> {
  return callersOf(tables, workspaceId, templatesIn);
}
