import type { AppDeps } from '../deps.js';
import { apart } from '../faults.js';
import type { Member } from '../ports/stores/people.js';
import type { TemplateRow } from '../ports/stores/sequences.js';

/** The workspace's stored texts that can be read here, by name. */
export async function listTemplates(
  { store }: Pick<AppDeps, 'store'>,
  { actor }: { readonly actor: Member },
): Promise<TemplateRow[]> {
  return [...apart(await store.read.templates.listed(actor.workspaceId)).read];
}
