import { z } from 'zod';
import { sequenceLimits } from '../limits.js';
import { line } from '../sequence/text-schema.js';
import type { TimedControlStep } from './control-step.js';
import { controlFromFile, controlSchema, controlToFile } from './control-step.js';
import type { FileOf } from './step-schema.js';

/** Ends the enrollment. */
export interface ExitStep extends TimedControlStep {
  readonly kind: 'exit';
  /** For people; null: none was given. */
  readonly reason: string | null;
  /** The sequence that the contact goes on in, by name. */
  readonly moveTo: string | null;
}

export const exitSchemas = {
  step: controlSchema({
    kind: z.literal('exit'),
    reason: line().optional(),
    moveTo: line(sequenceLimits.nameLength).optional(),
  }),
  date: null,
};
export type ExitFile = FileOf<typeof exitSchemas>;

export function exitFromFile(id: string, file: ExitFile): ExitStep {
  return { kind: 'exit', ...controlFromFile(id, file), reason: file.reason ?? null, moveTo: file.moveTo ?? null };
}

export function exitToFile(step: ExitStep): ExitFile {
  return {
    ...controlToFile(step),
    kind: 'exit',
    reason: step.reason ?? undefined,
    moveTo: step.moveTo ?? undefined,
  };
}
