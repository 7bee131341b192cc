import type { FailedOutcome } from './outcome.js';
import { outcomeOf } from './outcome.js';
import type { SlackClient } from './slack-client.js';

type Failed = Exclude<FailedOutcome, { kind: 'unknown' }>;
type Opened = { readonly kind: 'open'; readonly id: string } | Failed;

const pageSize = 999;

/**
 * Where messages go, by the id that every method takes: a person's DM with the app, a channel by its `#name` or its id.
 * Each is asked for once; `forget` has a channel's name asked for again. Asking twice is harmless in Slack, so a lost
 * answer is only a reason to wait.
 */
export function createConversations(client: Pick<SlackClient, 'conversations' | 'users'>) {
  const known = new Map<string, string>();
  const opened = async (to: string, ask: () => Promise<Opened>): Promise<Opened> => {
    const id = known.get(to);
    if (id !== undefined) return { kind: 'open', id };
    try {
      const answer = await ask();
      if (answer.kind === 'open') known.set(to, answer.id);
      return answer;
    } catch (error) {
      const outcome = outcomeOf(error);
      return outcome.kind === 'unknown' ? { ...outcome, kind: 'deferred', retryAfterMs: null } : outcome;
    }
  };
  return {
    async open(to: string): Promise<Opened> {
      if (/^[UW]/.test(to)) return opened(to, () => directMessage(client, to));
      return to.startsWith('#') ? opened(to, () => channelNamed(client, to.slice(1))) : { kind: 'open', id: to };
    },
    /** As when a channel refuses: it may have been renamed, and another be called so now. */
    forget: (to: string) => {
      known.delete(to);
    },
  };
}

async function directMessage(client: Pick<SlackClient, 'conversations'>, users: string): Promise<Opened> {
  const { channel } = await client.conversations.open({ users });
  return channel?.id === undefined
    ? { kind: 'deferred', reason: 'Slack opened no conversation', retryAfterMs: null }
    : { kind: 'open', id: channel.id };
}

/** Among the channels that the app is in: nothing can be posted in others, nor looked for there. */
async function channelNamed(client: Pick<SlackClient, 'users'>, name: string): Promise<Opened> {
  const wanted = name.toLowerCase();
  let cursor = '';
  do {
    const { channels, response_metadata } = await client.users.conversations({
      types: 'public_channel,private_channel',
      exclude_archived: true,
      limit: pageSize,
      ...(cursor === '' ? {} : { cursor }),
    });
    const id = channels?.find((channel) => channel.name?.toLowerCase() === wanted)?.id;
    if (id !== undefined) return { kind: 'open', id };
    cursor = response_metadata?.next_cursor ?? '';
  } while (cursor !== '');
  return { kind: 'refused', code: 'channel_not_found' };
}
