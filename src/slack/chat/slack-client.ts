import { LogLevel, WebClient } from '@slack/web-api';
import { fetchOrSay } from './network-error.js';

/** The part of Slack's Web API that Drumbeat's own posts and look-ups use. `WebClient` is one. */
export type SlackClient = Pick<WebClient, 'auth' | 'chat' | 'conversations' | 'users'>;

export const slackTimeoutMs = 10_000;

/**
 * A Web API client that answers for each request what became of it: it does not retry, does not sit out rate limits and
 * gives up after 10 s. `apiUrl` is for a stand-in; unless told, Slack's own.
 */
export function createSlackClient(options: {
  readonly token: string;
  readonly apiUrl?: string | undefined;
  readonly timeoutMs?: number;
}): WebClient {
  return new WebClient(options.token, {
    ...(options.apiUrl === undefined ? {} : { slackApiUrl: options.apiUrl }),
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    timeout: options.timeoutMs ?? slackTimeoutMs,
    fetch: fetchOrSay,
    // Its own log lines would bypass Drumbeat's, and show texts of messages at debug level.
    logLevel: LogLevel.ERROR,
    allowAbsoluteUrls: false,
  });
}
