import { LogLevel, WebClient, type WebClientOptions } from '@slack/web-api';
import { fetchOrSay, fetchUntil } from './network-error.js';

/** The part of Slack's Web API that Drumbeat's own posts and look-ups use. `WebClient` is one. */
export type SlackClient = Pick<WebClient, 'auth' | 'chat' | 'conversations' | 'files' | 'users'>;

const slackTimeoutMs = 10_000;

/** How Drumbeat's clients behave: no retries, no sitting out of rate limits, and they give up after 10 s. */
export function slackClientOptions({
  apiUrl,
  timeoutMs = slackTimeoutMs,
  hangUp,
}: {
  readonly apiUrl?: string | undefined;
  readonly timeoutMs?: number | undefined;
  /** Ends every request that is open. */
  readonly hangUp?: AbortSignal | undefined;
}) {
  return {
    ...(apiUrl === undefined ? {} : { slackApiUrl: apiUrl }),
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    timeout: timeoutMs,
    fetch: hangUp === undefined ? fetchOrSay : fetchUntil(hangUp),
    // Its own log lines would bypass Drumbeat's, and show texts of messages at debug level.
    logLevel: LogLevel.ERROR,
    allowAbsoluteUrls: false,
  } satisfies WebClientOptions;
}

/**
 * A Web API client that answers for each request what became of it. `apiUrl` is for a stand-in; unless told, Slack's own.
 */
export function createSlackClient(options: {
  readonly token: string;
  readonly apiUrl?: string | undefined;
  readonly timeoutMs?: number;
  readonly hangUp?: AbortSignal | undefined;
}): WebClient {
  return new WebClient(options.token, slackClientOptions(options));
}
