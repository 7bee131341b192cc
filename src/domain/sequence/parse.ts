import { refuse } from '../refusal.js';
import type { Step } from '../steps/step.js';
import { stepsProblems } from './check-steps.js';
import type { PathSegment, Problem } from './problems.js';
import { isObject, pathOf, zodProblems } from './problems.js';
import { idsOfSteps, readSteps } from './read-steps.js';
import type { Sequence, SequenceType } from './sequence.js';
import { defaultExitOn, exitEvents, fallbackDefaultTime } from './sequence.js';
import { reenrollFromFile, sequenceSchema, windowFromFile, windowSchema } from './sequence-schema.js';

export type ParsedSequence =
  | { readonly ok: true; readonly sequence: Sequence }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/**
 * Reads a sequence file (sequence-file.md) that is already JSON. All problems come at once, in the order of the file's
 * parts, their paths beginning with `pathPrefix`.
 */
export function parseSequence(input: unknown, options: { readonly pathPrefix?: string } = {}): ParsedSequence {
  const prefix = options.pathPrefix ?? '';
  const head = sequenceSchema.safeParse(input);
  const problems = head.success ? [] : zodProblems(head.error, input, prefix);
  if (!isObject(input)) return { ok: false, problems: [{ path: prefix, ...refuse('notSequence') }] };
  problems.push(...windowProblems(input.window, pathOf(prefix, 'window')));
  const type = input.type === 'date' ? 'date' : 'step';
  const context = { type, window: input.window } as const;
  const steps = parseSteps(Array.isArray(input.steps) ? input.steps : [], [prefix, 'steps'], context);
  problems.push(...steps.problems);
  if (!head.success || problems.length > 0) return { ok: false, problems };
  const file = head.data;
  const sequence: Sequence = {
    name: file.name,
    description: file.description ?? null,
    type,
    zone: file.zone ?? 'account',
    count: file.count ?? 'fired',
    reenroll: reenrollFromFile(file.reenroll),
    defaultTime: file.defaultTime ?? fallbackDefaultTime,
    window: windowFromFile(file.window),
    exitOn: file.exitOn ? exitEvents.filter((event) => file.exitOn?.includes(event)) : defaultExitOn,
    steps: steps.steps,
  };
  return { ok: true, sequence };
}

/** What the steps of a list are checked against. */
export interface StepsContext {
  readonly type: SequenceType;
  /** The sequence's window as given, parsed or not. */
  readonly window: unknown;
  /** Ids that are in use: those of the steps that an append comes after. */
  readonly taken?: ReadonlySet<string>;
}

/** Reads a list of steps at `path`. `steps` are complete only where there are no problems. */
export function parseSteps(
  raw: readonly unknown[],
  path: readonly PathSegment[],
  context: StepsContext,
): { readonly steps: readonly Step[]; readonly problems: readonly Problem[] } {
  const { type, window, taken = new Set<string>() } = context;
  const read = readSteps(raw, path, { type, taken });
  const ids = idsOfSteps(raw, taken);
  return { steps: read.steps, problems: [...read.problems, ...stepsProblems(raw, path, { type, window, ids })] };
}

/** `from` must be before `to`: two things that exclude each other, so the window itself is wrong. */
function windowProblems(window: unknown, path: string): Problem[] {
  if (!isObject(window)) return [];
  const file = windowSchema.pick({ from: true, to: true }).safeParse({ from: window.from, to: window.to });
  if (!file.success || (file.data.from ?? '00:00') < (file.data.to ?? '24:00')) return [];
  return [{ path, ...refuse('shutBeforeOpen', file.data.from ?? '00:00', file.data.to ?? '24:00') }];
}
