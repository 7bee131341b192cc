import type { StoredConversation } from '../../store/state.js';
import type { Args } from '../args.js';
import type { SlackContext } from '../context.js';
import { findConversation, slackMessage } from '../messages.js';
import { page } from '../paging.js';
import { SlackError } from '../slack-error.js';
import { APP, findMember, TEAM } from '../workspace.js';
import type { Methods } from './method.js';

/** conversations.* and users.conversations: docs.slack.dev/reference/methods. */
export const conversationMethods: Methods = {
  'conversations.open': (args, context) => {
    const channel = args.text('channel');
    if (channel !== undefined) return { channel: slackConversation(visible(context, channel)) };
    const users = args.required('users').split(',');
    if (users.length > 1) throw new SlackError('not_supported_in_sandbox');
    const user = findMember(users[0] ?? '');
    if (user === undefined) throw new SlackError('user_not_found');
    if (user.isDeleted) throw new SlackError('user_disabled');
    const direct = context.store.state.conversations.find((one) => isDirectWith(one, user.id));
    if (direct === undefined) throw new SlackError('cannot_dm_bot');
    return {
      no_op: true,
      already_open: true,
      channel: args.flag('return_im') ? slackConversation(direct) : { id: direct.id },
    };
  },

  'conversations.info': (args, context) => ({
    channel: slackConversation(visible(context, args.required('channel'))),
  }),

  'conversations.list': (args, context) => {
    const types = (args.text('types') ?? 'public_channel').split(',').map((type) => type.trim());
    const all = context.store.state.conversations.filter((one) => isVisible(one) && types.includes(typeOf(one)));
    const { items, nextCursor } = page(all, args, 100);
    return { channels: items.map(slackConversation), response_metadata: { next_cursor: nextCursor } };
  },

  'users.conversations': (args, context) => {
    if (args.text('user') !== undefined) throw new SlackError('not_supported_in_sandbox');
    const types = (args.text('types') ?? 'public_channel').split(',').map((type) => type.trim());
    const own = context.store.state.conversations.filter((one) => isMember(one) && types.includes(typeOf(one)));
    const { items, nextCursor } = page(own, args, 100);
    return { channels: items.map(slackConversation), response_metadata: { next_cursor: nextCursor } };
  },

  'conversations.members': (args, context) => {
    const { items, nextCursor } = page(visible(context, args.required('channel')).members, args, 100);
    return { members: items, response_metadata: { next_cursor: nextCursor } };
  },

  'conversations.history': (args, context) => {
    const conversation = joined(context, args.required('channel'));
    const within = betweenTimes(args);
    const found = context.store.state.messages
      .filter((one) => one.conversation === conversation.id && one.visibleTo === null)
      .filter((one) => one.threadTs === null || one.isBroadcast)
      .filter((one) => within(one.ts))
      .reverse();
    return listed(found, args, context);
  },

  'conversations.replies': (args, context) => {
    const conversation = joined(context, args.required('channel'));
    const ts = args.required('ts');
    const within = betweenTimes(args);
    const inConversation = context.store.state.messages.filter(
      (one) => one.conversation === conversation.id && one.visibleTo === null,
    );
    const root = inConversation.find((one) => one.ts === ts);
    if (root === undefined) throw new SlackError('thread_not_found');
    const parent = root.threadTs ?? root.ts;
    const found = inConversation.filter((one) => one.ts === parent || (one.threadTs === parent && within(one.ts)));
    return listed(found, args, context);
  },
};

/** `oldest` and `latest` are exclusive unless `inclusive` is given. */
function betweenTimes(args: Args): (ts: string) => boolean {
  const oldest = Number(args.text('oldest') ?? '0');
  const latest = Number(args.text('latest') ?? 'Infinity');
  const inclusive = args.flag('inclusive');
  return (ts) => {
    const time = Number(ts);
    return inclusive ? time >= oldest && time <= latest : time > oldest && time < latest;
  };
}

function listed(
  found: SlackContext['store']['state']['messages'],
  args: Args,
  context: SlackContext,
): Readonly<Record<string, unknown>> {
  const { items, nextCursor } = page(found, args, 100);
  const metadata = args.flag('include_all_metadata');
  return {
    messages: items.map((one) => {
      const replies = context.store.state.messages.filter(
        (other) => other.threadTs === one.ts && other.conversation === one.conversation && other.visibleTo === null,
      );
      const thread = replies.length === 0 ? {} : { thread_ts: one.ts, reply_count: replies.length };
      return { ...slackMessage(one, { metadata }), ...thread };
    }),
    has_more: nextCursor !== '',
    ...(nextCursor === '' ? {} : { response_metadata: { next_cursor: nextCursor } }),
  };
}

/** What the app may know of: public channels, and private conversations that it is in. */
function isVisible(conversation: StoredConversation): boolean {
  return !conversation.isPrivate || isMember(conversation);
}

function isMember(conversation: StoredConversation): boolean {
  return conversation.members.includes(APP.botUserId);
}

/** The conversation, where the app may know of it. Throws `channel_not_found`. */
export function visible(context: SlackContext, id: string): StoredConversation {
  const conversation = findConversation(context, id);
  if (conversation === undefined || !isVisible(conversation)) throw new SlackError('channel_not_found');
  return conversation;
}

/** The conversation, where the app is in it. Throws `channel_not_found` or `not_in_channel`. */
export function joined(context: SlackContext, id: string): StoredConversation {
  const conversation = visible(context, id);
  if (!isMember(conversation)) throw new SlackError('not_in_channel');
  return conversation;
}

export function isDirectWith(conversation: StoredConversation, user: string): boolean {
  return conversation.kind === 'app-dm' && conversation.members.includes(user);
}

function typeOf(conversation: StoredConversation): 'im' | 'public_channel' | 'private_channel' {
  if (conversation.kind === 'app-dm') return 'im';
  return conversation.isPrivate ? 'private_channel' : 'public_channel';
}

function slackConversation(conversation: StoredConversation) {
  if (conversation.kind === 'app-dm') {
    const user = conversation.members.find((id) => id !== APP.botUserId);
    return { id: conversation.id, is_im: true, is_archived: false, user, is_open: true, context_team_id: TEAM.id };
  }
  return {
    id: conversation.id,
    name: conversation.name,
    name_normalized: conversation.name,
    is_channel: true,
    is_group: false,
    is_im: false,
    is_mpim: false,
    is_private: conversation.isPrivate,
    is_archived: false,
    is_general: false,
    is_shared: false,
    is_ext_shared: false,
    is_member: isMember(conversation),
    context_team_id: TEAM.id,
    topic: { value: conversation.topic, creator: '', last_set: 0 },
    purpose: { value: '', creator: '', last_set: 0 },
    num_members: conversation.members.length,
  };
}
