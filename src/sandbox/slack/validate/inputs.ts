import { z } from 'zod';
import { SLACK_LIMITS } from '../../../slack/views/limits.js';
import { actionable, dispatchable, focusable, placeholdable, text } from './objects.js';
import { richText } from './rich-text.js';

/** The elements that only an input block may hold: docs.slack.dev/reference/block-kit/block-elements. */

const typed = { ...actionable, ...dispatchable, ...focusable, ...placeholdable };
const numeral = z.string().regex(/^-?\d+(\.\d+)?$/, 'must be a number');

export const plainTextInput = z
  .strictObject({
    type: z.literal('plain_text_input'),
    ...typed,
    initial_value: z.string().max(SLACK_LIMITS.plainTextInput).optional(),
    multiline: z.boolean().optional(),
    min_length: z.int().min(0).max(SLACK_LIMITS.plainTextInput).optional(),
    max_length: z.int().min(1).max(SLACK_LIMITS.plainTextInput).optional(),
  })
  .refine((input) => (input.min_length ?? 0) <= (input.max_length ?? SLACK_LIMITS.plainTextInput), {
    path: ['min_length'],
    message: 'must not be more than max_length',
  })
  .refine((input) => (input.initial_value ?? '').length <= (input.max_length ?? SLACK_LIMITS.plainTextInput), {
    path: ['initial_value'],
    message: 'must not be longer than max_length',
  });

export const emailInput = z.strictObject({
  type: z.literal('email_text_input'),
  ...typed,
  initial_value: z.string().max(SLACK_LIMITS.plainTextInput).optional(),
});

export const urlInput = z.strictObject({
  type: z.literal('url_text_input'),
  ...typed,
  initial_value: z.string().max(SLACK_LIMITS.plainTextInput).optional(),
});

export const numberInput = z
  .strictObject({
    type: z.literal('number_input'),
    ...typed,
    is_decimal_allowed: z.boolean(),
    initial_value: numeral.optional(),
    min_value: numeral.optional(),
    max_value: numeral.optional(),
  })
  .refine((input) => Number(input.min_value ?? '-Infinity') <= Number(input.max_value ?? 'Infinity'), {
    path: ['min_value'],
    message: 'must not be more than max_value',
  });

/** Takes no placeholder and no dispatch configuration. */
export const fileInput = z.strictObject({
  type: z.literal('file_input'),
  ...actionable,
  filetypes: z.array(text(50)).optional(),
  max_files: z.int().min(1).max(SLACK_LIMITS.fileInputFiles).optional(),
});

const lines = z.int().min(1).max(SLACK_LIMITS.richTextInputLines).optional();
export const richTextInput = z.strictObject({
  type: z.literal('rich_text_input'),
  ...typed,
  initial_value: richText.optional(),
  min_lines: lines,
  max_lines: lines,
});
