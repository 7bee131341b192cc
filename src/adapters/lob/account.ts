import { restRequest } from '../rest/request.js';

export interface LobOptions {
  /** `live_...` prints and posts; `test_...` does neither. */
  readonly apiKey: string;
  /** `https://api.lob.com`, or a stand-in. */
  readonly baseUrl: string;
  /** How long handing a card over may take, and so any request; 30 s unless told. Shorter than the lease of the card. */
  readonly timeoutMs?: number;
}

export const usualTimeoutMs = 30_000;

/** Requests to one account of Lob's REST API, version 1. */
export function lobAccount(options: LobOptions) {
  const authorization = `Basic ${Buffer.from(`${options.apiKey}:`).toString('base64')}`;
  const base = `${options.baseUrl.replace(/\/+$/, '')}/v1`;
  const timeoutMs = options.timeoutMs ?? usualTimeoutMs;
  return {
    post: (path: string, body: unknown, headers: Readonly<Record<string, string>> = {}, withinMs = timeoutMs) =>
      restRequest({
        method: 'POST',
        url: `${base}${path}`,
        headers: { authorization, accept: 'application/json', 'content-type': 'application/json', ...headers },
        body: JSON.stringify(body),
        timeoutMs: Math.min(withinMs, timeoutMs),
      }),
    get: (path: string) =>
      restRequest({
        method: 'GET',
        url: `${base}${path}`,
        headers: { authorization, accept: 'application/json' },
        timeoutMs,
      }),
  };
}

export type LobAccount = ReturnType<typeof lobAccount>;
