import { firstLine, partsOf } from '../../domain/template/stored-template.js';
import type { AppDeps } from '../deps.js';
import type { Member } from '../ports/stores/people.js';
import { hasAllWords } from '../shown/searching.js';
import type { ShownTemplateLine } from '../shown/templates.js';
import { templateUses } from './templateUses.js';

/** Stored templates by name; with words to look for, those in whose name or texts all of them stand, in any case. */
export async function findTemplates(
  { store: { read } }: Pick<AppDeps, 'store'>,
  { actor, search }: { readonly actor: Member; readonly search: string | null },
): Promise<ShownTemplateLine[]> {
  const { workspaceId } = actor;
  const isSought = hasAllWords(search);
  const uses = await templateUses(read, workspaceId);
  const all = await read.templates.all(workspaceId);
  return all
    .filter((template) => {
      const text = [template.name, template.kind, ...partsOf(template).map((part) => part.text)].join(' ');
      return isSought(text);
    })
    .map((template) => {
      const { id, name, kind, version } = template;
      return { id, name, kind, version, firstLine: firstLine(template), usedIn: uses.get(name)?.length ?? 0 };
    });
}
