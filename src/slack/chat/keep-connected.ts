import type bolt from '@slack/bolt';
import { WebAPIPlatformError } from '@slack/web-api';
import { reasonOf } from '../../app/faults.js';
import type { Log } from '../../app/ports/log.js';
import type { Timers } from '../../app/ports/timers.js';

/** The connection that Socket Mode works over, as the program keeps it. */
export interface SocketConnection {
  /**
   * Connects. Rejects where Slack refuses the app token; where Slack is away it resolves, and connecting is tried again
   * until it succeeds.
   */
  start(): Promise<void>;
  isConnected(): boolean;
  /** Hangs up, and stays away. */
  stop(): Promise<void>;
}

/** How long a connection that could not be had, or broke, is waited for (milliseconds); doubling from the first. */
const retryMs = { first: 50, longest: 30_000 };
/** A connection that held for this long was a good one: the next attempt follows at once (milliseconds). */
const goodAfterMs = 10_000;
/** How long Slack has to hang up its side (milliseconds). */
const hangUpWithinMs = 2_000;

/** Answers of a Slack that serves nobody at the moment; every other one stays what it is until somebody changes the app. */
const passing: ReadonlySet<string> = new Set([
  'ratelimited',
  'internal_error',
  'fatal_error',
  'service_unavailable',
  'request_timeout',
]);

/**
 * Keeps the connection of a receiver whose own reconnecting is off: that one gives up at the first request without an
 * answer, with a rejection that nobody can catch, and waits for seconds where Slack renews a connection.
 */
export function keepConnected(parts: {
  readonly client: bolt.SocketModeReceiver['client'];
  readonly timers: Timers;
  readonly log: Log;
}): SocketConnection {
  const { client, timers, log } = parts;
  let stopping = false;
  let waitMs = retryMs.first;
  let connectedAtMs: number | null = null;
  let cancelRetry: (() => void) | null = null;
  let connected = false;

  const connect = async () => {
    await client.start();
    connectedAtMs = timers.nowMs();
    connected = true;
    if (stopping) await client.disconnect();
  };
  const connectLater = () => {
    if (stopping || cancelRetry !== null) return;
    const wasGood = connectedAtMs !== null && timers.nowMs() - connectedAtMs >= goodAfterMs;
    connectedAtMs = null;
    if (wasGood) waitMs = retryMs.first;
    cancelRetry = timers.after(waitMs, () => {
      cancelRetry = null;
      connect().then(
        () => log.info({}, 'connected to Slack again'),
        (error: unknown) => {
          log.warn({ reason: whyNot(error), retryMs: waitMs }, 'no connection to Slack; it is tried again');
          connectLater();
        },
      );
    });
    waitMs = Math.min(waitMs * 2, retryMs.longest);
  };
  client.on('disconnected', () => {
    connected = false;
    connectLater();
  });

  return {
    isConnected: () => connected,
    start: async () => {
      try {
        await connect();
      } catch (error) {
        const code = error instanceof WebAPIPlatformError ? error.data.error : null;
        if (code !== null && !passing.has(code)) throw new Error(refusal(code), { cause: error });
        log.warn({ reason: whyNot(error) }, 'no connection to Slack yet; the program starts without it');
        connectLater();
      }
    },
    stop: async () => {
      stopping = true;
      cancelRetry?.();
      // The second time it does not wait for Slack's side.
      const cancelForce = timers.after(hangUpWithinMs, () => void client.disconnect());
      await client.disconnect();
      cancelForce();
    },
  };
}

function refusal(code: string): string {
  const todo = 'Socket Mode must be on in the app, and the token be one of its app-level tokens with connections:write';
  return `Slack does not accept SLACK_APP_TOKEN (${code}). ${todo} (Basic Information).`;
}

/** The client rejects with nothing where the connection ended before Slack had greeted. */
function whyNot(error: unknown): string {
  return error === undefined ? 'Slack hung up' : reasonOf(error);
}
