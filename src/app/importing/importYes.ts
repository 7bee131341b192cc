import { isDeepStrictEqual } from 'node:util';
import type { DateTime } from 'luxon';
import type { AppDeps } from '../deps.js';
import type { Tables } from '../ports/store.js';
import type { Workspace } from '../ports/stores/people.js';
import { peopleConcerned } from '../sequences/peopleConcerned.js';
import { isSame } from '../sequences/publishSequence.js';
import { whoMayAllow } from '../sequences/whoMayAllow.js';
import { textOfMany } from '../templates/textOfMany.js';
import type { ImportProblem } from './importProblem.js';
import type { ReadFiles } from './readFiles.js';

/**
 * Sequences and texts that an import from Slack would change for more people than one manager decides about, where there is another
 * one to ask (decision 17): an edit and the form of a text ask them, an import cannot.
 */
export async function needingYes(
  tables: Tables,
  { workspace, by, settings, now }: ImportFromSlack,
  { sequences, templates }: Pick<ReadFiles, 'sequences' | 'templates'>,
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
    const message = `it concerns ${people} people in ${stored.name}, and more than ${limit} take another manager’s yes: change it with \`edit ${stored.slug}\`, which asks for that`;
    problems.push(problem({ path: 'steps', message }));
  }
  for (const { template, problem } of templates) {
    const stored = await tables.templates.byName(workspaceId, template.name);
    if (stored === null || isDeepStrictEqual(stored.content, template.content)) continue;
    const many = await textOfMany(tables, settings, { actor: { id: by, workspaceId }, name: template.name, now });
    if (many === null) continue;
    const { limit, sequence } = many;
    const message = `more than ${limit} people, in ${sequence.name} among others, have it ahead of them, which takes another manager’s yes: change it with \`templates ${template.name}\`, which asks for that`;
    problems.push(problem({ path: template.kind, message }));
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
