import type { StepFileJson } from '../../domain/sequence/file.js';
import { isObject } from '../../domain/sequence/problems.js';

/** Lists of a step whose parts are each worked on by themselves, by their keys of the file. */
export const partLists = ['if', 'do', 'variants'] as const;
export type PartList = (typeof partLists)[number];

/** Which part: `index` null: a new one; `or`, of a condition: which of its alternatives, `new`: another one. */
export interface PartPlace {
  readonly list: PartList;
  readonly index: number | null;
  readonly or: number | 'new' | null;
}

/** The alternatives of a condition: those of an `any`, else itself. */
export function alternativesOf(condition: unknown): readonly unknown[] {
  return isObject(condition) && Array.isArray(condition.any) ? condition.any : [condition];
}

/** What a place holds; null: nothing yet, or not any more. */
export function partAt(file: StepFileJson, { list, index, or }: PartPlace): unknown {
  const part: unknown = index === null ? null : (partsOf(file, list)[index] ?? null);
  if (or === null || part === null) return part;
  return or === 'new' ? null : (alternativesOf(part)[or] ?? null);
}

/** The step with this part in its place; null takes it out. A place that is gone is the end of its list. */
export function withPart(file: StepFileJson, place: PartPlace, part: unknown): StepFileJson {
  const { list, index, or } = place;
  const parts = partsOf(file, list);
  const before = index === null ? undefined : parts[index];
  if (before === undefined) return part === null ? file : { ...file, [list]: [...parts, part] };
  const alternatives = or === null ? [] : replaced(alternativesOf(before), or === 'new' ? null : or, part);
  const whole = or === null ? part : alternatives.length > 1 ? { any: alternatives } : (alternatives[0] ?? null);
  return { ...file, [list]: replaced(parts, index, whole) };
}

function replaced(parts: readonly unknown[], index: number | null, part: unknown): unknown[] {
  if (index === null) return [...parts, part];
  return parts.flatMap((one, at) => (at !== index ? [one] : part === null ? [] : [part]));
}

function partsOf(file: StepFileJson, list: PartList): readonly unknown[] {
  const parts = file[list];
  return Array.isArray(parts) ? parts : [];
}
