import type { InputBlock } from '@slack/types';
import type { ShownStepForm } from '../../../app/shown/builder.js';
import { sequenceLimits } from '../../../domain/limits.js';
import { isObject } from '../../../domain/sequence/problems.js';
import { actionIds } from '../../action-ids.js';
import { input, option } from '../blocks.js';
import { checkboxes, dateInput, numberInput, radio, select, textInput, timeInput } from '../inputs.js';
import type { FormState } from '../state.js';
import type { StepChoices } from './step-choices.js';
import { textOf } from './text-fields.js';
import { readNumber, whenBlocks } from './when-fields.js';

/** Input blocks of the date that a step of a date sequence stands on. */
const dateBlocks = {
  date: 'when.date',
  event: 'when.event',
  offset: 'when.offset.days',
  side: 'when.offset.side',
  annually: 'when.annually',
} as const;

const timings = [
  option('On a date', 'date', 'The same for everybody'),
  option('By a date of the contact', 'event', 'A field of theirs, such as renewal'),
];
const sides = [option('Before it', 'before'), option('After it, or on the day', 'after')];

/** The date of a step in a date sequence: only the fields that the chosen form of it has. */
export function dateWhenFields(
  { file, defaultTime }: Pick<ShownStepForm, 'file' | 'defaultTime'>,
  { timing }: StepChoices,
): InputBlock[] {
  const when = isObject(file.when) ? file.when : {};
  const days = offsetOf(when.offset);
  const every = [option('Every year again', 'annually')];
  return [
    input(whenBlocks.timing, 'When', radio(actionIds.builder.timing, timings, timing), { dispatch: true }),
    ...(timing === 'event'
      ? [
          input(dateBlocks.event, 'Field', textInput(textOf(when.event), { max: sequenceLimits.lineLength }), {
            hint: 'Its name as in the contact, such as renewal or birthday.',
          }),
          input(dateBlocks.offset, 'Days apart', numberInput(Math.abs(days), 0, sequenceLimits.days)),
          input(
            dateBlocks.side,
            'Before or after it',
            select(actionIds.field, sides, days < 0 ? 'before' : 'after', 'Side'),
          ),
        ]
      : [input(dateBlocks.date, 'Date', dateInput(textOf(when.date)))]),
    input(whenBlocks.at, 'At', timeInput(textOf(when.at)), {
      optional: true,
      hint: `Empty: the usual time, ${defaultTime}.`,
    }),
    input(
      dateBlocks.annually,
      'Again',
      checkboxes(actionIds.field, every, when.annually === true ? ['annually'] : []),
      { optional: true },
    ),
  ];
}

function offsetOf(offset: unknown): number {
  const days = typeof offset === 'string' ? Number(offset.split(' ')[0]) : 0;
  return Number.isInteger(days) ? days : 0;
}

/** `when` as the sequence file has it in a date sequence. */
export function readDateWhen(state: FormState, timing: StepChoices['timing']): unknown {
  const at = state.choice(whenBlocks.at);
  const rest = {
    ...(at === null ? {} : { at }),
    ...(state.choices(dateBlocks.annually).includes('annually') ? { annually: true } : {}),
  };
  if (timing !== 'event') {
    const date = state.choice(dateBlocks.date);
    return { ...(date === null ? {} : { date }), ...rest };
  }
  const typed = readNumber(state, dateBlocks.offset) ?? 0;
  const days = typeof typed === 'number' && state.choice(dateBlocks.side) === 'before' ? -typed : typed;
  const offset = `${days} ${days === 1 || days === -1 ? 'day' : 'days'}`;
  return { event: state.text(dateBlocks.event) ?? '', ...(days === 0 ? {} : { offset }), ...rest };
}
