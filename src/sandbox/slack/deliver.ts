import { createHmac } from 'node:crypto';
import type { Timers } from '../../app/ports/timers.js';
import { SLACK_LIMITS } from '../../slack/views/limits.js';

/** What came back from the program. `body` is parsed where it is JSON, text otherwise. */
export type Delivery =
  | { readonly kind: 'acknowledged'; readonly body: unknown }
  | { readonly kind: 'refused'; readonly status: number }
  | { readonly kind: 'timeout' }
  | { readonly kind: 'unreachable'; readonly reason: string };

export interface Deliver {
  /** A slash command or, in `payload`, an interaction. */
  form(fields: Readonly<Record<string, string>>): Promise<Delivery>;
  /** An event of the Events API. */
  json(body: unknown, headers?: Readonly<Record<string, string>>): Promise<Delivery>;
  /** Ends what is under way. */
  stop(): void;
}

/**
 * Sends signed requests (v0 signatures: docs.slack.dev/authentication/verifying-requests-from-slack) and waits 3 seconds
 * at most for the acknowledgement.
 */
export function createDeliver(options: {
  readonly eventsUrl: () => string;
  readonly signingSecret: string;
  readonly timers: Timers;
}): Deliver {
  const { eventsUrl, signingSecret, timers } = options;
  const underWay = new Set<() => void>();

  const send = async (
    body: string,
    contentType: string,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<Delivery> => {
    const timestamp = String(Math.floor(timers.nowMs() / 1000));
    const controller = new AbortController();
    const stop = () => controller.abort();
    let tooLate = false;
    const cancelDeadline = timers.after(SLACK_LIMITS.acknowledgeMs, () => {
      tooLate = true;
      controller.abort();
    });
    underWay.add(stop);
    try {
      const response = await fetch(eventsUrl(), {
        method: 'POST',
        body,
        signal: controller.signal,
        headers: {
          ...headers,
          'content-type': contentType,
          'user-agent': 'Slackbot 1.0 (Drumbeat sandbox)',
          'x-slack-request-timestamp': timestamp,
          'x-slack-signature': sign(signingSecret, timestamp, body),
        },
      });
      const text = await response.text();
      return response.ok
        ? { kind: 'acknowledged', body: parsed(text, response.headers) }
        : { kind: 'refused', status: response.status };
    } catch (error) {
      if (tooLate) return { kind: 'timeout' };
      return { kind: 'unreachable', reason: error instanceof Error ? error.message : 'no answer' };
    } finally {
      cancelDeadline();
      underWay.delete(stop);
    }
  };

  return {
    form: (fields) => send(new URLSearchParams(fields).toString(), 'application/x-www-form-urlencoded'),
    json: (body, headers) => send(JSON.stringify(body), 'application/json', headers),
    stop: () => {
      for (const stop of underWay) stop();
    },
  };
}

function sign(secret: string, timestamp: string, body: string): string {
  return `v0=${createHmac('sha256', secret).update(`v0:${timestamp}:${body}`).digest('hex')}`;
}

function parsed(text: string, headers: Headers): unknown {
  if (!/\bjson\b/i.test(headers.get('content-type') ?? '')) return text;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
