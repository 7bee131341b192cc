import { sequenceLimits } from '../limits.js';
import { decoded, type Refusal, refuse } from '../refusal.js';
import type { StepReading } from '../steps/kinds.js';
import { kindsIn, readStep } from '../steps/kinds.js';
import type { Step } from '../steps/step.js';
import type { StepKind } from '../steps/step-kind.js';
import { stepKinds } from '../steps/step-kind.js';
import { contentProblems } from './check-content.js';
import type { PathSegment, Problem } from './problems.js';
import { isObject, pathOf, zodProblems } from './problems.js';
import type { SequenceType } from './sequence.js';
import { slugOf, uniqueSlug } from './slug.js';
import { idSchema } from './text-schema.js';

interface StepsReading {
  readonly steps: readonly Step[];
  readonly problems: readonly Problem[];
}

/**
 * Reads each step by its kind and gives ids to those without: the name in kebab case, numbered where that is taken.
 * `taken` are ids that are in use already.
 */
export function readSteps(
  raw: readonly unknown[],
  path: readonly PathSegment[],
  context: { readonly type: SequenceType; readonly taken: ReadonlySet<string> },
): StepsReading {
  const steps: Step[] = [];
  const problems: Problem[] = [];
  const ids = assignIds(raw, context.taken);
  raw.forEach((item, index) => {
    const here = pathOf(...path, index);
    const id = ids[index] ?? { problems: [] };
    const reading = isObject(item)
      ? readOne(item, here, context.type)
      : { problems: [{ path: here, ...refuse('notStep') }] };
    problems.push(
      ...id.problems.map((why) => ({ path: 'id' in (isObject(item) ? item : {}) ? `${here}.id` : here, ...why })),
    );
    problems.push(...reading.problems);
    if (id.id !== undefined && reading.toStep) steps.push(reading.toStep(id.id));
  });
  return { steps, problems };
}

/** The ids that steps have, or get from their names, whatever else is wrong with them; null where there is none. */
export function idsOfSteps(raw: readonly unknown[], taken: ReadonlySet<string> = new Set()): (string | null)[] {
  return assignIds(raw, taken).map(({ id }) => id ?? null);
}

interface OneReading {
  readonly problems: readonly Problem[];
  readonly toStep?: Extract<StepReading, { ok: true }>['toStep'];
}

function readOne(item: Record<string, unknown>, path: string, type: SequenceType): OneReading {
  const kind = kindProblem(item, path, type);
  if ('message' in kind) return { problems: [kind] };
  if (isDeeperThan(item, sequenceLimits.nesting)) {
    return { problems: [{ path, ...refuse('tooDeep', sequenceLimits.nesting) }] };
  }
  const reading = readStep(kind.kind, type, item);
  const problems = reading.ok ? [] : zodProblems(reading.error, item, path);
  problems.push(...contentProblems(kind.kind, item, path));
  return reading.ok ? { problems, toStep: reading.toStep } : { problems };
}

function kindProblem(item: Record<string, unknown>, path: string, type: SequenceType): { kind: StepKind } | Problem {
  if (item.kind === undefined) return { path, ...refuse('missing', '"kind"') };
  const kinds = kindsIn(type);
  const kind = kinds.find((known) => known === item.kind);
  if (kind) return { kind };
  const elsewhere = stepKinds.find((known) => known === item.kind);
  const why = elsewhere ? refuse('wrongKind', elsewhere, type, kinds) : refuse('notOneOf', kinds);
  return { path: pathOf(path, 'kind'), ...why };
}

/** Whether a value holds objects or lists in each other beyond `most` levels: conditions may, and are read in turn. */
function isDeeperThan(value: unknown, most: number): boolean {
  let level: readonly unknown[] = [value];
  for (let depth = 0; depth <= most; depth += 1) {
    level = level.flatMap((one) => (typeof one === 'object' && one !== null ? Object.values(one) : []));
    if (level.length === 0) return false;
  }
  return true;
}

interface AssignedId {
  readonly id?: string;
  readonly problems: readonly Refusal[];
}

function assignIds(raw: readonly unknown[], taken: ReadonlySet<string>): AssignedId[] {
  const given = raw.map((item) => (isObject(item) ? item.id : undefined));
  const used = new Set(taken);
  const assigned: AssignedId[] = given.map((id) => {
    if (id === undefined) return { problems: [] };
    const checked = idSchema.safeParse(id);
    if (!checked.success) return { problems: [decoded(checked.error.issues[0]?.message ?? '')] };
    if (used.has(checked.data)) return { problems: [refuse('stepIdTaken', checked.data)] };
    used.add(checked.data);
    return { id: checked.data, problems: [] };
  });
  // Ids that were written down come first; those made from names give way to them.
  return assigned.map((assignment, index) => {
    const item = raw[index];
    if (given[index] !== undefined || !isObject(item)) return assignment;
    if (typeof item.name !== 'string' || item.name === '') {
      return item.name === undefined ? { problems: [refuse('missing', '"id" or "name"')] } : { problems: [] };
    }
    const id = uniqueSlug(slugOf(item.name) || 'step', used);
    used.add(id);
    return { id, problems: [] };
  });
}
