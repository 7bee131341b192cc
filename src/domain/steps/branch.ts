import { z } from 'zod';
import { sequenceLimits } from '../limits.js';
import { coded } from '../refusal.js';
import { strictObject } from '../sequence/strict-object.js';
import { line } from '../sequence/text-schema.js';
import type { Condition } from './condition.js';
import { conditionsSchema } from './condition.js';
import type { TimedControlStep } from './control-step.js';
import { controlFromFile, controlSchema, controlToFile } from './control-step.js';
import type { StepId } from './step-kind.js';
import type { FileOf } from './step-schema.js';

/** Chooses a way: `then` where all conditions hold, otherwise `else`. */
export interface BranchStep extends TimedControlStep {
  readonly kind: 'branch';
  readonly if: readonly Condition[];
  readonly then: Way;
  readonly else: Way;
}

/** `goto` is a later step, `move` another sequence by name. */
export type Way = 'continue' | 'exit' | { readonly goto: StepId } | { readonly move: string };

const waySchema = z.union(
  [
    z.literal(['continue', 'exit']),
    strictObject({ goto: line(sequenceLimits.idLength) }),
    strictObject({ move: line(sequenceLimits.nameLength) }),
  ],
  { error: coded('notWay') },
);

export const branchSchemas = {
  step: controlSchema({
    kind: z.literal('branch'),
    if: conditionsSchema.min(1, coded('noneInList', 'condition')),
    // biome-ignore lint/suspicious/noThenProperty: the key of the file.
    then: waySchema.optional(),
    else: waySchema.optional(),
  }),
  date: null,
};
export type BranchFile = FileOf<typeof branchSchemas>;

export function branchFromFile(id: string, file: BranchFile): BranchStep {
  return {
    kind: 'branch',
    ...controlFromFile(id, file),
    if: file.if,
    // biome-ignore lint/suspicious/noThenProperty: the key of the file.
    then: file.then ?? 'continue',
    else: file.else ?? 'continue',
  };
}

export function branchToFile(step: BranchStep): BranchFile {
  return {
    ...controlToFile(step),
    kind: 'branch',
    if: [...step.if],
    // biome-ignore lint/suspicious/noThenProperty: the key of the file.
    then: step.then === 'continue' ? undefined : step.then,
    else: step.else === 'continue' ? undefined : step.else,
  };
}
