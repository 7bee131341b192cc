import { z } from 'zod';
import { sequenceLimits } from '../limits.js';
import { coded } from '../refusal.js';
import type { Action } from './action.js';
import { actionSchema } from './action.js';
import type { Condition } from './condition.js';
import { conditionsSchema } from './condition.js';
import type { TimedControlStep } from './control-step.js';
import { controlFromFile, controlSchema, controlToFile, datedControlSchema } from './control-step.js';
import type { FileOf } from './step-schema.js';

/** Does something where all conditions hold; without conditions, always. */
export interface RuleStep extends TimedControlStep {
  readonly kind: 'rule';
  readonly if: readonly Condition[];
  /** In this order. */
  readonly do: readonly Action[];
}

const shape = {
  kind: z.literal('rule'),
  if: conditionsSchema.optional(),
  do: z
    .array(actionSchema, { error: coded('notList', 'actions') })
    .min(1, coded('noneInList', 'action'))
    .max(sequenceLimits.actions, coded('tooMany', sequenceLimits.actions, 'actions')),
};

export const ruleSchemas = { step: controlSchema(shape), date: datedControlSchema(shape) };
export type RuleFile = FileOf<typeof ruleSchemas>;

export function ruleFromFile(id: string, file: RuleFile): RuleStep {
  return { kind: 'rule', ...controlFromFile(id, file), if: file.if ?? [], do: file.do };
}

export function ruleToFile(step: RuleStep): RuleFile {
  return {
    ...controlToFile(step),
    kind: 'rule',
    if: step.if.length === 0 ? undefined : [...step.if],
    do: [...step.do],
  };
}
