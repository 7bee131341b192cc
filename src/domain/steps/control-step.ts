import type { z } from 'zod';
import { strictObject } from '../sequence/strict-object.js';
import type { When } from '../sequence/when.js';
import type { DateWhenFile, WhenFile } from '../sequence/when-schema.js';
import { dateWhenSchema, whenFromFile, whenSchema, whenToFile } from '../sequence/when-schema.js';
import type { StepBase } from './step.js';
import { stepShape } from './step-schema.js';

/** What branches, exits and rules have: control steps with a time of their own. */
export interface TimedControlStep extends StepBase {
  /** Null: left out, see `timingOf`. */
  readonly when: When | null;
}

/** The schema of such a kind with its own keys, in a step sequence. */
export function controlSchema<const S extends z.core.$ZodShape>(shape: S) {
  return strictObject({ ...stepShape, when: whenSchema.optional(), ...shape });
}

/** The same in a date sequence. */
export function datedControlSchema<const S extends z.core.$ZodShape>(shape: S) {
  return strictObject({ ...stepShape, when: dateWhenSchema, ...shape });
}

interface ControlFile {
  readonly name?: string | undefined;
  readonly when?: WhenFile | DateWhenFile | undefined;
}

export function controlFromFile(id: string, file: ControlFile) {
  return { id, name: file.name ?? null, when: whenFromFile(file.when) };
}

export function controlToFile(step: TimedControlStep) {
  return {
    id: step.id,
    name: step.name ?? undefined,
    when: step.when === null ? undefined : whenToFile(step.when),
  };
}
