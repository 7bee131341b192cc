import type { Sequence } from '../../domain/sequence/sequence.js';
import { stepLabel } from '../../domain/steps/step.js';

/**
 * What people call a step of a sequence; the bare id where an edit took the step away. A task that a rule makes (`rule/1`)
 * goes by its rule.
 */
export function stepLabelIn({ steps }: Pick<Sequence, 'steps'>, stepId: string): string {
  const [own] = stepId.split('/', 1);
  const step = steps.find(({ id }) => id === own);
  return step === undefined ? (own ?? stepId) : stepLabel(step);
}
