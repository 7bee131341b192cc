import { firstLine, partsOf } from '../../domain/template/stored-template.js';
import type { AppDeps } from '../deps.js';
import { apart } from '../faults.js';
import type { Member } from '../ports/stores/people.js';
import { hasAllWords } from '../shown/searching.js';
import type { ShownTemplateLine } from '../shown/templates.js';
import { unreadWords } from '../shown/unreadWords.js';
import { shownTemplateUses } from './templateUses.js';

export interface FoundTemplates {
  readonly templates: readonly ShownTemplateLine[];
  /** What is left out because it cannot be read here, a line each. */
  readonly unread: readonly string[];
}

/** Stored templates by name; with words to look for, those in whose name or texts all of them stand, in any case. */
export async function findTemplates(
  { store: { read } }: Pick<AppDeps, 'store'>,
  { actor, search }: { readonly actor: Member; readonly search: string | null },
): Promise<FoundTemplates> {
  const { workspaceId } = actor;
  const isSought = hasAllWords(search);
  const uses = await shownTemplateUses(read, workspaceId);
  const all = apart(await read.templates.listed(workspaceId));
  const templates = all.read
    .filter((template) => {
      const text = [template.name, template.kind, ...partsOf(template).map((part) => part.text)].join(' ');
      return isSought(text);
    })
    .map((template) => {
      const { id, name, kind, version } = template;
      return { id, name, kind, version, firstLine: firstLine(template), usedIn: uses.callers.get(name)?.length ?? 0 };
    });
  return { templates, unread: [unreadWords(all.unread, 'template') ?? [], uses.unread ?? []].flat() };
}
