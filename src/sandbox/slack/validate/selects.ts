import { z } from 'zod';
import { SLACK_LIMITS } from '../../../slack/views/limits.js';
import {
  actionable,
  confirmable,
  focusable,
  isOffered,
  optionGroup,
  placeholdable,
  plainOption,
  type RichOption,
  text,
} from './objects.js';

/**
 * Select and multi-select menus: docs.slack.dev/reference/block-kit/block-elements/select-menu-element and
 * multi-select-menu-element.
 */

const menu = { ...actionable, ...confirmable, ...focusable, ...placeholdable };
const many = { max_selected_items: z.int().min(1).optional() };
const respondable = { response_url_enabled: z.boolean().optional() };
const offered = {
  options: z.array(plainOption).min(1).max(SLACK_LIMITS.selectOptions).optional(),
  option_groups: z.array(optionGroup).min(1).max(SLACK_LIMITS.optionGroups).optional(),
};
const queried = { min_query_length: z.int().min(0).optional() };
const filter = z
  .strictObject({
    include: z
      .array(z.enum(['im', 'mpim', 'private', 'public']))
      .min(1)
      .optional(),
    exclude_external_shared_channels: z.boolean().optional(),
    exclude_bot_users: z.boolean().optional(),
  })
  .refine((value) => Object.keys(value).length > 0, 'must define at least one condition');
const conversation = { default_to_current_conversation: z.boolean().optional(), filter: filter.optional() };

interface Offering {
  readonly options?: readonly RichOption[] | undefined;
  readonly option_groups?: readonly { readonly options: readonly RichOption[] }[] | undefined;
}
const oneKindOfOptions = (value: Offering) => (value.options === undefined) !== (value.option_groups === undefined);
const ONE_KIND_OF_OPTIONS = 'must define either `options` or `option_groups`';
const everyOption = (value: Offering) => value.options ?? (value.option_groups ?? []).flatMap((group) => group.options);
const AMONG = 'must be among the provided options';
const withinMaximum = (initial: readonly unknown[] | undefined, maximum: number | undefined) =>
  initial === undefined || maximum === undefined || initial.length <= maximum;
const TOO_MANY_INITIAL = 'must not be more than max_selected_items';

export const staticSelect = z
  .strictObject({ type: z.literal('static_select'), ...menu, ...offered, initial_option: plainOption.optional() })
  .refine(oneKindOfOptions, ONE_KIND_OF_OPTIONS)
  .refine((value) => value.initial_option === undefined || isOffered(value.initial_option, everyOption(value)), {
    path: ['initial_option'],
    message: AMONG,
  });

export const multiStaticSelect = z
  .strictObject({
    type: z.literal('multi_static_select'),
    ...menu,
    ...many,
    ...offered,
    initial_options: z.array(plainOption).min(1).max(SLACK_LIMITS.selectOptions).optional(),
  })
  .refine(oneKindOfOptions, ONE_KIND_OF_OPTIONS)
  .refine((value) => (value.initial_options ?? []).every((option) => isOffered(option, everyOption(value))), {
    path: ['initial_options'],
    message: AMONG,
  })
  .refine((value) => withinMaximum(value.initial_options, value.max_selected_items), {
    path: ['initial_options'],
    message: TOO_MANY_INITIAL,
  });

export const externalSelect = z.strictObject({
  type: z.literal('external_select'),
  ...menu,
  ...queried,
  initial_option: plainOption.optional(),
});

export const multiExternalSelect = z
  .strictObject({
    type: z.literal('multi_external_select'),
    ...menu,
    ...many,
    ...queried,
    initial_options: z.array(plainOption).min(1).max(SLACK_LIMITS.selectOptions).optional(),
  })
  .refine((value) => withinMaximum(value.initial_options, value.max_selected_items), {
    path: ['initial_options'],
    message: TOO_MANY_INITIAL,
  });

const userId = text(64).regex(/^[UW][A-Z0-9]+$/, 'invalid user ID');
const channelId = text(64).regex(/^C[A-Z0-9]+$/, 'invalid channel ID');
const conversationId = text(64).regex(/^[CDGUW][A-Z0-9]+$/, 'invalid conversation ID');

export const usersSelect = z.strictObject({
  type: z.literal('users_select'),
  ...menu,
  initial_user: userId.optional(),
});
export const multiUsersSelect = z
  .strictObject({
    type: z.literal('multi_users_select'),
    ...menu,
    ...many,
    initial_users: z.array(userId).min(1).optional(),
  })
  .refine((value) => withinMaximum(value.initial_users, value.max_selected_items), {
    path: ['initial_users'],
    message: TOO_MANY_INITIAL,
  });

export const channelsSelect = z.strictObject({
  type: z.literal('channels_select'),
  ...menu,
  ...respondable,
  initial_channel: channelId.optional(),
});
export const multiChannelsSelect = z
  .strictObject({
    type: z.literal('multi_channels_select'),
    ...menu,
    ...many,
    initial_channels: z.array(channelId).min(1).optional(),
  })
  .refine((value) => withinMaximum(value.initial_channels, value.max_selected_items), {
    path: ['initial_channels'],
    message: TOO_MANY_INITIAL,
  });

export const conversationsSelect = z.strictObject({
  type: z.literal('conversations_select'),
  ...menu,
  ...respondable,
  ...conversation,
  initial_conversation: conversationId.optional(),
});
export const multiConversationsSelect = z
  .strictObject({
    type: z.literal('multi_conversations_select'),
    ...menu,
    ...many,
    ...conversation,
    initial_conversations: z.array(conversationId).min(1).optional(),
  })
  .refine((value) => withinMaximum(value.initial_conversations, value.max_selected_items), {
    path: ['initial_conversations'],
    message: TOO_MANY_INITIAL,
  });
