import { validateHome, validateMessageBlocks, validateModal } from '../../src/sandbox/slack/validate/validate.js';
import { SLACK_LIMITS } from '../../src/slack/views/limits.js';

/**
 * Every limit with a payload that just fits and one that breaks it. The numbers stand here once more on purpose: they are
 * Slack's, not ours to change.
 */

const x = (length: number) => 'x'.repeat(length);
const list = <T>(length: number, item: (index: number) => T) => Array.from({ length }, (_, index) => item(index));
const plain = (text: string) => ({ type: 'plain_text', text });
const mrkdwn = (text: string) => ({ type: 'mrkdwn', text });
const option = (index: number | string) => ({ text: plain(`Option ${index}`), value: `v${index}` });
const button = (more: object = {}) => ({ type: 'button', text: plain('Go'), ...more });
const actions = (...elements: object[]) => [{ type: 'actions', elements }];
const input = (element: object, more: object = {}) => [{ type: 'input', label: plain('Label'), element, ...more }];
const select = (more: object) => ({ type: 'static_select', ...more });
const table = (rows: number, cells: number, text = 'x') => [
  { type: 'table', rows: list(rows, () => list(cells, () => ({ type: 'raw_text', text }))) },
];
const chart = ({ title = 'Chart', series = ['Sent'], categories = ['Intro'], xLabel = 'Step' }) => [
  {
    type: 'data_visualization',
    title,
    chart: {
      type: 'bar',
      series: series.map((name) => ({ name, data: categories.map((label) => ({ label, value: 1 })) })),
      axis_config: { categories, x_label: xLabel },
    },
  },
];
const confirm = (more: object) =>
  button({
    confirm: { title: plain('Sure?'), text: mrkdwn('Really'), confirm: plain('Yes'), deny: plain('No'), ...more },
  });
const video = (more: object) => [
  {
    type: 'video',
    alt_text: 'Clip',
    title: plain('Clip'),
    thumbnail_url: 'https://example.com/t.png',
    video_url: 'https://example.com/v',
    ...more,
  },
];
const url = (length: number) => `https://example.com/${x(length - 20)}`;

type Case = [name: keyof typeof SLACK_LIMITS, limit: number, payload: (size: number) => unknown];

const inMessages: Case[] = [
  ['messageBlocks', 50, (n) => list(n, () => ({ type: 'divider' }))],
  ['blockId', 255, (n) => [{ type: 'divider', block_id: x(n) }]],
  ['sectionText', 3000, (n) => [{ type: 'section', text: mrkdwn(x(n)) }]],
  ['sectionFields', 10, (n) => [{ type: 'section', fields: list(n, () => plain('x')) }]],
  ['sectionField', 2000, (n) => [{ type: 'section', fields: [mrkdwn(x(n))] }]],
  ['headerText', 150, (n) => [{ type: 'header', text: plain(x(n)) }]],
  ['contextElements', 10, (n) => [{ type: 'context', elements: list(n, () => mrkdwn('x')) }]],
  ['textObject', 3000, (n) => [{ type: 'context', elements: [mrkdwn(x(n))] }]],
  ['actionsElements', 25, (n) => actions(...list(n, (index) => button({ action_id: `a${index}` })))],
  ['imageUrl', 3000, (n) => [{ type: 'image', image_url: url(n), alt_text: 'x' }]],
  ['imageAltText', 2000, (n) => [{ type: 'image', image_url: url(30), alt_text: x(n) }]],
  ['imageTitle', 2000, (n) => [{ type: 'image', image_url: url(30), alt_text: 'x', title: plain(x(n)) }]],
  ['markdownText', 12_000, (n) => [{ type: 'markdown', text: x(n) }]],
  ['tableRows', 100, (n) => table(n, 1)],
  ['tableCells', 20, (n) => table(1, n)],
  ['tableColumnSettings', 20, (n) => [{ ...table(1, 1)[0], column_settings: list(n, () => ({ align: 'right' })) }]],
  ['tableCharacters', 10_000, (n) => table(1, 1, x(n))],
  ['tablesPerMessage', 1, (n) => list(n, () => table(1, 1)).flat()],
  ['chartTitle', 50, (n) => chart({ title: x(n) })],
  ['chartSeries', 6, (n) => chart({ series: list(n, String) })],
  ['chartCategories', 20, (n) => chart({ categories: list(n, String) })],
  ['chartLabel', 20, (n) => chart({ series: [x(n)] })],
  ['chartLabel', 20, (n) => chart({ categories: [x(n)] })],
  ['chartAxisLabel', 50, (n) => chart({ xLabel: x(n) })],
  ['chartsPerMessage', 2, (n) => list(n, () => chart({})).flat()],
  ['videoTitle', 199, (n) => video({ title: plain(x(n)) })],
  ['videoDescription', 200, (n) => video({ description: plain(x(n)) })],
  ['videoAuthorName', 49, (n) => video({ author_name: x(n) })],
  ['actionId', 255, (n) => actions(button({ action_id: x(n) }))],
  ['buttonText', 75, (n) => actions(button({ text: plain(x(n)) }))],
  ['buttonValue', 2000, (n) => actions(button({ value: x(n) }))],
  ['buttonUrl', 3000, (n) => actions(button({ url: url(n) }))],
  ['accessibilityLabel', 75, (n) => actions(button({ accessibility_label: x(n) }))],
  ['placeholder', 150, (n) => actions(select({ options: [option(1)], placeholder: plain(x(n)) }))],
  ['selectOptions', 100, (n) => actions(select({ options: list(n, option) }))],
  [
    'optionGroups',
    100,
    (n) => actions(select({ option_groups: list(n, (i) => ({ label: plain(`G${i}`), options: [option(i)] })) })),
  ],
  ['optionGroupLabel', 75, (n) => actions(select({ option_groups: [{ label: plain(x(n)), options: [option(1)] }] }))],
  ['overflowOptions', 5, (n) => actions({ type: 'overflow', options: list(n, option) })],
  ['checkboxOptions', 10, (n) => actions({ type: 'checkboxes', options: list(n, option) })],
  ['radioOptions', 10, (n) => actions({ type: 'radio_buttons', options: list(n, option) })],
  ['optionText', 75, (n) => actions(select({ options: [{ text: plain(x(n)), value: 'v' }] }))],
  ['optionValue', 150, (n) => actions(select({ options: [{ text: plain('x'), value: x(n) }] }))],
  ['optionDescription', 75, (n) => actions(select({ options: [{ ...option(1), description: plain(x(n)) }] }))],
  ['optionUrl', 3000, (n) => actions({ type: 'overflow', options: [{ ...option(1), url: url(n) }] })],
  ['confirmTitle', 100, (n) => actions(confirm({ title: plain(x(n)) }))],
  ['confirmText', 300, (n) => actions(confirm({ text: mrkdwn(x(n)) }))],
  ['confirmButton', 30, (n) => actions(confirm({ deny: plain(x(n)) }))],
];

