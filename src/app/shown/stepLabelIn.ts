import type { Sequence } from '../../domain/sequence/sequence.js';
import { stepLabel } from '../../domain/steps/step.js';

/** What people call a step of a sequence; the bare id where an edit took the step away. */
export function stepLabelIn({ steps }: Pick<Sequence, 'steps'>, stepId: string): string {
  const step = steps.find(({ id }) => id === stepId);
  return step === undefined ? stepId : stepLabel(step);
}
