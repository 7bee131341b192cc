import { validateHome, validateMessageBlocks, validateModal } from '../../../src/sandbox/slack/validate/validate.js';

/** What Slack refuses, and the nearest thing that it takes. Lengths and counts are in test/slack/limits.test.ts. */

const plain = (text = 'x') => ({ type: 'plain_text', text });
const mrkdwn = (text = 'x') => ({ type: 'mrkdwn', text });
const option = (value = 'a') => ({ text: plain(value), value });
const button = (more: object = {}) => ({ type: 'button', text: plain(), ...more });
const actions = (...elements: object[]) => ({ type: 'actions', elements });
const section = (accessory: object) => ({ type: 'section', text: plain(), accessory });
const input = (element: object, more: object = {}) => ({ type: 'input', label: plain(), element, ...more });
const text = { type: 'plain_text_input' };
const confirm = { title: plain(), text: mrkdwn(), confirm: plain(), deny: plain() };
const without = (object: object, key: string) =>
  Object.fromEntries(Object.entries(object).filter(([name]) => name !== key));
const image = { type: 'image', image_url: 'https://example.com/a.png', alt_text: 'x' };
const selects = (type: string, more: object = {}) => actions({ type, ...more });
const date = (initial_date: string) => actions({ type: 'datepicker', initial_date });
const time = (initial_time: string) => actions({ type: 'timepicker', initial_time });
const instant = (initial_date_time: number) => actions({ type: 'datetimepicker', initial_date_time });
const rich = (element: object) => ({ type: 'rich_text', elements: [element] });

type Case = [rule: string, taken: object | object[], refused: object | object[]];

