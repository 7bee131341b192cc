import { vi } from 'vitest';

/**
 * Asks for what nobody answers, and lets its time pass as soon as `reached` resolves: the request has come in, say. That
 * is asked for anew after each, for what makes several requests. Answers what was made of it, and how long all of it
 * waited (milliseconds), of which nothing really passes.
 */
export async function unanswered<T>(
  reached: () => Promise<unknown>,
  ask: () => Promise<T>,
): Promise<{ outcome: T; waitedMs: number }> {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
  try {
    const beganMs = performance.now();
    let isOver = false;
    const asked = ask().finally(() => {
      isOver = true;
    });
    while (!isOver) {
      await Promise.race([asked, reached()]);
      vi.runOnlyPendingTimers();
    }
    return { outcome: await asked, waitedMs: performance.now() - beganMs };
  } finally {
    vi.useRealTimers();
  }
}

/** {@link unanswered} by a stand-in, that was told to behave so. */
export function unansweredBy<T>(
  standIn: { requests(): number; whenRequests(count: number): Promise<void> },
  ask: () => Promise<T>,
): Promise<{ outcome: T; waitedMs: number }> {
  return unanswered(() => standIn.whenRequests(standIn.requests() + 1), ask);
}
