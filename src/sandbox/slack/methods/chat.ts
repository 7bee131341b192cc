import type { StoredConversation, StoredMessage } from '../../store/state.js';
import type { Args } from '../args.js';
import type { SlackContext } from '../context.js';
import {
  addMessage,
  type Content,
  editMessage,
  findMessage,
  readBlocks,
  readContent,
  removeMessage,
  slackMessage,
} from '../messages.js';
import { SlackError } from '../slack-error.js';
import { validateMetadata } from '../validate/validate.js';
import { findMember, TEAM } from '../workspace.js';
import { isDirectWith, joined, visible } from './conversations.js';
import type { Methods } from './method.js';

/** chat.*: docs.slack.dev/reference/methods. */
export const chatMethods: Methods = {
  'chat.postMessage': async (args, context) => {
    const conversation = joined(context, addressed(context, args.required('channel')));
    const content = readMessage(args, context);
    const threadTs = readThread(args, conversation, context);
    const message = await addMessage(context, {
      ...content,
      conversation: conversation.id,
      author: 'app',
      threadTs,
      isBroadcast: threadTs !== null && args.flag('reply_broadcast'),
      metadata: readMetadata(args) ?? null,
    });
    await context.store.saved();
    return { channel: conversation.id, ts: message.ts, message: slackMessage(message) };
  },

  'chat.postEphemeral': async (args, context) => {
    const conversation = joined(context, args.required('channel'));
    const user = args.required('user');
    if (findMember(user) === undefined) throw new SlackError('user_not_found');
    if (!conversation.members.includes(user)) throw new SlackError('user_not_in_channel');
    const message = await addMessage(context, {
      ...readMessage(args, context),
      conversation: conversation.id,
      author: 'app',
      threadTs: readThread(args, conversation, context),
      visibleTo: user,
    });
    return { message_ts: message.ts };
  },

  'chat.update': async (args, context) => {
    const conversation = joined(context, args.required('channel'));
    const message = changeable(args, conversation, context, 'cant_update_message');
    const { text } = readContent(context, args.text('text'), undefined);
    refuseAttachments(args);
    const blocks = args.object('blocks');
    const metadata = readMetadata(args);
    editMessage(context, message, {
      text,
      ...(blocks === undefined ? {} : { blocks: readBlocks(context, blocks) }),
      ...(metadata === undefined ? {} : { metadata }),
    });
    await context.store.saved();
    return { channel: conversation.id, ts: message.ts, text: message.text, message: slackMessage(message) };
  },

  'chat.delete': (args, context) => {
    const conversation = joined(context, args.required('channel'));
    const message = changeable(args, conversation, context, 'cant_delete_message');
    removeMessage(context, message);
    return { channel: conversation.id, ts: message.ts };
  },

  'chat.getPermalink': (args, context) => {
    const conversation = visible(context, args.required('channel'));
    const ts = args.required('message_ts');
    if (findMessage(context, conversation.id, ts) === undefined) throw new SlackError('message_not_found');
    return {
      channel: conversation.id,
      permalink: `https://${TEAM.domain}.slack.com/archives/${conversation.id}/p${ts.replace('.', '')}`,
    };
  },
};

/** Messages go to an id, to a person (their DM with the app), or to a channel by name. */
function addressed(context: SlackContext, channel: string): string {
  const { conversations } = context.store.state;
  if (findMember(channel) !== undefined) {
    return conversations.find((one) => isDirectWith(one, channel))?.id ?? channel;
  }
  const name = channel.replace(/^#/, '');
  return conversations.find((one) => one.kind === 'channel' && !one.isPrivate && one.name === name)?.id ?? channel;
}

function readMessage(args: Args, context: SlackContext): Content {
  refuseAttachments(args);
  return readContent(context, args.text('text'), args.object('blocks'));
}

/** Drumbeat uses blocks only, and the page draws no attachments: better to hear of one than to lose it. */
function refuseAttachments(args: Args): void {
  const attachments = args.object('attachments');
  if (attachments !== undefined && !(Array.isArray(attachments) && attachments.length === 0)) {
    throw new SlackError('invalid_attachments', ['[ERROR] the sandbox shows no attachments']);
  }
}

function readMetadata(args: Args): StoredMessage['metadata'] | undefined {
  const metadata = args.object('metadata');
  if (metadata === undefined) return undefined;
  const validated = validateMetadata(metadata);
  if (!validated.ok) throw new SlackError('invalid_metadata_format', validated.messages);
  return validated.value;
}

export function readThread(args: Args, conversation: StoredConversation, context: SlackContext): string | null {
  const ts = args.text('thread_ts');
  if (ts === undefined || ts === '') return null;
  const root = findMessage(context, conversation.id, ts);
  if (root === undefined || root.visibleTo !== null) throw new SlackError('thread_not_found');
  return root.threadTs ?? root.ts;
}

/** Ephemeral messages cannot be found by their `ts`, as in Slack. */
function changeable(
  args: Args,
  conversation: StoredConversation,
  context: SlackContext,
  refusal: string,
): StoredMessage {
  const message = findMessage(context, conversation.id, args.required('ts'));
  if (message === undefined || message.visibleTo !== null) throw new SlackError('message_not_found');
  if (message.author !== 'app') throw new SlackError(refusal);
  return message;
}
