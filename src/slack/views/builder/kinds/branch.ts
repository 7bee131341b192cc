import type { KnownBlock } from '@slack/types';
import type { ShownStepForm } from '../../../../app/shown/builder.js';
import type { StepFileJson } from '../../../../domain/sequence/file.js';
import { isObject } from '../../../../domain/sequence/problems.js';
import { actionIds } from '../../../action-ids.js';
import { input, option } from '../../blocks.js';
import { radio } from '../../inputs.js';
import type { FormState } from '../../state.js';
import type { KindForm } from '../kind-form.js';
import { conditionList } from '../parts/part-lists.js';
import type { StepChoices, WayChoice } from '../step-choices.js';
import { sequenceMenu, stepMenu } from '../target-menus.js';
import { textOf } from '../text-fields.js';

/** The two ways by their keys of the file. */
const wayKeys = { holds: 'then', otherwise: 'else' } as const;
type WayKey = keyof typeof wayKeys;

export const branchForm: KindForm = {
  fields: (form, choices) => [
    ...conditionList(form, 'Asks whether all of these hold'),
    ...wayFields(form, 'holds', 'If so', choices),
    ...wayFields(form, 'otherwise', 'Otherwise', choices),
  ],
  read: (state, base, choices) => ({
    if: base.if ?? [],
    ...readWay(state, base, 'holds', choices),
    ...readWay(state, base, 'otherwise', choices),
  }),
};

const wayOptions = [
  option('Go on with the next step', 'continue'),
  option('Jump to a later step', 'goto'),
  option('Move to another sequence', 'move'),
  option('End here', 'exit'),
];

function wayFields(form: ShownStepForm, which: WayKey, label: string, choices: StepChoices): KnownBlock[] {
  const key = wayKeys[which];
  const way = form.file[key];
  const target = isObject(way) ? (textOf(way.goto) ?? textOf(way.move)) : null;
  // A goto leads forward only.
  const later = form.steps.slice(form.steps.findIndex(({ id }) => id === (form.stepId ?? form.after)) + 1);
  return [
    input(`${key}.way`, label, radio(actionIds.builder.way, wayOptions, choices[which]), { dispatch: true }),
    ...(choices[which] === 'goto'
      ? [input(`${key}.goto`, `${label}: jump to`, stepMenu(later, target, 'Choose a later step'))]
      : []),
    ...(choices[which] === 'move'
      ? [input(`${key}.move`, `${label}: move to`, sequenceMenu(form.sequences, target))]
      : []),
  ];
}

/** The choice of a way that was made in the form; null where it has none. */
export function readWayChoice(state: FormState, which: WayKey): string | null {
  return state.choice(`${wayKeys[which]}.way`);
}

function readWay(state: FormState, base: StepFileJson, which: WayKey, choices: StepChoices): StepFileJson {
  const key = wayKeys[which];
  const before = base[key];
  const targetOf = (way: Extract<WayChoice, 'goto' | 'move'>) => {
    const blockId = `${key}.${way}`;
    if (state.has(blockId)) return { [way]: state.choice(blockId) ?? '' };
    return { [way]: (isObject(before) && textOf(before[way])) || '' };
  };
  const way = choices[which];
  return { [key]: way === 'continue' ? undefined : way === 'exit' ? 'exit' : targetOf(way) };
}
