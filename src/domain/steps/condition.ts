import { z } from 'zod';
import { sequenceLimits } from '../limits.js';
import { coded } from '../refusal.js';
import { strictObject } from '../sequence/strict-object.js';
import { line } from '../sequence/text-schema.js';
import type { StepId } from './step-kind.js';

/** What a branch or a rule asks (sequence-file.md, "Conditions"), as the file has it. Steps are called by id. */
export type Condition =
  | { readonly tag: string }
  | { readonly field: string; readonly is: 'set' | 'empty' }
  | { readonly field: string; readonly is: Comparison; readonly value: string | number | boolean }
  /** `any`: to any step, or to none in particular. */
  | { readonly replied: StepId | 'any' }
  | { readonly opened: StepId }
  | { readonly clicked: StepId }
  | { readonly meetingBooked: true }
  | { readonly taskOutcome: StepId; readonly is: string }
  | { readonly not: Condition }
  | { readonly any: readonly Condition[] };

export const comparisons = ['equal', 'not equal', 'at least', 'at most', 'contains'] as const;
export type Comparison = (typeof comparisons)[number];

const presences = ['set', 'empty'] as const;
const isMessage = coded('notOneOf', [...presences, ...comparisons]);

const fieldSchema = strictObject({
  field: line(),
  is: z.enum([...presences, ...comparisons], { error: isMessage }),
  value: z
    .union(
      [z.string().max(sequenceLimits.lineLength, coded('tooLong', sequenceLimits.lineLength)), z.number(), z.boolean()],
      {
        error: coded('notValue', 'true or false'),
      },
    )
    .optional(),
})
  .refine(({ is, value }) => isPresence(is) || value !== undefined, coded('missing', '"value"'))
  .refine(({ is, value }) => !isPresence(is) || value === undefined, coded('valueWithoutPlace'))
  .transform(({ field, is, value }): Condition => {
    return isPresence(is) || value === undefined ? { field, is: isPresence(is) ? is : 'set' } : { field, is, value };
  });

function isPresence(is: string): is is (typeof presences)[number] {
  return presences.some((presence) => presence === is);
}

export const conditionSchema: z.ZodType<Condition> = z.lazy(() =>
  z.union(
    [
      strictObject({ tag: line() }),
      fieldSchema,
      strictObject({ replied: line() }),
      strictObject({ opened: line() }),
      strictObject({ clicked: line() }),
      strictObject({ meetingBooked: z.literal(true, { error: coded('notTrue') }) }),
      strictObject({ taskOutcome: line(), is: line() }),
      strictObject({ not: conditionSchema }),
      strictObject({ any: conditionsSchema.min(1, coded('noneInList', 'condition')) }),
    ],
    { error: coded('notCondition') },
  ),
);

export const conditionsSchema = z
  .array(conditionSchema, { error: coded('notList', 'conditions') })
  .max(sequenceLimits.conditions, coded('tooMany', sequenceLimits.conditions, 'conditions'));
