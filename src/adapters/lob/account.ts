import type { MayLeave } from '../../app/ports/sending-outcome.js';
import { type RequestEnds, restRequest, usualTimeoutMs } from '../rest/request.js';

export interface LobOptions extends RequestEnds {
  /** `live_...` prints and posts; `test_...` does neither. */
  readonly apiKey: string;
  /** `https://api.lob.com`, or a stand-in. */
  readonly baseUrl: string;
}

interface PostOptions {
  readonly headers?: Readonly<Record<string, string>>;
  readonly withinMs?: number | undefined;
  readonly mayLeave?: MayLeave | undefined;
}

/** Requests to one account of Lob's REST API, version 1. */
export function lobAccount(options: LobOptions) {
  const authorization = `Basic ${Buffer.from(`${options.apiKey}:`).toString('base64')}`;
  const base = `${options.baseUrl.replace(/\/+$/, '')}/v1`;
  const { timeoutMs = usualTimeoutMs, hangUp } = options;
  const ending = hangUp && { hangUp };
  return {
    post: (path: string, body: unknown, { headers = {}, withinMs = timeoutMs, mayLeave }: PostOptions = {}) =>
      restRequest({
        method: 'POST',
        url: `${base}${path}`,
        headers: { authorization, accept: 'application/json', 'content-type': 'application/json', ...headers },
        body: JSON.stringify(body),
        timeoutMs: Math.min(withinMs, timeoutMs),
        ...(mayLeave && { mayLeave }),
        ...ending,
      }),
    get: (path: string) =>
      restRequest({
        method: 'GET',
        url: `${base}${path}`,
        headers: { authorization, accept: 'application/json' },
        timeoutMs,
        ...ending,
      }),
  };
}

export type LobAccount = ReturnType<typeof lobAccount>;
