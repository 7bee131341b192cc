import { isDeepStrictEqual } from 'node:util';
import { refuse } from '../../domain/refusal.js';
import type { Problem } from '../../domain/sequence/problems.js';
import { stepLabel } from '../../domain/steps/step.js';
import type { StoredTemplate } from '../../domain/template/stored-template.js';
import type { Tables } from '../ports/store.js';
import { storedTextProblems } from '../sequences/checkSteps.js';
import { templateUses } from './templateUses.js';

/**
 * What a stored text as it is written anew breaks in the sequences that call it: a first mail without a subject, a condition
 * that asks for an outcome which its task then cannot have. What was wrong before is not told. Paths as in the template's file.
 */
export async function brokenUses(
  tables: Pick<Tables, 'templates' | 'sequences'>,
  workspaceId: string,
  anew: StoredTemplate,
  /** Lower-case names of sequences that are published together with it, and checked by themselves. */
  besides: readonly string[] = [],
): Promise<Problem[]> {
  const templates = await tables.templates.all(workspaceId);
  const before = templates.find(({ name }) => name === anew.name);
  if (before === undefined || isDeepStrictEqual(before.content, anew.content)) return [];
  const after = [...templates.filter((one) => one !== before), anew];
  const problems: Problem[] = [];
  for (const sequence of (await templateUses(tables, workspaceId)).get(anew.name) ?? []) {
    const version = await tables.sequences.version(sequence.currentVersionId);
    if (version === null || besides.includes(sequence.name.toLowerCase())) continue;
    const { steps } = version.definition;
    const known = storedTextProblems(steps, [], { templates });
    const found = storedTextProblems(steps, [], { templates: after }).find(
      (one) => !known.some((old) => isDeepStrictEqual(old, one)),
    );
    if (found === undefined) continue;
    const step = steps[Number(/^\[(\d+)\]/.exec(found.path)?.[1])];
    const where = step === undefined ? sequence.name : `“${stepLabel(step)}” of ${sequence.name}`;
    problems.push({ path: fields[anew.kind], ...refuse('breaksOther', where, found.message, sequence.name) });
  }
  return problems;
}

/** What of a text other steps rely on. */
const fields = {
  email: 'email.subject',
  task: 'task.type',
  sms: 'sms.body',
  postcard: 'postcard.front',
} as const satisfies Readonly<Record<StoredTemplate['kind'], string>>;
