import { LogLevel, WebClient } from '@slack/web-api';
import type { Harness } from '../harness.js';

/** Slack's client warns of what these tests do on purpose. */
const quiet = () => undefined;
const silent = {
  debug: quiet,
  info: quiet,
  warn: quiet,
  error: quiet,
  setLevel: quiet,
  getLevel: () => LogLevel.ERROR,
  setName: quiet,
};

/** Slack's own client, speaking to the harness's sandbox. */
export function webClient(harness: Harness, token: string | undefined): WebClient {
  return new WebClient(token, {
    slackApiUrl: `${harness.url}/sandbox/slack/api/`,
    retryConfig: { retries: 0 },
    logger: silent,
  });
}

/** The error code that Slack's client reports, or `taken`. */
export function codeOf(call: Promise<unknown>): Promise<string | undefined> {
  return call.then(
    () => 'taken',
    (error: { data?: { error: string } }) => error.data?.error,
  );
}
