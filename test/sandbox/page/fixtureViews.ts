import type { InputBlock, ModalView } from '@slack/types';
import type { ShownView } from '../../../src/sandbox/protocol.js';
import { mrkdwn, option, plain } from './fixtureBlocks.js';

export function shown(id: string, view: ModalView, change: Partial<ShownView> = {}): ShownView {
  return { id, hash: 'h1', view, errors: {}, ...change };
}

/** The enrolment form; `preview` is the line that an update adds. */
export function enrollView(preview: string | null = null): ModalView {
  return {
    type: 'modal',
    callback_id: 'enroll',
    title: plain('Enroll a contact'),
    submit: plain('Enroll'),
    close: plain('Not now'),
    blocks: [
      {
        type: 'input',
        block_id: 'email',
        label: plain('Email address'),
        hint: plain('Several addresses are separated by commas.'),
        element: {
          type: 'plain_text_input',
          action_id: 'value',
          placeholder: plain('ada@example.com'),
          focus_on_load: true,
          min_length: 5,
        },
      },
      {
        type: 'input',
        block_id: 'sequence',
        label: plain('Sequence'),
        dispatch_action: true,
        element: {
          type: 'static_select',
          action_id: 'value',
          placeholder: plain('Choose a sequence'),
          options: [
            option('SaaS outbound', 'saas-outbound'),
            option('Free-trial nurture', 'trial'),
            option('Post-purchase', 'post'),
          ],
        },
      },
      ...(preview ? [{ type: 'section' as const, block_id: 'preview', text: mrkdwn(preview) }] : []),
      {
        type: 'input',
        block_id: 'start',
        label: plain('First step at'),
        optional: true,
        element: { type: 'datetimepicker', action_id: 'value' },
      },
      {
        type: 'input',
        block_id: 'tone',
        label: plain('If they are in another sequence'),
        element: {
          type: 'radio_buttons',
          action_id: 'value',
          initial_option: option('Leave it running', 'keep'),
          options: [option('Leave it running', 'keep'), option('Stop it', 'stop')],
        },
      },
      {
        type: 'actions',
        block_id: 'more',
        elements: [{ type: 'button', action_id: 'fields', text: plain('Merge fields') }],
      },
    ],
  };
}

/** One of every input; `optional` makes all of them so. */
export function everyInputView(optional = false): ModalView {
  return {
    type: 'modal',
    title: plain('Every input'),
    submit: plain('Save'),
    blocks: allOptional(optional, [
      {
        type: 'input',
        block_id: 'notes',
        label: plain('Notes'),
        element: { type: 'plain_text_input', action_id: 'a', multiline: true, max_length: 20 },
      },
      { type: 'input', block_id: 'mail', label: plain('Mail'), element: { type: 'email_text_input', action_id: 'a' } },
      { type: 'input', block_id: 'link', label: plain('Link'), element: { type: 'url_text_input', action_id: 'a' } },
      {
        type: 'input',
        block_id: 'days',
        label: plain('Days'),
        element: { type: 'number_input', action_id: 'a', is_decimal_allowed: false, min_value: '1' },
      },
      { type: 'input', block_id: 'owner', label: plain('Owner'), element: { type: 'users_select', action_id: 'a' } },
      {
        type: 'input',
        block_id: 'channel',
        label: plain('Channel'),
        element: { type: 'channels_select', action_id: 'a' },
      },
      {
        type: 'input',
        block_id: 'place',
        label: plain('Conversation'),
        element: { type: 'conversations_select', action_id: 'a', default_to_current_conversation: true },
      },
      {
        type: 'input',
        block_id: 'contact',
        label: plain('Contact'),
        element: { type: 'external_select', action_id: 'a', min_query_length: 2 },
      },
      {
        type: 'input',
        block_id: 'weekdays',
        label: plain('Weekdays'),
        element: {
          type: 'multi_static_select',
          action_id: 'a',
          options: [option('Monday'), option('Tuesday'), option('Friday')],
        },
      },
      {
        type: 'input',
        block_id: 'day',
        label: plain('Day'),
        element: { type: 'datepicker', action_id: 'a', initial_date: '2026-12-01' },
      },
      { type: 'input', block_id: 'hour', label: plain('Hour'), element: { type: 'timepicker', action_id: 'a' } },
      {
        type: 'input',
        block_id: 'moment',
        label: plain('Moment'),
        element: { type: 'datetimepicker', action_id: 'a' },
      },
      {
        type: 'input',
        block_id: 'parts',
        label: plain('Sections'),
        element: { type: 'checkboxes', action_id: 'a', options: [option('Sent'), option('Failed')] },
      },
      {
        type: 'input',
        block_id: 'way',
        label: plain('Count'),
        element: { type: 'radio_buttons', action_id: 'a', options: [option('Actual'), option('Planned')] },
      },
      {
        type: 'input',
        block_id: 'file',
        label: plain('File'),
        optional: true,
        element: { type: 'file_input', action_id: 'a', filetypes: ['csv'], max_files: 1 },
      },
    ]),
  };
}

function allOptional(optional: boolean, blocks: InputBlock[]): InputBlock[] {
  return optional ? blocks.map((block) => ({ ...block, optional })) : blocks;
}

export function fieldsView(): ModalView {
  return {
    type: 'modal',
    title: plain('Merge fields'),
    close: plain('Back'),
    blocks: [
      {
        type: 'section',
        block_id: 'text',
        text: mrkdwn('`first_name`, `company` and `role` are filled for this contact.'),
      },
    ],
  };
}
