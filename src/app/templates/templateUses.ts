import { templatesIn } from '../../domain/sequence/calls.js';
import type { Tables } from '../ports/store.js';
import type { StoredSequence } from '../ports/stores/sequences.js';
import { callersOf, shownCallers } from '../sequences/callersOf.js';

/** Where stored templates are called: a template's name to the sequences whose current version does, by name. */
export function templateUses(
  tables: Pick<Tables, 'sequences'>,
  workspaceId: string,
): Promise<ReadonlyMap<string, readonly StoredSequence[]>> {
  return callersOf(tables, workspaceId, templatesIn);
}

/** The same for people's eyes: with one line about sequences that cannot be read here, null where there are none. */
export function shownTemplateUses(tables: Pick<Tables, 'sequences'>, workspaceId: string) {
  return shownCallers(tables, workspaceId, templatesIn);
}
