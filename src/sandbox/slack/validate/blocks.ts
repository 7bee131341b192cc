import { z } from 'zod';
import { SLACK_LIMITS } from '../../../slack/views/limits.js';
import { dataVisualization } from './data-visualization.js';
import {
  button,
  checkboxes,
  datepicker,
  datetimepicker,
  imageElement,
  overflow,
  radioButtons,
  timepicker,
  workflowButton,
} from './elements.js';
import { emailInput, fileInput, numberInput, plainTextInput, richTextInput, urlInput } from './inputs.js';
import {
  anyText,
  httpsUrl,
  imageSource,
  mrkdwn,
  ONE_IMAGE_SOURCE,
  oneImageSource,
  plainText,
  text,
} from './objects.js';
import { richText } from './rich-text.js';
import {
  channelsSelect,
  conversationsSelect,
  externalSelect,
  multiChannelsSelect,
  multiConversationsSelect,
  multiExternalSelect,
  multiStaticSelect,
  multiUsersSelect,
  staticSelect,
  usersSelect,
} from './selects.js';

/**
 * Blocks and which elements may sit in them: docs.slack.dev/reference/block-kit/blocks. A block type that is not here is
 * refused, also where Slack has newer ones: the sandbox does not draw them.
 */

const id = { block_id: text(SLACK_LIMITS.blockId).optional() };

const selects = [
  staticSelect,
  externalSelect,
  usersSelect,
  channelsSelect,
  conversationsSelect,
  multiStaticSelect,
  multiExternalSelect,
  multiUsersSelect,
  multiChannelsSelect,
  multiConversationsSelect,
] as const;
const choosers = [checkboxes, radioButtons, datepicker, timepicker, ...selects] as const;
const clickable = [button, workflowButton, overflow, ...choosers] as const;
const fillable = [datetimepicker, plainTextInput, emailInput, urlInput, numberInput, richTextInput] as const;

const accessory = z.discriminatedUnion('type', [imageElement, ...clickable]);
const actionElement = z.discriminatedUnion('type', [datetimepicker, ...clickable]);
const contextElement = z.discriminatedUnion('type', [imageElement, plainText(), mrkdwn()]);
const homeInput = z.discriminatedUnion('type', [...choosers, ...fillable]);
const modalInput = z.discriminatedUnion('type', [...choosers, ...fillable, fileInput]);

const section = z
  .strictObject({
    type: z.literal('section'),
    ...id,
    text: anyText(SLACK_LIMITS.sectionText).optional(),
    fields: z.array(anyText(SLACK_LIMITS.sectionField)).min(1).max(SLACK_LIMITS.sectionFields).optional(),
    accessory: accessory.optional(),
    expand: z.boolean().optional(),
  })
  .refine((block) => block.text !== undefined || block.fields !== undefined, 'must define either `text` or `fields`');

const input = (element: typeof homeInput | typeof modalInput) =>
  z
    .strictObject({
      type: z.literal('input'),
      ...id,
      label: plainText(SLACK_LIMITS.inputLabel),
      element,
      hint: plainText(SLACK_LIMITS.inputHint).optional(),
      optional: z.boolean().optional(),
      dispatch_action: z.boolean().optional(),
    })
    .refine((block) => !(block.dispatch_action === true && block.element.type === 'file_input'), {
      path: ['element'],
      message: 'unsupported type: file_input with dispatch_action',
    });

const common = [
  section,
  z.strictObject({ type: z.literal('divider'), ...id }),
  z.strictObject({ type: z.literal('header'), ...id, text: plainText(SLACK_LIMITS.headerText) }),
  z
    .strictObject({
      type: z.literal('image'),
      ...id,
      ...imageSource,
      title: plainText(SLACK_LIMITS.imageTitle).optional(),
    })
    .refine(oneImageSource, ONE_IMAGE_SOURCE),
  z.strictObject({
    type: z.literal('context'),
    ...id,
    elements: z.array(contextElement).min(1).max(SLACK_LIMITS.contextElements),
  }),
  z.strictObject({
    type: z.literal('actions'),
    ...id,
    elements: z.array(actionElement).min(1).max(SLACK_LIMITS.actionsElements),
  }),
  richText,
  z.strictObject({
    type: z.literal('video'),
    ...id,
    alt_text: text(SLACK_LIMITS.imageAltText),
    title: plainText(SLACK_LIMITS.videoTitle),
    title_url: httpsUrl(SLACK_LIMITS.imageUrl).optional(),
    thumbnail_url: text(SLACK_LIMITS.imageUrl),
    video_url: httpsUrl(SLACK_LIMITS.imageUrl),
    author_name: text(SLACK_LIMITS.videoAuthorName).optional(),
    description: plainText(SLACK_LIMITS.videoDescription).optional(),
    provider_name: text(255).optional(),
    provider_icon_url: text(SLACK_LIMITS.imageUrl).optional(),
  }),
] as const;

const tableCell = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('raw_text'), text: z.string().min(1) }),
  z.strictObject({ type: z.literal('raw_number'), value: z.number(), text: z.string().min(1) }),
  richText,
]);
const table = z.strictObject({
  type: z.literal('table'),
  ...id,
  rows: z.array(z.array(tableCell).min(1).max(SLACK_LIMITS.tableCells)).min(1).max(SLACK_LIMITS.tableRows),
  column_settings: z
    .array(
      z.strictObject({ align: z.enum(['left', 'center', 'right']).optional(), is_wrapped: z.boolean().optional() }),
    )
    .max(SLACK_LIMITS.tableColumnSettings)
    .optional(),
});
const markdown = z.strictObject({ type: z.literal('markdown'), ...id, text: text(SLACK_LIMITS.markdownText) });

export const messageBlock = z.discriminatedUnion('type', [...common, table, markdown, dataVisualization]);
export const homeBlock = z.discriminatedUnion('type', [...common, input(homeInput)]);
export const modalBlock = z.discriminatedUnion('type', [...common, input(modalInput)]);