const messages: Case[] = [
  ['unknown block types', { type: 'divider' }, { type: 'banner' }],
  ['unknown fields of a block', { type: 'divider' }, { type: 'divider', color: 'red' }],
  ['unknown fields of an element', actions(button()), actions(button({ color: 'red' }))],
  ['unknown fields of a text', { type: 'header', text: plain() }, { type: 'header', text: { ...plain(), bold: true } }],
  [
    'verbatim on plain text',
    { type: 'section', text: { ...mrkdwn(), verbatim: true } },
    { type: 'section', text: { ...plain(), verbatim: true } },
  ],
  [
    'emoji on mrkdwn',
    { type: 'section', text: { ...plain(), emoji: true } },
    { type: 'section', text: { ...mrkdwn(), emoji: true } },
  ],
  ['a section of nothing', { type: 'section', fields: [plain()] }, { type: 'section' }],
  ['empty texts', { type: 'section', text: plain('x') }, { type: 'section', text: plain('') }],
  ['texts that are no text objects', { type: 'section', text: plain() }, { type: 'section', text: 'x' }],
  ['mrkdwn in a header', { type: 'header', text: plain() }, { type: 'header', text: mrkdwn() }],
  ['mrkdwn on a button', actions(button()), actions(button({ text: mrkdwn() }))],
  [
    'mrkdwn in a placeholder',
    selects('users_select', { placeholder: plain() }),
    selects('users_select', { placeholder: mrkdwn() }),
  ],
  [
    "mrkdwn in a select's option",
    selects('static_select', { options: [option()] }),
    selects('static_select', { options: [{ text: mrkdwn(), value: 'a' }] }),
  ],
  [
    'unknown text types in an option',
    selects('checkboxes', { options: [{ text: mrkdwn(), value: 'a' }] }),
    selects('checkboxes', { options: [{ text: { type: 'markdown', text: 'x' }, value: 'a' }] }),
  ],
  [
    'options without a value',
    selects('static_select', { options: [option()] }),
    selects('static_select', { options: [{ text: plain() }] }),
  ],
  [
    "a link in a select's option",
    selects('overflow', { options: [{ ...option(), url: 'https://a.b' }] }),
    selects('static_select', { options: [{ ...option(), url: 'https://a.b' }] }),
  ],
  ['unknown styles', actions(button({ style: 'danger' })), actions(button({ style: 'secondary' }))],
  ['links that are none', actions(button({ url: 'https://a.b' })), actions(button({ url: 'a.b' }))],
  ['an empty value', actions(button({ value: '1' })), actions(button({ value: '' }))],
  ['a value that is no text', actions(button({ value: '1' })), actions(button({ value: 1 }))],
  ['a dialog without title', actions(button({ confirm })), actions(button({ confirm: without(confirm, 'title') }))],
  ['a dialog without deny', actions(button({ confirm })), actions(button({ confirm: without(confirm, 'deny') }))],
  [
    'a dialog with a mrkdwn button',
    actions(button({ confirm })),
    actions(button({ confirm: { ...confirm, deny: mrkdwn() } })),
  ],
  [
    'block ids twice',
    [
      { type: 'divider', block_id: 'a' },
      { type: 'divider', block_id: 'b' },
    ],
    [
      { type: 'divider', block_id: 'a' },
      { type: 'divider', block_id: 'a' },
    ],
  ],
  ['empty block ids', { type: 'divider', block_id: 'a' }, { type: 'divider', block_id: '' }],
  [
    'action ids twice in a block',
    [actions(button({ action_id: 'a' })), actions(button({ action_id: 'a' }))],
    actions(button({ action_id: 'a' }), button({ action_id: 'a' })),
  ],
  [
    'two focused elements',
    [section({ type: 'users_select', focus_on_load: true }), section({ type: 'users_select', focus_on_load: false })],
    [section({ type: 'users_select', focus_on_load: true }), section({ type: 'users_select', focus_on_load: true })],
  ],
  ['input blocks in a message', section({ type: 'datepicker' }), input({ type: 'datepicker' })],
  ['empty actions', actions(button()), actions()],
  ['empty context', { type: 'context', elements: [plain()] }, { type: 'context', elements: [] }],
  ['buttons in context', { type: 'context', elements: [image] }, { type: 'context', elements: [button()] }],
  ['pictures in actions', section(image), actions(image)],
  ['text inputs in actions', actions({ type: 'datepicker' }), actions(text)],
  ['text inputs beside a section', section({ type: 'timepicker' }), section(text)],
  ['a datetimepicker beside a section', actions({ type: 'datetimepicker' }), section({ type: 'datetimepicker' })],
  ['unknown elements', actions(button()), actions({ type: 'slider' })],
  [
    'an initial option that is not offered',
    selects('static_select', { options: [option()], initial_option: option() }),
    selects('static_select', { options: [option()], initial_option: option('b') }),
  ],
  [
    'an initial option with another text',
    selects('radio_buttons', { options: [option()], initial_option: option() }),
    selects('radio_buttons', { options: [option()], initial_option: { ...option(), text: plain('other') } }),
  ],
  [
    'initial options not among the groups',
    selects('multi_static_select', {
      option_groups: [{ label: plain(), options: [option()] }],
      initial_options: [option()],
    }),
    selects('multi_static_select', {
      option_groups: [{ label: plain(), options: [option()] }],
      initial_options: [option('b')],
    }),
  ],
  [
    'empty initial options',
    selects('checkboxes', { options: [option()] }),
    selects('checkboxes', { options: [option()], initial_options: [] }),
  ],
  [
    'an initial checkbox that is not offered',
    selects('checkboxes', { options: [option()], initial_options: [option()] }),
    selects('checkboxes', { options: [option()], initial_options: [option('b')] }),
  ],
  [
    'options and groups together',
    selects('static_select', { options: [option()] }),
    selects('static_select', { options: [option()], option_groups: [{ label: plain(), options: [option()] }] }),
  ],
  ['a menu without options', selects('static_select', { options: [option()] }), selects('static_select')],
  ['an empty menu', selects('static_select', { options: [option()] }), selects('static_select', { options: [] })],
  [
    'max_selected_items of 0',
    selects('multi_users_select', { max_selected_items: 1 }),
    selects('multi_users_select', { max_selected_items: 0 }),
  ],
  [
    'max_selected_items on a single select',
    selects('multi_users_select', { max_selected_items: 1 }),
    selects('users_select', { max_selected_items: 1 }),
  ],
  [
    'more initial options than may be selected',
    selects('multi_static_select', {
      options: [option(), option('b')],
      initial_options: [option()],
      max_selected_items: 1,
    }),
    selects('multi_static_select', {
      options: [option(), option('b')],
      initial_options: [option(), option('b')],
      max_selected_items: 1,
    }),
  ],
  [
    'options of an external select',
    selects('external_select', { min_query_length: 1 }),
    selects('external_select', { options: [option()] }),
  ],
  [
    'ids that are no user ids',
    selects('users_select', { initial_user: 'U0ANA00001' }),
    selects('users_select', { initial_user: 'ana' }),
  ],
  [
    'ids that are no channel ids',
    selects('channels_select', { initial_channel: 'C0SALES001' }),
    selects('channels_select', { initial_channel: '#sales' }),
  ],
  [
    'empty conversation filters',
    selects('conversations_select', { filter: { include: ['im'] } }),
    selects('conversations_select', { filter: {} }),
  ],
  ['dates in another format', date('2026-12-01'), date('01.12.2026')],
  ['dates that do not exist', date('2028-02-29'), date('2026-02-29')],
  ['times in another format', time('09:30'), time('9:30')],
  ['times that do not exist', time('23:59'), time('24:00')],
  ['instants in milliseconds', instant(1_796_000_000), instant(1_796_000_000_000)],
  ['a picture with two sources', image, { ...image, slack_file: { id: 'F1' } }],
  [
    'a picture without a source',
    { type: 'image', slack_file: { id: 'F1' }, alt_text: 'x' },
    without(image, 'image_url'),
  ],
  ['a picture without alt text', image, without(image, 'alt_text')],
  [
    'a rich text of unknown parts',
    rich({ type: 'rich_text_section', elements: [{ type: 'text', text: 'x' }] }),
    rich({ type: 'rich_text_section', elements: [{ type: 'bold', text: 'x' }] }),
  ],
  [
    'a list without style',
    rich({ type: 'rich_text_list', style: 'bullet', elements: [] }),
    rich({ type: 'rich_text_list', elements: [] }),
  ],
  [
    'empty table cells',
    { type: 'table', rows: [[{ type: 'raw_text', text: '-' }]] },
    { type: 'table', rows: [[{ type: 'raw_text', text: '' }]] },
  ],
  [
    'unknown alignments',
    { type: 'table', rows: [[{ type: 'raw_text', text: '-' }]], column_settings: [{ align: 'right' }] },
    { type: 'table', rows: [[{ type: 'raw_text', text: '-' }]], column_settings: [{ align: 'end' }] },
  ],
  ['markdown as a text object', { type: 'markdown', text: '**x**' }, { type: 'markdown', text: mrkdwn() }],
];

