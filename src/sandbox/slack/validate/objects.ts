import { z } from 'zod';
import { SLACK_LIMITS } from '../../../slack/views/limits.js';

/** Block Kit's composition objects, as docs.slack.dev/reference/block-kit/composition-objects describes them. */

export const text = (max: number) => z.string().min(1).max(max);

export const plainText = (max: number = SLACK_LIMITS.textObject) =>
  z.strictObject({ type: z.literal('plain_text'), text: text(max), emoji: z.boolean().optional() });

export const mrkdwn = (max: number = SLACK_LIMITS.textObject) =>
  z.strictObject({ type: z.literal('mrkdwn'), text: text(max), verbatim: z.boolean().optional() });

export const anyText = (max: number = SLACK_LIMITS.textObject) =>
  z.discriminatedUnion('type', [plainText(max), mrkdwn(max)]);

export const url = (max: number) =>
  text(max).refine((value) => /^(https?|mailto|tel|slack):/i.test(value), 'must be a valid URL');

export const httpsUrl = (max: number) =>
  text(max).refine((value) => /^https:\/\//i.test(value), 'must be a valid HTTPS URL');

const colorScheme = z.enum(['primary', 'danger']);

/** Where Slack's own types leave title and buttons out, its reference asks for them: the stricter reading holds. */
export const confirm = z.strictObject({
  title: plainText(SLACK_LIMITS.confirmTitle),
  text: anyText(SLACK_LIMITS.confirmText),
  confirm: plainText(SLACK_LIMITS.confirmButton),
  deny: plainText(SLACK_LIMITS.confirmButton),
  style: colorScheme.optional(),
});

/** What every element with an `action_id` may carry. */
export const actionable = { action_id: text(SLACK_LIMITS.actionId).optional() };
export const confirmable = { confirm: confirm.optional() };
export const focusable = { focus_on_load: z.boolean().optional() };
export const placeholdable = { placeholder: plainText(SLACK_LIMITS.placeholder).optional() };
export const styled = { style: colorScheme.optional() };
export const labelled = { accessibility_label: text(SLACK_LIMITS.accessibilityLabel).optional() };
export const dispatchable = {
  dispatch_action_config: z
    .strictObject({
      trigger_actions_on: z
        .array(z.enum(['on_enter_pressed', 'on_character_entered']))
        .min(1)
        .max(2)
        .optional(),
    })
    .optional(),
};

const optionValue = { value: text(SLACK_LIMITS.optionValue) };

/** Options of select menus: plain text only. */
export const plainOption = z.strictObject({
  text: plainText(SLACK_LIMITS.optionText),
  ...optionValue,
  description: plainText(SLACK_LIMITS.optionDescription).optional(),
});

/** Options of checkboxes and radio buttons may use mrkdwn. */
export const richOption = z.strictObject({
  text: anyText(SLACK_LIMITS.optionText),
  ...optionValue,
  description: anyText(SLACK_LIMITS.optionDescription).optional(),
});

/** Only overflow menus take an option with a link. */
export const overflowOption = plainOption.extend({ url: url(SLACK_LIMITS.optionUrl).optional() });

export const optionGroup = z.strictObject({
  label: plainText(SLACK_LIMITS.optionGroupLabel),
  options: z.array(plainOption).min(1).max(SLACK_LIMITS.selectOptions),
});

export type RichOption = z.infer<typeof richOption>;

/** Slack takes an initial option only when it exactly matches one that is offered (`emoji` does not count). */
export function isOffered(initial: RichOption, offered: readonly RichOption[]): boolean {
  const key = (option: RichOption) =>
    JSON.stringify([option.value, option.text.type, option.text.text, option.description?.text ?? null]);
  return offered.some((option) => key(option) === key(initial));
}

const slackFile = z
  .strictObject({ id: text(255).optional(), url: text(SLACK_LIMITS.imageUrl).optional() })
  .refine((file) => (file.id === undefined) !== (file.url === undefined), 'must define either `id` or `url`');

/** The picture of an image block or element: a public URL or a file in Slack, never both. */
export const imageSource = {
  image_url: text(SLACK_LIMITS.imageUrl)
    .refine((value) => /^https?:\/\//i.test(value), 'must be a valid URL')
    .optional(),
  slack_file: slackFile.optional(),
  alt_text: text(SLACK_LIMITS.imageAltText),
};

export const oneImageSource = (image: { image_url?: unknown; slack_file?: unknown }) =>
  (image.image_url === undefined) !== (image.slack_file === undefined);
export const ONE_IMAGE_SOURCE = 'must define either `image_url` or `slack_file`';
