import type { HomeView, KnownBlock, ModalView } from '@slack/types';
import { z } from 'zod';
import { SLACK_LIMITS } from '../../../slack/views/limits.js';
import { homeBlock, messageBlock, modalBlock } from './blocks.js';
import { plainText, text } from './objects.js';
import { problem, slackProblems } from './problems.js';
import { wholeProblems } from './whole.js';

/** `messages` are what Slack puts into `response_metadata.messages`; a JSON pointer says where. */
export type Validated<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly messages: readonly string[] };

const messageBlocks = z.array(messageBlock).max(SLACK_LIMITS.messageBlocks);

const viewFields = {
  private_metadata: z.string().max(SLACK_LIMITS.privateMetadata).optional(),
  callback_id: z.string().max(SLACK_LIMITS.callbackId).optional(),
  external_id: z.string().max(SLACK_LIMITS.externalId).optional(),
};

const modal = z
  .strictObject({
    type: z.literal('modal'),
    title: plainText(SLACK_LIMITS.viewTitle),
    blocks: z.array(modalBlock).max(SLACK_LIMITS.viewBlocks),
    submit: plainText(SLACK_LIMITS.viewSubmit).optional(),
    close: plainText(SLACK_LIMITS.viewClose).optional(),
    clear_on_close: z.boolean().optional(),
    notify_on_close: z.boolean().optional(),
    ...viewFields,
  })
  .refine((view) => view.submit !== undefined || view.blocks.every((block) => block.type !== 'input'), {
    message: 'missing required field: submit',
  });

const home = z.strictObject({
  type: z.literal('home'),
  blocks: z.array(homeBlock).max(SLACK_LIMITS.viewBlocks),
  ...viewFields,
});

/** The blocks of a message, as chat.postMessage takes them. */
export function validateMessageBlocks(input: unknown): Validated<readonly KnownBlock[]> {
  const parsed = messageBlocks.safeParse(input);
  if (!parsed.success) return { ok: false, messages: slackProblems(parsed.error, input, '/blocks') };
  // The schemas describe the same shapes as @slack/types; they only know fewer block types.
  return checkedTogether(parsed.data as readonly KnownBlock[], parsed.data as readonly KnownBlock[], '/blocks');
}

/** A modal, as views.open, views.push, views.update and acknowledgements take it. */
export function validateModal(input: unknown): Validated<ModalView> {
  return validateView(modal, input, (view) => view as ModalView);
}

/** An App Home view, as views.publish takes it. */
export function validateHome(input: unknown): Validated<HomeView> {
  return validateView(home, input, (view) => view as HomeView);
}

const metadata = z.strictObject({
  event_type: text(255),
  event_payload: z.record(z.string(), z.unknown()),
});
export type MessageMetadata = z.infer<typeof metadata>;

/** Message metadata: docs.slack.dev/messaging/message-metadata. */
export function validateMetadata(input: unknown): Validated<MessageMetadata> {
  const parsed = metadata.safeParse(input);
  return parsed.success
    ? { ok: true, value: parsed.data }
    : { ok: false, messages: slackProblems(parsed.error, input, '/metadata') };
}

function validateView<S extends z.ZodType, V extends HomeView | ModalView>(
  schema: S,
  input: unknown,
  toView: (parsed: z.infer<S>) => V,
): Validated<V> {
  const parsed = schema.safeParse(input);
  if (!parsed.success) return { ok: false, messages: slackProblems(parsed.error, input, '/view') };
  const view = toView(parsed.data);
  return checkedTogether(view, view.blocks as readonly KnownBlock[], '/view/blocks');
}

function checkedTogether<T>(value: T, blocks: readonly KnownBlock[], root: string): Validated<T> {
  const messages = wholeProblems(blocks, root);
  return messages.length === 0 ? { ok: true, value } : { ok: false, messages };
}

/** Whether a view is heavier than Slack takes (view_too_large). */
export function isTooLarge(view: unknown): boolean {
  return Buffer.byteLength(JSON.stringify(view)) > SLACK_LIMITS.viewBytes;
}

export const INVALID_JSON = (argument: string) => [problem('must be valid JSON', `/${argument}`, [])];
