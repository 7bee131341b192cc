import type { InputBlock } from '@slack/types';
import type { ListedStep, ShownStepForm } from '../../../app/shown/builder.js';
import { actionIds } from '../../action-ids.js';
import { input, option } from '../blocks.js';
import { select } from '../inputs.js';
import type { FormState } from '../state.js';

const blockId = 'place';
const first = 'first';

/** Where the step stands: inserting and moving anywhere is choosing here. Nothing where it is the only one. */
export function placeField({ steps, stepId, after }: ShownStepForm): InputBlock[] {
  const options = placeOptions(steps, stepId);
  if (options.length === 1) return [];
  const chosen = after === null ? first : placeValue(after);
  return [input(blockId, 'Place', select(actionIds.builder.place, options, chosen, 'Choose a place'))];
}

/** Every place among the other steps. */
export function placeOptions(steps: readonly ListedStep[], stepId: string | null) {
  const others = steps.filter(({ id }) => id !== stepId);
  return [
    option('First', first),
    ...others.map(({ id, label }, index) => option(`After ${index + 1}. ${label}`, placeValue(id))),
  ];
}

function placeValue(stepId: string): string {
  return `after:${stepId}`;
}

/** The step that it is to come after, null: it comes first; undefined where the form did not ask. */
export function readPlace(state: FormState): string | null | undefined {
  const chosen = state.choice(blockId);
  if (chosen === null) return undefined;
  return chosen === first ? null : chosen.slice(placeValue('').length);
}
