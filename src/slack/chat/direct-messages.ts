import type { FailedOutcome } from './outcome.js';
import { outcomeOf } from './outcome.js';
import type { SlackClient } from './slack-client.js';

type Opened = { readonly kind: 'open'; readonly id: string } | Exclude<FailedOutcome, { kind: 'unknown' }>;

/**
 * Where messages to a person go: their DM with the app, asked for once each. A channel's id is itself. Opening twice is
 * harmless in Slack, so a lost answer is only a reason to wait.
 */
export function createDirectMessages(client: Pick<SlackClient, 'conversations'>) {
  const known = new Map<string, string>();
  return {
    async open(to: string): Promise<Opened> {
      if (!/^[UW]/.test(to)) return { kind: 'open', id: to };
      const id = known.get(to);
      if (id !== undefined) return { kind: 'open', id };
      try {
        const { channel } = await client.conversations.open({ users: to });
        if (channel?.id === undefined)
          return { kind: 'deferred', reason: 'Slack opened no conversation', retryAfterMs: null };
        known.set(to, channel.id);
        return { kind: 'open', id: channel.id };
      } catch (error) {
        const outcome = outcomeOf(error);
        return outcome.kind === 'unknown' ? { ...outcome, kind: 'deferred', retryAfterMs: null } : outcome;
      }
    },
  };
}