const modal = (more: object) => ({ type: 'modal', title: plain(), submit: plain(), blocks: [], ...more });

const modals: Case[] = [
  ['modals without a title', modal({}), without(modal({}), 'title')],
  ['modals without blocks', modal({}), without(modal({}), 'blocks')],
  ['mrkdwn in the title', modal({}), modal({ title: mrkdwn() })],
  ['mrkdwn on submit', modal({}), modal({ submit: mrkdwn() })],
  ['mrkdwn on close', modal({ close: plain() }), modal({ close: mrkdwn() })],
  ['unknown fields of a modal', modal({ clear_on_close: true }), modal({ submit_disabled: true })],
  [
    'inputs without a submit button',
    modal({ blocks: [input(text)] }),
    without(modal({ blocks: [input(text)] }), 'submit'),
  ],
  ['inputs without a label', modal({ blocks: [input(text)] }), modal({ blocks: [without(input(text), 'label')] })],
  ['mrkdwn in a label', modal({ blocks: [input(text)] }), modal({ blocks: [input(text, { label: mrkdwn() })] })],
  [
    'mrkdwn in a hint',
    modal({ blocks: [input(text, { hint: plain() })] }),
    modal({ blocks: [input(text, { hint: mrkdwn() })] }),
  ],
  ['buttons in inputs', modal({ blocks: [input({ type: 'datepicker' })] }), modal({ blocks: [input(button())] })],
  [
    'min_length above max_length',
    modal({ blocks: [input({ ...text, min_length: 2, max_length: 2 })] }),
    modal({ blocks: [input({ ...text, min_length: 3, max_length: 2 })] }),
  ],
  [
    'an initial value that is too long',
    modal({ blocks: [input({ ...text, initial_value: 'ab', max_length: 2 })] }),
    modal({ blocks: [input({ ...text, initial_value: 'abc', max_length: 2 })] }),
  ],
  [
    'number inputs that do not say whether decimals are allowed',
    modal({ blocks: [input({ type: 'number_input', is_decimal_allowed: true })] }),
    modal({ blocks: [input({ type: 'number_input' })] }),
  ],
  [
    'numbers that are none',
    modal({ blocks: [input({ type: 'number_input', is_decimal_allowed: true, min_value: '1.5' })] }),
    modal({ blocks: [input({ type: 'number_input', is_decimal_allowed: true, min_value: 'one' })] }),
  ],
  [
    'min_value above max_value',
    modal({ blocks: [input({ type: 'number_input', is_decimal_allowed: true, min_value: '9', max_value: '10' })] }),
    modal({ blocks: [input({ type: 'number_input', is_decimal_allowed: true, min_value: '11', max_value: '10' })] }),
  ],
  [
    'file inputs that dispatch',
    modal({ blocks: [input({ type: 'file_input' })] }),
    modal({ blocks: [input({ type: 'file_input' }, { dispatch_action: true })] }),
  ],
  [
    'unknown dispatch triggers',
    modal({ blocks: [input({ ...text, dispatch_action_config: { trigger_actions_on: ['on_enter_pressed'] } })] }),
    modal({ blocks: [input({ ...text, dispatch_action_config: { trigger_actions_on: ['on_blur'] } })] }),
  ],
  [
    'tables in a modal',
    modal({ blocks: [{ type: 'divider' }] }),
    modal({ blocks: [{ type: 'table', rows: [[{ type: 'raw_text', text: '-' }]] }] }),
  ],
  [
    'markdown in a modal',
    modal({ blocks: [{ type: 'divider' }] }),
    modal({ blocks: [{ type: 'markdown', text: 'x' }] }),
  ],
  [
    'two focused inputs',
    modal({ blocks: [input({ ...text, focus_on_load: true })] }),
    modal({ blocks: [input({ ...text, focus_on_load: true }), input({ ...text, focus_on_load: true })] }),
  ],
];

