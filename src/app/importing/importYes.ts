import { isDeepStrictEqual } from 'node:util';
import type { DateTime } from 'luxon';
import { refuse } from '../../domain/refusal.js';
import type { AppDeps } from '../deps.js';
import type { Tables } from '../ports/store.js';
import type { Workspace } from '../ports/stores/people.js';
import { peopleConcerned } from '../sequences/peopleConcerned.js';
import { isSame } from '../sequences/publishSequence.js';
import { whoMayAllow } from '../sequences/whoMayAllow.js';
import { listOfMany, textOfMany } from '../templates/textOfMany.js';
import type { ImportProblem } from './importProblem.js';
import type { ReadFiles } from './readFiles.js';

/**
 * Sequences, texts and lists that an import from Slack would change for more people than one manager decides about, where there is another
 * one to ask (decision 17): an edit and the form of a text ask them, an import cannot.
 */
export async function needingYes(
  tables: Tables,
  { workspace, by, settings, now }: ImportFromSlack,
  { sequences, templates, lists }: Pick<ReadFiles, 'sequences' | 'templates' | 'lists'>,
): Promise<ImportProblem[]> {
  const { id: workspaceId, approvalLimit: limit } = workspace;
  if ((await whoMayAllow(tables, { id: by, workspaceId }, settings)).length === 0) return [];
  const problems: ImportProblem[] = [];
  for (const { sequence, problem } of sequences) {
    const stored = await tables.sequences.byName(workspaceId, sequence.name);
    const before = stored === null ? null : await tables.sequences.version(stored.currentVersionId);
    if (stored === null || before === null || isSame(before.definition, sequence)) continue;
    const people = await peopleConcerned(tables, workspace, before, sequence, now);
    if (people <= limit) continue;
    problems.push(problem({ path: 'steps', ...refuse('editOfMany', people, stored.name, limit, stored.slug) }));
  }
  for (const { template, problem } of templates) {
    const stored = await tables.templates.byName(workspaceId, template.name);
    if (stored === null || isDeepStrictEqual(stored.content, template.content)) continue;
    const many = await textOfMany(tables, settings, { actor: { id: by, workspaceId }, name: template.name, now });
    if (many === null) continue;
    const why = refuse('textOfMany', many.limit, many.sequence.name, template.name);
    problems.push(problem({ path: template.kind, ...why }));
  }
  const stored = new Map((await tables.parcels.lists(workspaceId)).map((list) => [list.name, list]));
  for (const { list, problem } of lists) {
    const before = stored.get(list.name);
    if (before === undefined || isDeepStrictEqual(before.items, list.items)) continue;
    const many = await listOfMany(tables, settings, { actor: { id: by, workspaceId }, name: list.name, now });
    if (many === null) continue;
    const why = refuse('listOfMany', many.limit, many.sequence.name, many.sequence.slug);
    problems.push(problem({ path: 'items', ...why }));
  }
  return problems;
}

export interface ImportFromSlack {
  readonly workspace: Workspace;
  /** Who imports. */
  readonly by: string;
  readonly settings: Pick<AppDeps['settings'], 'admins'>;
  readonly now: DateTime;
}