const modal = (more: object) => ({ type: 'modal', title: plain('Title'), submit: plain('Save'), blocks: [], ...more });

const inModals: Case[] = [
  ['viewBlocks', 100, (n) => modal({ blocks: list(n, () => ({ type: 'divider' })) })],
  ['viewTitle', 24, (n) => modal({ title: plain(x(n)) })],
  ['viewSubmit', 24, (n) => modal({ submit: plain(x(n)) })],
  ['viewClose', 24, (n) => modal({ close: plain(x(n)) })],
  ['callbackId', 255, (n) => modal({ callback_id: x(n) })],
  ['externalId', 255, (n) => modal({ external_id: x(n) })],
  ['privateMetadata', 3000, (n) => modal({ private_metadata: x(n) })],
  ['inputLabel', 2000, (n) => modal({ blocks: input({ type: 'plain_text_input' }, { label: plain(x(n)) }) })],
  ['inputHint', 2000, (n) => modal({ blocks: input({ type: 'plain_text_input' }, { hint: plain(x(n)) }) })],
  ['plainTextInput', 3000, (n) => modal({ blocks: input({ type: 'plain_text_input', max_length: n }) })],
  ['plainTextInput', 3000, (n) => modal({ blocks: input({ type: 'plain_text_input', initial_value: x(n) }) })],
  ['fileInputFiles', 10, (n) => modal({ blocks: input({ type: 'file_input', max_files: n }) })],
  ['richTextInputLines', 100, (n) => modal({ blocks: input({ type: 'rich_text_input', max_lines: n }) })],
];

test.each(inMessages)('a message may reach %s (%i), not pass it', (name, limit, payload) => {
  expect(SLACK_LIMITS[name]).toBe(limit);
  expect(validateMessageBlocks(payload(limit))).toMatchObject({ ok: true });
  expect(validateMessageBlocks(payload(limit + 1))).toMatchObject({ ok: false });
});

test.each(inModals)('a modal may reach %s (%i), not pass it', (name, limit, payload) => {
  expect(SLACK_LIMITS[name]).toBe(limit);
  expect(validateModal(payload(limit))).toMatchObject({ ok: true });
  expect(validateModal(payload(limit + 1))).toMatchObject({ ok: false });
});

test('the markdown of several blocks counts together', () => {
  const blocks = (last: number) => [
    { type: 'markdown', text: x(11_000) },
    { type: 'markdown', text: x(last) },
  ];
  expect(validateMessageBlocks(blocks(1000))).toMatchObject({ ok: true });
  expect(validateMessageBlocks(blocks(1001))).toMatchObject({ ok: false });
});

test('a home view may hold as many blocks as a modal', () => {
  const home = (length: number) => ({ type: 'home', blocks: list(length, () => ({ type: 'divider' })) });
  expect(validateHome(home(100))).toMatchObject({ ok: true });
  expect(validateHome(home(101))).toMatchObject({ ok: false });
});

test('a limit that is passed is told as Slack tells it', () => {
  expect(validateMessageBlocks([{ type: 'divider' }, { type: 'section', text: mrkdwn(x(3001)) }])).toEqual({
    ok: false,
    messages: ['[ERROR] must be less than 3001 characters [json-pointer:/blocks/1/text/text]'],
  });
});
