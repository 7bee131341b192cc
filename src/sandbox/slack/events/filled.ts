import type { KnownBlock } from '@slack/types';
import { z } from 'zod';
import type { StateValues } from '../../protocol.js';

/**
 * What is filled in. Slack's `state.values` names every input and every stateful element of a view or message, also the
 * untouched ones, with their initial values.
 */
export function stateOf(blocks: readonly KnownBlock[], given: StateValues): StateValues {
  const values: Record<string, Record<string, Record<string, unknown>>> = {};
  for (const block of blocks) {
    for (const element of statefulElements(block)) {
      const blockId = block.block_id ?? '';
      const actionId = element.action_id;
      values[blockId] = {
        ...values[blockId],
        [actionId]: { ...initialValue(element), ...given[blockId]?.[actionId], type: element.type },
      };
    }
  }
  return values;
}

/** What Slack itself says at a field before it asks the app: block id to sentence. */
export function inputErrors(blocks: readonly KnownBlock[], state: StateValues): Readonly<Record<string, string>> {
  const errors: Record<string, string> = {};
  for (const block of blocks) {
    if (block.type !== 'input' || block.block_id === undefined) continue;
    const [element] = statefulElements(block);
    if (element === undefined) continue;
    const filled = state[block.block_id]?.[element.action_id] ?? {};
    const error = isEmpty(filled)
      ? block.optional === true
        ? null
        : 'Please complete this required field.'
      : wrongValue(element, filled);
    if (error !== null) errors[block.block_id] = error;
  }
  return errors;
}

const stateful = z.looseObject({ type: z.string(), action_id: z.string() });
type Stateful = z.infer<typeof stateful>;

function statefulElements(block: KnownBlock): Stateful[] {
  const elements: readonly unknown[] =
    block.type === 'input'
      ? [block.element]
      : block.type === 'actions'
        ? block.elements
        : block.type === 'section'
          ? [block.accessory]
          : [];
  return elements.flatMap((element) => {
    const parsed = stateful.safeParse(element);
    return parsed.success && parsed.data.type in VALUE_FIELDS ? [parsed.data] : [];
  });
}

/** Element type to the field of its value in `state`, and the element's field that begins it. */
const VALUE_FIELDS: Readonly<Record<string, readonly [value: string, initial: string, empty: unknown]>> = {
  plain_text_input: ['value', 'initial_value', null],
  email_text_input: ['value', 'initial_value', null],
  url_text_input: ['value', 'initial_value', null],
  number_input: ['value', 'initial_value', null],
  rich_text_input: ['rich_text_value', 'initial_value', null],
  file_input: ['files', 'files', []],
  checkboxes: ['selected_options', 'initial_options', []],
  radio_buttons: ['selected_option', 'initial_option', null],
  datepicker: ['selected_date', 'initial_date', null],
  timepicker: ['selected_time', 'initial_time', null],
  datetimepicker: ['selected_date_time', 'initial_date_time', null],
  static_select: ['selected_option', 'initial_option', null],
  external_select: ['selected_option', 'initial_option', null],
  users_select: ['selected_user', 'initial_user', null],
  channels_select: ['selected_channel', 'initial_channel', null],
  conversations_select: ['selected_conversation', 'initial_conversation', null],
  multi_static_select: ['selected_options', 'initial_options', []],
  multi_external_select: ['selected_options', 'initial_options', []],
  multi_users_select: ['selected_users', 'initial_users', []],
  multi_channels_select: ['selected_channels', 'initial_channels', []],
  multi_conversations_select: ['selected_conversations', 'initial_conversations', []],
};

function initialValue(element: Stateful): Readonly<Record<string, unknown>> {
  const fields = VALUE_FIELDS[element.type];
  return fields === undefined ? {} : { [fields[0]]: element[fields[1]] ?? fields[2] };
}

function isEmpty(filled: Readonly<Record<string, unknown>>): boolean {
  return Object.entries(filled).every(
    ([key, value]) =>
      key === 'type' ||
      value === null ||
      value === '' ||
      value === undefined ||
      (Array.isArray(value) && value.length === 0),
  );
}

function wrongValue(element: Stateful, filled: Readonly<Record<string, unknown>>): string | null {
  const { value } = filled;
  if (typeof value !== 'string') return null;
  const { min_length: shortest, max_length: longest, min_value: least, max_value: most } = element;
  switch (element.type) {
    case 'plain_text_input':
      if (typeof shortest === 'number' && value.length < shortest) return `Must be at least ${shortest} characters.`;
      if (value.length > (typeof longest === 'number' ? longest : 3000)) {
        return `Must be no more than ${typeof longest === 'number' ? longest : 3000} characters.`;
      }
      return null;
    case 'email_text_input':
      return /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(value) ? null : 'Must be a valid email address.';
    case 'url_text_input':
      return /^https?:\/\/\S+$/i.test(value) ? null : 'Must be a valid URL.';
    case 'number_input':
      if (!/^-?\d+(\.\d+)?$/.test(value)) return 'Must be a number.';
      if (element.is_decimal_allowed !== true && value.includes('.')) return 'Must be a whole number.';
      if (typeof least === 'string' && Number(value) < Number(least)) return `Must be ${least} or more.`;
      return typeof most === 'string' && Number(value) > Number(most) ? `Must be ${most} or less.` : null;
    default:
      return null;
  }
}
