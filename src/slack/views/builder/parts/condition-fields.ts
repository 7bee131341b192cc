import type { KnownBlock } from '@slack/types';
import type { ListedStep, ShownStepForm } from '../../../../app/shown/builder.js';
import { parseCustomValue } from '../../../../domain/contact/custom-value.js';
import { sequenceLimits } from '../../../../domain/limits.js';
import { isObject } from '../../../../domain/sequence/problems.js';
import { comparisons, conditionSchema } from '../../../../domain/steps/condition.js';
import { isOutwardKind } from '../../../../domain/steps/step.js';
import { taskOutcomes } from '../../../../domain/steps/task.js';
import { actionIds } from '../../../action-ids.js';
import { context, input, option } from '../../blocks.js';
import { conditionWords, type LabelOf } from '../../condition-words.js';
import { checkboxes, select, textInput } from '../../inputs.js';
import { SLACK_LIMITS } from '../../limits.js';
import type { FormState } from '../../state.js';
import { stepMenu } from '../target-menus.js';
import { textOf } from '../text-fields.js';
import { type ConditionKind, conditionKinds } from './part.js';

/** A condition as the file has it, perhaps not whole yet. */
type Raw = Readonly<Record<string, unknown>>;

const labels: Readonly<Record<ConditionKind, string>> = {
  tag: 'Has a tag',
  field: 'A field of the contact',
  replied: 'Replied',
  opened: 'Opened a mail',
  clicked: 'Clicked in a mail',
  meetingBooked: 'Booked a meeting',
  taskOutcome: 'How a task ended',
};
export const conditionOptions = conditionKinds.map((kind) => option(labels[kind], kind));

/** Which condition it is, and whether it is turned round; null for what lies deeper than that. */
export function leafOf(condition: unknown): { readonly kind: ConditionKind; readonly is: Raw; not: boolean } | null {
  if (!isObject(condition)) return null;
  const not = isObject(condition.not);
  const is = not && isObject(condition.not) ? condition.not : condition;
  const kind = conditionKinds.find((one) => one in is);
  return kind === undefined ? null : { kind, is, not };
}

export function isLeaf(condition: unknown): boolean {
  return leafOf(condition) !== null;
}

export function conditionText(condition: unknown, labelOf: LabelOf): string {
  const parsed = conditionSchema.safeParse(condition);
  return parsed.success ? conditionWords(parsed.data, labelOf) : 'something that has to be mended';
}

const presences = [option('is filled in', 'set'), option('is empty', 'empty')];
const fieldIs = [...comparisons.map((one) => option(one === 'equal' ? 'equals' : one, one)), ...presences];
const isBlock = 'is';
const outcomeBlock = 'outcome';

/** The fields of one condition; their ids are its keys in the file. */
export function conditionFields(
  kind: ConditionKind,
  condition: unknown,
  { steps, hearsOfMails }: Pick<ShownStepForm, 'steps' | 'hearsOfMails'>,
): KnownBlock[] {
  const leaf = leafOf(condition);
  const is = leaf?.kind === kind ? leaf.is : {};
  const line = (value: unknown) => textInput(textOf(value), { max: sequenceLimits.lineLength });
  const menu = (of: readonly ListedStep[]) => stepMenu(of, textOf(is[kind]), 'Choose a step');
  const ofKind = (...kinds: readonly string[]) => steps.filter((step) => kinds.includes(step.kind));
  switch (kind) {
    case 'tag':
      return [input('tag', 'Tag', line(is.tag)), opposite(leaf?.not)];
    case 'field':
      return [
        input('field', 'Field', line(is.field), { hint: 'Such as company, or a custom field such as employees.' }),
        input(isBlock, 'Is', select(actionIds.field, fieldIs, textOf(is.is) ?? 'equal', 'Is')),
        input('value', 'Value', textInput(valueText(is.value), { max: sequenceLimits.lineLength }), {
          optional: true,
          hint: 'A text, a number or a date such as 2026-12-24. Not for “is filled in” and “is empty”.',
        }),
        opposite(leaf?.not),
      ];
    case 'replied':
      return [
        input('replied', 'To', stepMenu(repliable(steps), textOf(is.replied) ?? 'any', 'Any step')),
        opposite(leaf?.not),
      ];
    case 'opened':
    case 'clicked':
      return [input(kind, 'Which mail', menu(ofKind('email'))), opposite(leaf?.not), ...unheard(hearsOfMails)];
    case 'meetingBooked':
      return [opposite(leaf?.not), ...unheard(hearsOfMails)];
    case 'taskOutcome':
      return [
        input('taskOutcome', 'Which task', menu(ofKind('task'))),
        input(outcomeBlock, 'Ended in', outcomeMenu(textOf(is.is)), {
          hint: 'A call in what came of it, any other task in done or skipped.',
        }),
        opposite(leaf?.not),
      ];
  }
}

/** That the condition cannot hold, where nobody tells. */
function unheard(hearsOfMails: boolean): KnownBlock[] {
  const words = ':warning: Nobody tells Drumbeat this here yet: it never holds, and its opposite always does.';
  return hearsOfMails ? [] : context(words);
}

/** What a task can end in; what a file says besides stays a choice. */
function outcomeMenu(chosen: string | null) {
  const known = taskOutcomes.find((one) => one === chosen?.toLowerCase());
  const isOther = chosen !== null && chosen !== '' && known === undefined && chosen.length <= SLACK_LIMITS.optionValue;
  const other = isOther ? [chosen] : [];
  const options = [...taskOutcomes, ...other].map((one) => option(`${one[0]?.toUpperCase()}${one.slice(1)}`, one));
  return select(actionIds.field, options, known ?? chosen, 'Choose an outcome');
}

function repliable(steps: readonly ListedStep[]): ListedStep[] {
  const any: ListedStep = { id: 'any', label: 'Any step', kind: 'email' };
  return [any, ...steps.filter(({ kind }) => isOutwardKind(kind))];
}

function opposite(isNot = false): KnownBlock {
  const box = checkboxes(actionIds.field, [option('The opposite: when this is not so', 'not')], isNot ? ['not'] : []);
  return input('not', 'Turned round', box, { optional: true });
}

function valueText(value: unknown): string | null {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? String(value) : null;
}

/** The condition as typed, as the file has it. */
export function readCondition(kind: ConditionKind, state: FormState, before: unknown): Raw {
  const leaf = leafOf(before);
  const is = bareCondition(kind, state, leaf?.kind === kind ? leaf.is : {});
  return state.choices('not').includes('not') ? { not: is } : is;
}

function bareCondition(kind: ConditionKind, state: FormState, before: Raw): Raw {
  switch (kind) {
    case 'tag':
      return { tag: state.text('tag') ?? '' };
    case 'field': {
      const value = state.text('value');
      const shown = { field: state.text('field') ?? '', is: state.choice(isBlock) ?? 'equal' };
      return value === null ? shown : { ...shown, value: readValue(value, before.value) };
    }
    case 'meetingBooked':
      return { meetingBooked: true };
    case 'taskOutcome':
      return { taskOutcome: state.choice(kind) ?? '', is: state.choice(outcomeBlock) ?? '' };
    default:
      return { [kind]: state.choice(kind) ?? '' };
  }
}

/** A plain number is a number, as in the contacts' file; what was not touched keeps its type. */
export function readValue(typed: string, before: unknown): string | number | boolean {
  if (typeof before === 'string' || typeof before === 'boolean') return String(before) === typed ? before : typed;
  const read = parseCustomValue(typed);
  return read.ok ? read.value : typed;
}
