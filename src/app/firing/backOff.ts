const firstMs = 15_000;
const longestMs = 15 * 60_000;

/**
 * How long to wait before the next try after `attempts` that did not leave, in milliseconds: doubling from 15 seconds to
 * 15 minutes, never sooner than the provider asked for.
 */
export function backOff(attempts: number, retryAfterMs: number | null): number {
  const doubled = Math.min(firstMs * 2 ** Math.max(0, attempts - 1), longestMs);
  return Math.max(doubled, retryAfterMs ?? 0);
}
