import { createHash } from 'node:crypto';
import type { ChatPostMessageArguments } from '@slack/web-api';
import type { Chat, ChatOutcome, PostedAt } from '../../app/ports/chat.js';
import { createConversations } from './conversations.js';
import { drawPost } from './draw-post.js';
import { faultOf, outcomeOf } from './outcome.js';
import type { SlackClient } from './slack-client.js';

const metadataType = 'drumbeat_post';

/** What Slack says where there is no such thread, or nobody may write in it any more. */
const noThread = new Set([
  'thread_not_found',
  'message_not_found',
  'invalid_thread_ts',
  'cannot_reply_to_message',
  'restricted_action_thread_locked',
]);

/** As many messages a call as Slack gives to every kind of app. */
const pageSize = 15;

/**
 * The Chat port over Slack's Web API. The client must not retry by itself (see `createSlackClient`): what a failure means
 * is decided here. `find` rejects with a
 * fault when Slack cannot be asked.
 */
export function createSlackChat({ client }: { readonly client: SlackClient }): Chat {
  const conversations = createConversations(client);

  const attempt = async (call: () => Promise<PostedAt | null>): Promise<ChatOutcome> => {
    try {
      const at = await call();
      return at === null
        ? { kind: 'unknown', reason: 'Slack did not say where the message stands' }
        : { kind: 'ok', at };
    } catch (error) {
      return outcomeOf(error);
    }
  };

  return {
    async post(to, post, key, thread = null) {
      const { text, blocks } = drawPost(post);
      // Opening a conversation may be repeated at will, so its failure never leaves a doubt about the message.
      const channel = await conversations.open(to);
      if (channel.kind !== 'open') return channel;
      const outcome = await attempt(async () => {
        const message: ChatPostMessageArguments = {
          channel: channel.id,
          text,
          blocks: [...blocks],
          metadata: { event_type: metadataType, event_payload: { key } },
          unfurl_links: false,
          unfurl_media: false,
        };
        if (thread !== null) {
          const { ts: thread_ts, isAlsoOutside: reply_broadcast } = thread;
          return postedAt(await client.chat.postMessage({ ...message, thread_ts, reply_broadcast }));
        }
        return postedAt(await client.chat.postMessage(message));
      });
      if (outcome.kind !== 'refused') return outcome;
      if (thread !== null && noThread.has(outcome.code)) return { kind: 'refused', code: 'thread_not_found' };
      conversations.forget(to);
      return outcome;
    },

    async update(at, post) {
      const { text, blocks } = drawPost(post);
      return attempt(async () =>
        postedAt(await client.chat.update({ channel: at.channel, ts: at.ts, text, blocks: [...blocks] })),
      );
    },

    fingerprint: (post) =>
      createHash('sha256')
        .update(JSON.stringify(drawPost(post)))
        .digest('base64url'),

    async find(to, key, within) {
      const channel = await conversations.open(to);
      if (channel.kind === 'refused') return null;
      if (channel.kind !== 'open') throw faultOf(channel);
      try {
        return await findIn(client, channel.id, key, within);
      } catch (error) {
        const outcome = outcomeOf(error);
        if (within.threadTs && outcome.kind === 'refused' && noThread.has(outcome.code)) return null;
        throw faultOf(outcome);
      }
    },
  };
}

function postedAt(answer: { readonly channel?: string; readonly ts?: string }): PostedAt | null {
  return answer.channel === undefined || answer.ts === undefined ? null : { channel: answer.channel, ts: answer.ts };
}

async function findIn(
  client: SlackClient,
  channel: string,
  key: string,
  { from, until, threadTs }: Parameters<Chat['find']>[2],
): Promise<PostedAt | null> {
  let cursor = '';
  do {
    const page = {
      channel,
      oldest: String(from.toSeconds()),
      latest: String(until.toSeconds()),
      inclusive: true,
      include_all_metadata: true,
      limit: pageSize,
      ...(cursor === '' ? {} : { cursor }),
    };
    const answer = threadTs
      ? await client.conversations.replies({ ...page, ts: threadTs })
      : await client.conversations.history(page);
    const found = (answer.messages ?? []).find((message) => keyOf(message.metadata) === key);
    if (found?.ts !== undefined) return { channel, ts: found.ts };
    cursor = answer.response_metadata?.next_cursor ?? '';
  } while (cursor !== '');
  return null;
}

function keyOf(metadata: { readonly event_type?: string; readonly event_payload?: object } | undefined): unknown {
  if (metadata?.event_type !== metadataType || metadata.event_payload === undefined) return undefined;
  return 'key' in metadata.event_payload ? metadata.event_payload.key : undefined;
}
