import type { AppDeps } from '../deps.js';
import type { Member } from '../ports/stores/people.js';
import type { TemplateRow } from '../ports/stores/sequences.js';

/** The workspace's stored texts, by name. */
export function listTemplates(
  { store }: Pick<AppDeps, 'store'>,
  { actor }: { readonly actor: Member },
): Promise<TemplateRow[]> {
  return store.read.templates.all(actor.workspaceId);
}
