import { DateTime } from 'luxon';

/** One header of an answer, whatever its case; null where it is missing or there are several. */
export function header(headers: unknown, name: string): string | null {
  if (typeof headers !== 'object' || headers === null) return null;
  const found: unknown = Object.entries(headers).find(([key]) => key.toLowerCase() === name)?.[1];
  return typeof found === 'string' ? found : null;
}

/** What providers call the moment at which one may ask again, in seconds since 1970. */
const resetHeaders = ['x-ratelimit-reset', 'x-rate-limit-reset', 'ratelimit-reset'];

/**
 * How long an answer asks to wait: by `Retry-After` (seconds or a date, RFC 9110 10.2.3), else by the end of the rate
 * limit's window; a day at most, null where it says nothing.
 */
export function retryAfterMs(headers: unknown): number | null {
  const after = header(headers, 'retry-after');
  const reset = resetHeaders.map((name) => header(headers, name)).find((value) => value !== null);
  const ms =
    after !== null && /^\d+$/.test(after)
      ? Number(after) * 1000
      : after !== null
        ? DateTime.fromHTTP(after).toMillis() - Date.now()
        : Number(reset ?? Number.NaN) * 1000 - Date.now();
  return Number.isFinite(ms) ? Math.min(Math.max(Math.ceil(ms), 0), 86_400_000) : null;
}