const homes: Case[] = [
  ['a title on the home view', { type: 'home', blocks: [] }, { type: 'home', blocks: [], title: plain() }],
  [
    'file inputs on the home view',
    { type: 'home', blocks: [input({ ...text, dispatch_action_config: {} })] },
    { type: 'home', blocks: [input({ type: 'file_input' })] },
  ],
  ['a modal as the home view', { type: 'home', blocks: [] }, modal({})],
];

test.each(messages)('Slack refuses %s (message)', (_rule, taken, refused) => {
  expect(validateMessageBlocks([taken].flat())).toMatchObject({ ok: true });
  expect(validateMessageBlocks([refused].flat())).toMatchObject({ ok: false });
});

test.each(modals)('Slack refuses %s (modal)', (_rule, taken, refused) => {
  expect(validateModal(taken)).toMatchObject({ ok: true });
  expect(validateModal(refused)).toMatchObject({ ok: false });
});

test.each(homes)('Slack refuses %s (home)', (_rule, taken, refused) => {
  expect(validateHome(taken)).toMatchObject({ ok: true });
  expect(validateHome(refused)).toMatchObject({ ok: false });
});

test.each<[string, unknown, string]>([
  ['an unknown type', { type: 'banner' }, 'unsupported type: banner [json-pointer:/blocks/0/type]'],
  ['a missing field', { type: 'header' }, 'missing required field: text [json-pointer:/blocks/0]'],
  ['a missing type', { text: plain() }, 'missing required field: type [json-pointer:/blocks/0]'],
  [
    'an unknown field',
    { type: 'divider', color: 'red' },
    'invalid additional property: color [json-pointer:/blocks/0]',
  ],
  [
    'too many items',
    { type: 'actions', elements: [] },
    'no fewer than 1 items allowed [json-pointer:/blocks/0/elements]',
  ],
])('%s is told as Slack tells it', (_name, block, message) => {
  expect(validateMessageBlocks([block])).toEqual({ ok: false, messages: [`[ERROR] ${message}`] });
});

test('every problem of a view is told at once', () => {
  const refused = validateModal({ type: 'modal', blocks: [{ type: 'banner' }], title: plain('x'.repeat(25)) });
  expect(refused).toEqual({
    ok: false,
    messages: [
      '[ERROR] must be less than 25 characters [json-pointer:/view/title/text]',
      '[ERROR] unsupported type: banner [json-pointer:/view/blocks/0/type]',
    ],
  });
});
