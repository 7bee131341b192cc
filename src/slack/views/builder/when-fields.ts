import type { InputBlock } from '@slack/types';
import type { ShownStepForm } from '../../../app/shown/builder.js';
import { sequenceLimits } from '../../../domain/limits.js';
import type { StepFileJson } from '../../../domain/sequence/file.js';
import { isObject } from '../../../domain/sequence/problems.js';
import { parseDuration } from '../../../domain/sequence/when.js';
import type { StepKind } from '../../../domain/steps/step-kind.js';
import { actionIds } from '../../action-ids.js';
import { input, option } from '../blocks.js';
import { checkboxes, numberInput, radio, select, timeInput } from '../inputs.js';
import type { FormState } from '../state.js';
import type { StepChoices } from './step-choices.js';
import { chosenWeekdays, dayOptions } from './weekday-options.js';

/** Input blocks of a step's timing; their ids are paths of the sequence file, or lie just below one. */
export const whenBlocks = {
  timing: 'when.timing',
  days: 'when.days',
  at: 'when.at',
  amount: 'when.delay.amount',
  unit: 'when.delay.unit',
  weekdays: 'when.weekdays',
  repeats: 'repeat.repeats',
  every: 'repeat.every.amount',
  everyUnit: 'repeat.every.unit',
  times: 'repeat.times',
} as const;

const timings = [
  option('At a time of day', 'at'),
  option('After a delay', 'delay'),
  option('Immediately', 'immediately', 'As soon as the step before is over'),
];

/**
 * The timings that a form offers. What a step does that says nothing of its time (scheduling.md, "What is left out"), a
 * branch and an exit do at once: of two choices that mean the same they have one.
 */
function timingsOf(kind: StepKind, when: unknown, defaultTime: string) {
  const isAtOnce = kind === 'branch' || kind === 'exit';
  if (!isAtOnce) return [...timings, option('As usual', 'usual', `Next ${defaultTime}; right after a wait at once`)];
  const atOnce = when === 'immediately' ? 'immediately' : 'usual';
  return timings.map((one) => (one.value === 'immediately' ? { ...one, value: atOnce } : one));
}

/** When a step fires: only the fields that the chosen timing has. */
export function whenFields(
  {
    file,
    defaultTime,
    delayGridMinutes,
    kind,
  }: Pick<ShownStepForm, 'file' | 'defaultTime' | 'delayGridMinutes' | 'kind'>,
  choices: StepChoices,
): InputBlock[] {
  const when = isObject(file.when) ? file.when : {};
  const days = typeof when.days === 'number' ? when.days : 0;
  const delay = typeof when.delay === 'string' ? parseDuration(when.delay) : null;
  const chosenDays = chosenWeekdays(when.weekdays);
  const daysHint = 'Counted from when the step before is over; 0 is the same day.';
  return [
    input(
      whenBlocks.timing,
      'When',
      radio(actionIds.builder.timing, timingsOf(kind, file.when, defaultTime), choices.timing),
      { dispatch: true },
    ),
    ...(choices.timing === 'at' || choices.timing === 'delay'
      ? [
          input(whenBlocks.days, 'Days later', numberInput(days, 0, sequenceLimits.days), {
            optional: true,
            hint: daysHint,
          }),
        ]
      : []),
    ...(choices.timing === 'at'
      ? [
          input(whenBlocks.at, 'At', timeInput(typeof when.at === 'string' ? when.at : null), {
            optional: true,
            hint: `Empty: the usual time, ${defaultTime}.`,
          }),
        ]
      : []),
    ...(choices.timing === 'delay'
      ? [
          input(whenBlocks.amount, 'And then', numberInput(delay?.amount ?? null, 0, sequenceLimits.minutes), {
            optional: true,
            hint: `Goes out at ${gridWords(delayGridMinutes)} after it. Empty: at the same time of day.`,
          }),
          input(whenBlocks.unit, 'Minutes or hours', unitMenu(['minutes', 'hours'], delay?.unit ?? 'hours')),
        ]
      : []),
    ...(choices.timing === 'usual' ? [] : [weekdaysField(chosenDays)]),
  ];
}

/** What a delay is rounded up to. */
function gridWords(minutes: number): string {
  if (minutes === 30) return 'the next full or half hour';
  return minutes === 1 ? 'the next minute' : `the next ${minutes} minutes of the clock`;
}

function weekdaysField(chosen: readonly string[]): InputBlock {
  const boxes = checkboxes(actionIds.field, dayOptions, chosen);
  return input(whenBlocks.weekdays, 'Only on', boxes, { optional: true, hint: 'None: on every day.' });
}

/** How a step repeats: a box, and its fields once it is ticked. */
export function repeatFields(file: StepFileJson, choices: StepChoices): InputBlock[] {
  const repeat = isObject(file.repeat) ? file.repeat : {};
  const every = typeof repeat.every === 'string' ? parseDuration(repeat.every) : null;
  const times = typeof repeat.times === 'number' ? repeat.times : null;
  const box = checkboxes(
    actionIds.builder.repeats,
    [option('Repeat this step', 'yes')],
    choices.repeats ? ['yes'] : [],
  );
  return [
    input(whenBlocks.repeats, 'Repeat', box, { optional: true, dispatch: true }),
    ...(choices.repeats
      ? [
          input(whenBlocks.every, 'Again every', numberInput(every?.amount ?? null, 1, sequenceLimits.hours)),
          input(whenBlocks.everyUnit, 'Hours or days', unitMenu(['hours', 'days'], every?.unit ?? 'days')),
          input(whenBlocks.times, 'Times in all', numberInput(times, 1, sequenceLimits.times), {
            optional: true,
            hint: 'Counts the first one too. Empty: until the cadence ends.',
          }),
        ]
      : []),
  ];
}

export function unitMenu(units: readonly string[], chosen: string) {
  return select(
    actionIds.field,
    units.map((unit) => option(unit, unit)),
    units.includes(chosen) ? chosen : (units[0] ?? null),
    'Unit',
  );
}

/** `when` as the sequence file has it; what makes no sense is left for the parser of sequences to refuse. */
export function readWhen(state: FormState, timing: StepChoices['timing']): unknown {
  if (timing === 'usual') return undefined;
  const chosen = chosenWeekdays(state.choices(whenBlocks.weekdays));
  const only = chosen.length > 0 ? { weekdays: chosen } : {};
  if (timing === 'immediately') return chosen.length === 0 ? 'immediately' : { days: 0, delay: 'none', ...only };
  const days = readNumber(state, whenBlocks.days) ?? 0;
  if (timing === 'at') {
    const at = state.choice(whenBlocks.at);
    return { days, ...(at === null ? {} : { at }), ...only };
  }
  const amount = readNumber(state, whenBlocks.amount);
  const delay = amount === null ? 'none' : `${amount} ${state.choice(whenBlocks.unit) ?? 'hours'}`;
  return { days, delay, ...only };
}

export function readRepeat(state: FormState): unknown {
  const amount = readNumber(state, whenBlocks.every);
  const times = readNumber(state, whenBlocks.times);
  const every = amount === null ? '' : `${amount} ${state.choice(whenBlocks.everyUnit) ?? 'days'}`;
  return { every, ...(times === null ? {} : { times }) };
}

/** A number as typed; a text that is none stays a text, for the parser to refuse. */
export function readNumber(state: FormState, blockId: string): number | string | null {
  const text = state.text(blockId);
  if (text === null) return null;
  const value = Number(text);
  return Number.isFinite(value) ? value : text;
}
