import type { Remark } from '../../domain/coach/remark.js';
import { refuse } from '../../domain/refusal.js';
import { slugOf } from '../../domain/sequence/slug.js';
import type { Tables } from '../ports/store.js';
import type { Carried } from '../sequences/availability.js';
import { checkSteps } from '../sequences/checkSteps.js';
import { knownNames } from '../sequences/checkTexts.js';
import { coachSequence } from '../sequences/coachSequence.js';
import { type Publication, type PublishedSequence, publishSequence } from '../sequences/publishSequence.js';
import { brokenUses } from '../templates/brokenUses.js';
import type { ImportProblem } from './importProblem.js';
import type { ReadFiles, readFiles } from './readFiles.js';

/** What became of a sequence in a file. */
export interface ImportedSequence {
  readonly name: string;
  readonly kind: 'created' | 'new-version' | 'unchanged';
  readonly version: number;
  /** Open enrollments that were taken over into the new version. */
  readonly takenOver: number;
  /** What the coach says; it stops nothing. */
  readonly remarks: readonly Remark[];
}

/** What sequences ask of what is stored and configured, and do not get; what is in the same import counts. */
export async function unmetSteps(
  { tables, carried }: { readonly tables: Tables; readonly carried: Carried },
  workspaceId: string,
  { sequences, templates, lists, customFields }: ReturnType<typeof readFiles>,
): Promise<ImportProblem[]> {
  const stored = await knownNames(tables, workspaceId, carried);
  const known = {
    lists: [...stored.lists, ...lists.map(({ list }) => list.name)],
    // A text that comes along goes before the one that is stored.
    templates: [...templates.map(({ template }) => template), ...stored.templates],
    senders: stored.senders,
    sequences: [...stored.sequences, ...namesOf(sequences)],
    customFields,
    carried,
  };
  return sequences.flatMap(({ sequence, problem }) => [
    ...(sequence.steps.length === 0 ? [problem({ path: 'steps', ...refuse('noSteps') })] : []),
    ...checkSteps(sequence.steps, ['steps'], known).map(problem),
  ]);
}

/** Names and slugs of the sequences of an import: they may name each other. */
function namesOf(sequences: ReadFiles['sequences']): string[] {
  return sequences.flatMap(({ sequence: { name } }) => [name, slugOf(name)]);
}

/** Names of sequences that nobody uses any more or that are of the other type, and of templates of another kind. */
export async function refusedNames(
  tables: Tables,
  workspaceId: string,
  { sequences, templates }: ReadFiles,
): Promise<ImportProblem[]> {
  const problems = [];
  for (const { template, problem } of templates) {
    const stored = await tables.templates.byName(workspaceId, template.name);
    if (stored === null || stored.kind === template.kind) continue;
    problems.push(problem({ path: 'kind', ...refuse('otherKind', template.name, stored.kind) }));
  }
  for (const { sequence, problem } of sequences) {
    const stored = await tables.sequences.byName(workspaceId, sequence.name);
    if (stored === null) continue;
    if (stored.archivedAt !== null) {
      problems.push(problem({ path: 'name', ...refuse('archived', stored.name) }));
      continue;
    }
    const { type } = (await tables.sequences.version(stored.currentVersionId))?.definition ?? sequence;
    if (type === sequence.type) continue;
    problems.push(problem({ path: 'type', ...refuse('otherType', stored.name, type) }));
  }
  return problems;
}

/** What texts of an import break in the sequences that call them and are not in it themselves. */
export async function brokenByTexts(
  tables: Tables,
  workspaceId: string,
  { sequences, templates }: ReadFiles,
): Promise<ImportProblem[]> {
  const besides = sequences.map(({ sequence }) => sequence.name.toLowerCase());
  const problems = [];
  for (const { template, problem } of templates) {
    problems.push(...(await brokenUses(tables, workspaceId, template, besides)).map(problem));
  }
  return problems;
}

/** Publishes all of them: new ones, and new versions of those that there are. */
export async function publishAll(
  context: Parameters<typeof publishSequence>[0],
  by: Pick<Publication, 'workspaceId' | 'publishedById' | 'finished'>,
  { sequences, customFields }: ReadFiles & Pick<ReturnType<typeof readFiles>, 'customFields'>,
): Promise<ImportedSequence[]> {
  const { tables } = context;
  const known = [];
  for (const { sequence } of sequences) {
    known.push({ definition: sequence, before: await tables.sequences.byName(by.workspaceId, sequence.name) });
  }
  // All rows first, in one order for everybody; their enrollments after.
  for (const id of known.flatMap(({ before }) => before?.id ?? []).sort()) await tables.sequences.lock(id);
  const published = [];
  for (const { definition, before } of known) {
    const as = before === null ? 'new' : { sequenceId: before.id };
    const alsoNamed = namesOf(sequences);
    const publication = { ...by, definition, customFields, alsoNamed, as } as const;
    const outcome = accepted(await publishSequence(context, publication));
    const remarks = await coachSequence(tables, by.workspaceId, definition);
    published.push({ name: definition.name, ...outcome, remarks });
  }
  return published;
}

function accepted(outcome: PublishedSequence) {
  if (!outcome.ok) throw new Error(`a sequence that was checked is refused: ${JSON.stringify(outcome)}`);
  const { kind, version, takenOver } = outcome;
  return { kind, version, takenOver };
}
