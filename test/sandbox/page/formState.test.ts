import type { KnownBlock } from '@slack/types';
import {
  absorb,
  elementKey,
  type FormStart,
  type FormValues,
  toStateValues,
} from '../../../src/sandbox/page/forms/elementState.js';
import { validateForm } from '../../../src/sandbox/page/forms/validateForm.js';
import { enrollView, everyInputView } from './fixtureViews.js';

const start: FormStart = { conversation: 'D1' };
const blocks = enrollView().blocks as KnownBlock[];
const email = elementKey('email', 'value');
const typed: FormValues = { [email]: { type: 'plain_text_input', value: 'ada@example.com' } };

describe('what was entered in a view', () => {
  test('begins with the initial values, in the shape of state.values', () => {
    expect(toStateValues(absorb({}, blocks, start))).toEqual({
      email: { value: { type: 'plain_text_input', value: null } },
      sequence: { value: { type: 'static_select', selected_option: null } },
      start: { value: { type: 'datetimepicker', selected_date_time: null } },
      tone: {
        value: {
          type: 'radio_buttons',
          selected_option: { text: { type: 'plain_text', text: 'Leave it running', emoji: true }, value: 'keep' },
        },
      },
    });
  });

  test('stays when the view is updated and block id and action id are the same', () => {
    const updated = enrollView('A new line').blocks as KnownBlock[];
    expect(absorb(typed, updated, start)[email]).toBe(typed[email]);
  });

  test('is forgotten when the block id changes or the element is of another kind', () => {
    const renamed: KnownBlock[] = blocks.map((block) =>
      block.block_id === 'email' ? { ...block, block_id: 'email-2' } : block,
    );
    expect(absorb(typed, renamed, start)).not.toHaveProperty([email]);
    const other: FormValues = { [email]: { type: 'static_select', selected_option: null } };
    expect(absorb(other, blocks, start)[email]).toEqual({ type: 'plain_text_input', value: null });
  });

  test('begins, after a reload, with what the server remembers', () => {
    const remembered = { email: { value: { type: 'plain_text_input', value: 'grace@example.com' } } };
    expect(absorb({}, blocks, { ...start, remembered })[email]).toEqual(remembered.email.value);
    expect(absorb(typed, blocks, { ...start, remembered })[email]).toBe(typed[email]);
  });

  test('knows the conversation that was open', () => {
    const values = absorb({}, everyInputView().blocks as KnownBlock[], start);
    expect(values[elementKey('place', 'a')]).toEqual({ type: 'conversations_select', selected_conversation: 'D1' });
  });
});

describe('what Slack checks before it submits', () => {
  const input = (element: object, optional = false): KnownBlock[] => [
    {
      type: 'input',
      block_id: 'b',
      optional,
      label: { type: 'plain_text', text: 'L' },
      element: { action_id: 'a', ...element },
    } as KnownBlock,
  ];
  const check = (element: { type: string }, value: unknown, optional = false) =>
    validateForm(input(element, optional), { [elementKey('b', 'a')]: { type: element.type, value } }).b;

  test.each<[{ type: string; [name: string]: unknown }, unknown, string | undefined]>([
    [{ type: 'plain_text_input' }, ' ', 'Please complete this required field.'],
    [{ type: 'plain_text_input', min_length: 5 }, 'abc', 'Please use at least 5 characters.'],
    [{ type: 'plain_text_input', max_length: 2 }, 'abc', 'Please use at most 2 characters.'],
    [{ type: 'email_text_input' }, 'ada@', 'Please enter a valid email address.'],
    [{ type: 'email_text_input' }, 'ada@example.com', undefined],
    [{ type: 'url_text_input' }, 'example', 'Please enter a valid URL.'],
    [{ type: 'url_text_input' }, 'https://example.com', undefined],
    [{ type: 'number_input', is_decimal_allowed: false }, '1.5', 'Please enter a whole number.'],
    [{ type: 'number_input', is_decimal_allowed: true, min_value: '2' }, '1.5', 'Please enter a number of at least 2.'],
    [{ type: 'number_input', is_decimal_allowed: true, max_value: '1' }, '1.5', 'Please enter a number of at most 1.'],
    [{ type: 'number_input', is_decimal_allowed: true }, '1.5', undefined],
  ])('%j with %j', (element, value, error) => {
    expect(check(element, value)).toBe(error);
  });

  test('an optional field may stay empty, but what is in it must be right', () => {
    expect(check({ type: 'email_text_input' }, null, true)).toBeUndefined();
    expect(check({ type: 'email_text_input' }, 'x', true)).toBe('Please enter a valid email address.');
  });

  test('no choice in a list of checkboxes is no answer', () => {
    const values = { [elementKey('b', 'a')]: { type: 'checkboxes', selected_options: [] } };
    expect(validateForm(input({ type: 'checkboxes', options: [] }), values).b).toBe(
      'Please complete this required field.',
    );
  });
});
