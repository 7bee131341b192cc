import { isDeepStrictEqual } from 'node:util';
import type { DateTime } from 'luxon';
import { refuse } from '../../domain/refusal.js';
import type { Tables } from '../ports/store.js';
import type { Workspace } from '../ports/stores/people.js';
import { type ChangeEffect, concernedBy } from '../sequences/changeEffects.js';
import { isSame } from '../sequences/publishSequence.js';
import { summarizeEdit } from '../sequences/summarizeEdit.js';
import { type PeopleAhead, peopleWithList, peopleWithText } from '../templates/textOfMany.js';
import type { ImportProblem } from './importProblem.js';
import type { ReadFiles } from './readFiles.js';

/** What something in an import's files does to the people in sequences. */
export interface ImportEffect {
  readonly effect: ChangeEffect;
  /** Names the version that it goes over. */
  readonly over: string;
  /** What is said where it takes another manager's yes, which an import cannot ask for. */
  readonly needsYes: (limit: number) => ImportProblem;
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
      return problem({ path: 'steps', ...refuse('editOfMany', people, stored.name, limit, stored.slug) });
    };
    effects.push({ effect, over: before.id, needsYes });
  }
  for (const { template: after, problem } of templates) {
    const before = await tables.templates.byName(workspaceId, after.name);
    if (before === null || isDeepStrictEqual(before.content, after.content)) continue;
    const ahead = await peopleWithText(tables, workspace, after.name, now);
    const needsYes = (limit: number) => {
      const why = refuse('textOfMany', limit, firstOf(ahead).name, after.name);
      return problem({ path: after.kind, ...why });
    };
    const effect = { of: 'text', before, after, numbers: ahead.numbers, sequences: namesIn(ahead) } as const;
    effects.push({ effect, over: `${before.id}/${before.version}`, needsYes });
  }
  const storedLists = new Map((await tables.parcels.lists(workspaceId)).map((list) => [list.name, list]));
  for (const { list: after, problem } of lists) {
    const before = storedLists.get(after.name);
    if (before === undefined || isDeepStrictEqual(before.items, after.items)) continue;
    const ahead = await peopleWithList(tables, workspace, after.name, now);
    const needsYes = (limit: number) => {
      const { name, slug } = firstOf(ahead);
      return problem({ path: 'items', ...refuse('listOfMany', limit, name, slug) });
    };
    const effect = { of: 'list', before, after, numbers: ahead.numbers, sequences: namesIn(ahead) } as const;
    effects.push({ effect, over: `${before.id}/${before.version}`, needsYes });
  }
  return effects;
}

/** Where it concerns many, there is one. */
function firstOf({ sequences: [first] }: PeopleAhead) {
  if (first === undefined) throw new Error('nobody is in a sequence that calls it');
  return first;
}

function namesIn({ sequences }: PeopleAhead): string[] {
  return sequences.map(({ name }) => name);
}
