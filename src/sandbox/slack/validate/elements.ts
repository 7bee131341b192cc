import { z } from 'zod';
import { SLACK_LIMITS } from '../../../slack/views/limits.js';
import {
  actionable,
  confirmable,
  focusable,
  imageSource,
  isOffered,
  labelled,
  ONE_IMAGE_SOURCE,
  oneImageSource,
  overflowOption,
  placeholdable,
  plainText,
  richOption,
  styled,
  text,
  url,
} from './objects.js';

/** Buttons, boxes, pickers and pictures: docs.slack.dev/reference/block-kit/block-elements. Selects are in selects.ts. */

export const button = z.strictObject({
  type: z.literal('button'),
  ...actionable,
  ...confirmable,
  ...styled,
  ...labelled,
  text: plainText(SLACK_LIMITS.buttonText),
  value: text(SLACK_LIMITS.buttonValue).optional(),
  url: url(SLACK_LIMITS.buttonUrl).optional(),
});

export const workflowButton = z.strictObject({
  type: z.literal('workflow_button'),
  ...actionable,
  ...confirmable,
  ...styled,
  ...labelled,
  text: plainText(SLACK_LIMITS.buttonText),
  workflow: z.strictObject({
    trigger: z.strictObject({
      url: url(SLACK_LIMITS.buttonUrl),
      customizable_input_parameters: z.array(z.strictObject({ name: text(255), value: z.string() })).optional(),
    }),
  }),
});

export const imageElement = z
  .strictObject({ type: z.literal('image'), ...imageSource })
  .refine(oneImageSource, ONE_IMAGE_SOURCE);

export const checkboxes = z
  .strictObject({
    type: z.literal('checkboxes'),
    ...actionable,
    ...confirmable,
    ...focusable,
    options: z.array(richOption).min(1).max(SLACK_LIMITS.checkboxOptions),
    initial_options: z.array(richOption).min(1).max(SLACK_LIMITS.checkboxOptions).optional(),
  })
  .refine((box) => (box.initial_options ?? []).every((option) => isOffered(option, box.options)), {
    path: ['initial_options'],
    message: 'must be among the provided options',
  });

export const radioButtons = z
  .strictObject({
    type: z.literal('radio_buttons'),
    ...actionable,
    ...confirmable,
    ...focusable,
    options: z.array(richOption).min(1).max(SLACK_LIMITS.radioOptions),
    initial_option: richOption.optional(),
  })
  .refine((radio) => radio.initial_option === undefined || isOffered(radio.initial_option, radio.options), {
    path: ['initial_option'],
    message: 'must be among the provided options',
  });

export const overflow = z.strictObject({
  type: z.literal('overflow'),
  ...actionable,
  ...confirmable,
  options: z.array(overflowOption).min(1).max(SLACK_LIMITS.overflowOptions),
});

export const datepicker = z.strictObject({
  type: z.literal('datepicker'),
  ...actionable,
  ...confirmable,
  ...focusable,
  ...placeholdable,
  initial_date: z.string().refine(isDate, 'must be a date in the format YYYY-MM-DD').optional(),
});

export const timepicker = z.strictObject({
  type: z.literal('timepicker'),
  ...actionable,
  ...confirmable,
  ...focusable,
  ...placeholdable,
  initial_time: z
    .string()
    .regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be a time in the format HH:mm')
    .optional(),
  timezone: text(100).optional(),
});

export const datetimepicker = z.strictObject({
  type: z.literal('datetimepicker'),
  ...actionable,
  ...confirmable,
  ...focusable,
  initial_date_time: z
    .int()
    .refine((seconds) => String(seconds).length === 10, 'must be a UNIX timestamp of 10 digits')
    .optional(),
});

/** A date of the calendar, `YYYY-MM-DD`: 2026-02-30 is none. */
function isDate(value: string): boolean {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(value);
  if (match === null) return false;
  const [year, month, day] = match.slice(1).map(Number);
  if (year === undefined || month === undefined || day === undefined || month < 1 || month > 12) return false;
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  const days = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1] ?? 0;
  return day >= 1 && day <= days;
}
