import type { ModalView } from '@slack/types';
import { isOutward, stepLabel } from '../../../domain/steps/step.js';
import { testModal } from '../../views/pick-modals.js';
import type { Acting } from '../acting.js';
import { chosenSequence } from '../enrolling/form-request.js';

/** The test modal, with the steps of the chosen sequence that reach somebody. */
export async function testView(
  acting: Acting,
  filled: { readonly sequenceId: string | null; readonly stepId: string | null },
): Promise<ModalView> {
  const sequences = await acting.deps.store.read.sequences.all(acting.workspace.id);
  const chosen = await chosenSequence(acting, filled.sequenceId);
  const steps = chosen?.version.definition.steps.filter(isOutward) ?? [];
  return testModal({
    sequences,
    sequenceId: chosen?.sequence.id ?? null,
    steps: steps.map((step) => ({ id: step.id, label: stepLabel(step) })),
    stepId: filled.stepId,
  });
}
