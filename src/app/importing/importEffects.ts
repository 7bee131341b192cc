import type { DateTime } from 'luxon';
import { refuse } from '../../domain/refusal.js';
import type { Tables } from '../ports/store.js';
import type { Workspace } from '../ports/stores/people.js';
import { type ChangeEffect, concernedBy } from '../sequences/changeEffects.js';
import { isSame } from '../sequences/publishSequence.js';
import { listEffect, manyGet, textEffect } from '../sequences/storedEffects.js';
import { summarizeEdit } from '../sequences/summarizeEdit.js';
import type { ImportProblem } from './importProblem.js';
import type { ReadFiles } from './readFiles.js';

/** What something in an import's files does to the people in sequences. */
export interface ImportEffect {
  readonly effect: ChangeEffect;
  /** Names the version that it goes over. */
  readonly over: string;
  /** What is said where it takes another manager's yes, which an import cannot ask for; null where it does not. */
  readonly needsYes: (limit: number) => ImportProblem | null;
}

/** What sequences, texts and lists of an import change that are stored already, and for whom. Reads everybody in them. */
export async function importEffects(
  tables: Tables,
  { workspace, now }: { readonly workspace: Workspace; readonly now: DateTime },
  { sequences, templates, lists }: Pick<ReadFiles, 'sequences' | 'templates' | 'lists'>,
): Promise<ImportEffect[]> {
  const { id: workspaceId } = workspace;
  const effects: ImportEffect[] = [];
  for (const { sequence: after, problem } of sequences) {
    const stored = await tables.sequences.byName(workspaceId, after.name);
    const before = stored === null ? null : await tables.sequences.version(stored.currentVersionId);
    if (stored === null || before === null || isSame(before.definition, after)) continue;
    const summary = await summarizeEdit(tables, workspace, before, after, now);
    const effect = { of: 'sequence', before, after, summary, numbers: summary.numbers } as const;
    const needsYes = (limit: number) => {
      const people = concernedBy(effect);
      if (people <= limit) return null;
      return problem({ path: 'steps', ...refuse('editOfMany', people, stored.name, limit, stored.slug) });
    };
    effects.push({ effect, over: before.id, needsYes });
  }
  for (const { template: after, problem } of templates) {
    const before = await tables.templates.byName(workspaceId, after.name);
    const effect = before === null ? null : await textEffect(tables, workspace, { before, after, now });
    if (before === null || effect === null) continue;
    const needsYes = (limit: number) => {
      const many = manyGet(effect, limit);
      return many && problem({ path: after.kind, ...refuse('textOfMany', limit, many.sequence.name, after.name) });
    };
    effects.push({ effect, over: `${before.id}/${before.version}`, needsYes });
  }
  const storedLists = new Map((await tables.parcels.lists(workspaceId)).map((list) => [list.name, list]));
  for (const { list: after, problem } of lists) {
    const before = storedLists.get(after.name);
    const effect = before === undefined ? null : await listEffect(tables, workspace, { before, after, now });
    if (before === undefined || effect === null) continue;
    const needsYes = (limit: number) => {
      const many = manyGet(effect, limit);
      return many && problem({ path: 'items', ...refuse('listOfMany', limit, many.sequence.name, many.sequence.slug) });
    };
    effects.push({ effect, over: `${before.id}/${before.version}`, needsYes });
  }
  return effects;
}
