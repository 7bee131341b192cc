import { outcomeOf } from './outcome.js';
import type { SlackClient } from './slack-client.js';

/**
 * What keeps the program and Slack apart, as a sentence; null where Slack takes the token and `isConnected`: what people do
 * in Slack reaches the program.
 */
export async function slackProblem(client: Pick<SlackClient, 'auth'>, isConnected: boolean): Promise<string | null> {
  try {
    await client.auth.test();
  } catch (error) {
    const outcome = outcomeOf(error);
    // One that asks to wait is there.
    const waits = outcome.kind === 'deferred' && outcome.retryAfterMs !== null;
    if (!waits) return outcome.kind === 'refused' ? `Slack answered ${outcome.code}` : outcome.reason;
  }
  return isConnected ? null : 'there is no connection for Socket Mode';
}
