import bolt from '@slack/bolt';
import type { Application } from 'express';
import type { Log } from '../app/ports/log.js';
import type { Config } from '../config.js';
import { createSlackClient } from '../slack/chat/slack-client.js';

/** Where Slack's requests arrive in HTTP mode. */
export const eventsPath = '/slack/events';

/** How the program and Slack reach each other. */
export interface SlackConnection {
  readonly app: bolt.App;
  readonly client: ReturnType<typeof createSlackClient>;
  /** Begins to listen; in HTTP mode the web server's listening is all it takes. */
  start(): Promise<void>;
  stop(): Promise<void>;
}

/**
 * The Bolt app: over Socket Mode with an app token, else on `web` at {@link eventsPath}, where requests are checked
 * against the signing secret. No call is made before `start`.
 */
export function composeSlack(parts: {
  readonly slack:
    | { readonly mode: 'http'; readonly botToken: string; readonly signingSecret: string }
    | { readonly mode: 'socket'; readonly botToken: string; readonly appToken: string };
  readonly apiUrl: string | null;
  readonly web: Application;
  readonly log: Log;
  readonly logLevel: Config['logLevel'];
}): SlackConnection {
  const { slack, apiUrl, web, log } = parts;
  const clientOptions = apiUrl === null ? {} : { slackApiUrl: apiUrl };
  const logger = boltLogger(log);
  const shared = { token: slack.botToken, clientOptions, logger, tokenVerificationEnabled: false };
  const app =
    slack.mode === 'socket'
      ? new bolt.App({ ...shared, socketMode: true, appToken: slack.appToken })
      : new bolt.App({ ...shared, receiver: httpReceiver(slack.signingSecret, web, logger) });
  return {
    app,
    client: createSlackClient({ token: slack.botToken, apiUrl: apiUrl ?? undefined }),
    start: async () => {
      if (slack.mode === 'socket') await app.start();
    },
    stop: async () => {
      if (slack.mode === 'socket') await app.stop();
    },
  };
}

function httpReceiver(signingSecret: string, web: Application, logger: bolt.Logger) {
  return new bolt.ExpressReceiver({ signingSecret, app: web, endpoints: eventsPath, logger });
}

/** Bolt's own lines in the program's log; they hold no message bodies above debug. */
function boltLogger(log: Log): bolt.Logger {
  const line = (level: 'debug' | 'info' | 'warn' | 'error') => (message: unknown) =>
    log[level]({ from: 'bolt' }, message instanceof Error ? message.message : String(message));
  return {
    debug: () => undefined,
    info: line('debug'),
    warn: line('warn'),
    error: line('error'),
    setLevel: () => undefined,
    getLevel: () => bolt.LogLevel.INFO,
    setName: () => undefined,
  };
}
