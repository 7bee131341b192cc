import type { StepReading } from '../steps/kinds.js';
import { contentKeyOf, readStep } from '../steps/kinds.js';
import type { Step } from '../steps/step.js';
import type { StepKind } from '../steps/step-kind.js';
import { stepKinds, stepKindsToCome } from '../steps/step-kind.js';
import { stepIdSchema } from '../steps/step-schema.js';
import type { PathSegment, Problem } from './problems.js';
import { isObject, pathOf, zodProblems } from './problems.js';
import { slugOf, uniqueSlug } from './slug.js';

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
  taken: ReadonlySet<string>,
): StepsReading {
  const steps: Step[] = [];
  const problems: Problem[] = [];
  const ids = assignIds(raw, taken);
  raw.forEach((item, index) => {
    const here = pathOf(...path, index);
    const id = ids[index] ?? { problems: [] };
    const reading = isObject(item) ? readOne(item, here) : { problems: [{ path: here, message: 'must be a step' }] };
    problems.push(
      ...id.problems.map((message) => ({ path: 'id' in (isObject(item) ? item : {}) ? `${here}.id` : here, message })),
    );
    problems.push(...reading.problems);
    if (id.id !== undefined && reading.toStep) steps.push(reading.toStep(id.id));
  });
  return { steps, problems };
}

/** The ids that steps have, or get from their names, whatever else is wrong with them. */
export function idsOfSteps(raw: readonly unknown[], taken: ReadonlySet<string> = new Set()): string[] {
  return assignIds(raw, taken).flatMap(({ id }) => (id === undefined ? [] : [id]));
}

interface OneReading {
  readonly problems: readonly Problem[];
  readonly toStep?: Extract<StepReading, { ok: true }>['toStep'];
}

function readOne(item: Record<string, unknown>, path: string): OneReading {
  const kind = kindProblem(item, path);
  if ('message' in kind) return { problems: [kind] };
  const reading = readStep(kind.kind, item);
  const problems = reading.ok ? [] : zodProblems(reading.error, item, path);
  problems.push(...contentProblems(kind.kind, item, path));
  return reading.ok ? { problems, toStep: reading.toStep } : { problems };
}

function kindProblem(item: Record<string, unknown>, path: string): { kind: StepKind } | Problem {
  if (item.kind === undefined) return { path, message: '"kind" is missing' };
  const kind = stepKinds.find((known) => known === item.kind);
  if (kind) return { kind };
  const toCome = stepKindsToCome.find((known) => known === item.kind);
  const message = toCome ? `${toCome} is not available yet; available: ` : 'must be one of ';
  return { path: pathOf(path, 'kind'), message: message + stepKinds.join(', ') };
}

/** A step that has a content has exactly one. */
function contentProblems(kind: StepKind, item: Record<string, unknown>, path: string): Problem[] {
  const key = contentKeyOf(kind);
  if (key === null) return [];
  if (item.variants !== undefined) {
    const message = `variants (split tests) are not available yet; available: ${key}, template`;
    return [{ path: pathOf(path, 'variants'), message }];
  }
  const given = [key, 'template'].filter((content) => item[content] !== undefined);
  if (given.length === 0) return [{ path, message: `"${key}" or "template" is missing` }];
  if (given.length > 1) return [{ path, message: `"${key}" and "template" exclude each other` }];
  return [];
}

interface AssignedId {
  readonly id?: string;
  readonly problems: readonly string[];
}

function assignIds(raw: readonly unknown[], taken: ReadonlySet<string>): AssignedId[] {
  const given = raw.map((item) => (isObject(item) ? item.id : undefined));
  const used = new Set(taken);
  const assigned: AssignedId[] = given.map((id) => {
    if (id === undefined) return { problems: [] };
    const checked = stepIdSchema.safeParse(id);
    if (!checked.success) return { problems: [checked.error.issues[0]?.message ?? 'is not an id'] };
    if (used.has(checked.data)) return { problems: [`"${checked.data}" is used by another step`] };
    used.add(checked.data);
    return { id: checked.data, problems: [] };
  });
  // Ids that were written down come first; those made from names give way to them.
  return assigned.map((assignment, index) => {
    const item = raw[index];
    if (given[index] !== undefined || !isObject(item)) return assignment;
    if (typeof item.name !== 'string' || item.name === '') {
      return item.name === undefined ? { problems: ['"id" or "name" is missing'] } : { problems: [] };
    }
    const id = uniqueSlug(slugOf(item.name) || 'step', used);
    used.add(id);
    return { id, problems: [] };
  });
}
