import type {
  Checkboxes,
  Datepicker,
  ExternalSelect,
  NumberInput,
  PlainTextInput,
  PlainTextOption,
  RadioButtons,
  StaticSelect,
  Timepicker,
  UsersSelect,
} from '@slack/types';
import { type ActionId, actionIds } from '../action-ids.js';
import { option, plain } from './blocks.js';
import { SLACK_LIMITS } from './limits.js';

/** Form elements; what begins empty is given as null. */

export function textInput(
  initial: string | null,
  options: { readonly multiline?: boolean; readonly placeholder?: string; readonly max?: number } = {},
): PlainTextInput {
  const max = Math.min(options.max ?? SLACK_LIMITS.plainTextInput, SLACK_LIMITS.plainTextInput);
  return {
    type: 'plain_text_input',
    action_id: actionIds.field,
    max_length: max,
    ...(options.multiline ? { multiline: true } : {}),
    ...(initial ? { initial_value: initial.slice(0, max) } : {}),
    ...(options.placeholder ? { placeholder: plain(options.placeholder, SLACK_LIMITS.placeholder) } : {}),
  };
}

/** Whole numbers from `least`. What is no number begins empty. */
export function numberInput(initial: number | null, least: number, most: number): NumberInput {
  const fits = initial !== null && Number.isInteger(initial) && initial >= least && initial <= most;
  return {
    type: 'number_input',
    action_id: actionIds.field,
    is_decimal_allowed: false,
    min_value: String(least),
    max_value: String(most),
    ...(fits ? { initial_value: String(initial) } : {}),
  };
}

export function timeInput(initial: string | null, actionId: ActionId = actionIds.field): Timepicker {
  const fits = initial !== null && /^([01]\d|2[0-3]):[0-5]\d$/.test(initial);
  return { type: 'timepicker', action_id: actionId, ...(fits ? { initial_time: initial } : {}) };
}

export function dateInput(initial: string | null, actionId: ActionId = actionIds.field): Datepicker {
  return { type: 'datepicker', action_id: actionId, ...(initial ? { initial_date: initial } : {}) };
}

export function radio(actionId: ActionId, options: readonly PlainTextOption[], chosen: string): RadioButtons {
  const initial = options.find((one) => one.value === chosen);
  return {
    type: 'radio_buttons',
    action_id: actionId,
    options: [...options],
    ...(initial ? { initial_option: initial } : {}),
  };
}

export function checkboxes(
  actionId: ActionId,
  options: readonly PlainTextOption[],
  chosen: readonly string[],
): Checkboxes {
  const initial = options.filter((one) => chosen.includes(one.value ?? ''));
  return {
    type: 'checkboxes',
    action_id: actionId,
    options: [...options],
    ...(initial.length > 0 ? { initial_options: initial } : {}),
  };
}

export function usersInput(initial: string | null, actionId: ActionId = actionIds.field): UsersSelect {
  return { type: 'users_select', action_id: actionId, ...(initial ? { initial_user: initial } : {}) };
}

/** A menu; beyond 100 options one that is searched while typing (the options come from a listener of `actionId`). */
export function select(
  actionId: ActionId,
  options: readonly PlainTextOption[],
  chosen: string | null,
  placeholder: string,
): StaticSelect | ExternalSelect {
  const initial = options.find((one) => one.value === chosen);
  const shared = {
    action_id: actionId,
    placeholder: plain(placeholder, SLACK_LIMITS.placeholder),
    ...(initial ? { initial_option: initial } : {}),
  };
  if (options.length > SLACK_LIMITS.selectOptions) return { type: 'external_select', min_query_length: 0, ...shared };
  const offered = options.length > 0 ? [...options] : [option('Nothing to choose from', 'none')];
  return { type: 'static_select', options: offered, ...shared };
}
