import bolt from '@slack/bolt';
import type { Application } from 'express';
import type { Files } from '../app/ports/files.js';
import type { Log } from '../app/ports/log.js';
import type { Timers } from '../app/ports/timers.js';
import { createSlackFiles } from '../slack/chat/files.js';
import { keepConnected, type SocketConnection } from '../slack/chat/keep-connected.js';
import { slackProblem } from '../slack/chat/problem.js';
import { createSlackClient, slackClientOptions } from '../slack/chat/slack-client.js';
import { trackListeners } from '../slack/listeners/track-listeners.js';

/** Where Slack's requests arrive in HTTP mode. */
export const eventsPath = '/slack/events';

/** How the program and Slack reach each other. */
export interface SlackConnection {
  readonly app: bolt.App;
  readonly client: ReturnType<typeof createSlackClient>;
  readonly files: Files;
  /** Begins to listen; in HTTP mode the web server's listening is all it takes. Rejects where Slack refuses the app token. */
  start(): Promise<void>;
  /** What is wrong between the program and Slack, as a sentence; null while nothing is. Asks Slack. */
  problem(): Promise<string | null>;
  /** Answers what people have asked for by now and, in Socket Mode, leaves. */
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
  /** Ends every request to Slack that is open. */
  readonly hangUp?: AbortSignal;
  readonly web: Application;
  readonly timers: Timers;
  readonly log: Log;
}): SlackConnection {
  const { slack, apiUrl, hangUp, web, timers, log } = parts;
  // Bolt's own would try for half an hour to open a modal whose trigger lives for 3 seconds.
  const clientOptions = slackClientOptions({ apiUrl: apiUrl ?? undefined, hangUp });
  const logger = boltLogger(log);
  const shared = { token: slack.botToken, clientOptions, logger, tokenVerificationEnabled: false };
  let socket: SocketConnection | null = null;
  // A worker never connects: it only calls Slack.
  let listens = false;
  let receiver: bolt.Receiver;
  if (slack.mode === 'socket') {
    const { appToken } = slack;
    const own = new bolt.SocketModeReceiver({
      appToken,
      logger,
      autoReconnectEnabled: false,
      installerOptions: { clientOptions },
    });
    socket = keepConnected({ client: own.client, timers, log });
    receiver = own;
  } else {
    receiver = new bolt.ExpressReceiver({
      signingSecret: slack.signingSecret,
      app: web,
      endpoints: eventsPath,
      logger,
    });
  }
  const app = new bolt.App({ ...shared, receiver });
  const idle = trackListeners(app);
  const access = { token: slack.botToken, apiUrl: apiUrl ?? undefined };
  const client = createSlackClient({ ...access, hangUp });
  return {
    app,
    client,
    files: createSlackFiles({ client, ...access }),
    start: async () => {
      listens = true;
      await socket?.start();
    },
    problem: () => slackProblem(client, !listens || (socket?.isConnected() ?? true)),
    stop: async () => {
      await idle();
      await socket?.stop();
      await idle();
    },
  };
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
