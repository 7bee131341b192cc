import type { App } from '@slack/bolt';

/**
 * Counts the requests whose listeners run, acknowledged ones included: Bolt runs them inside the first middleware, so this
 * comes before every other. Answers what resolves when none runs.
 */
export function trackListeners(app: App): () => Promise<void> {
  let running = 0;
  const waiting: (() => void)[] = [];
  app.use(async ({ next }) => {
    running += 1;
    try {
      await next();
    } finally {
      running -= 1;
      if (running === 0) for (const resolve of waiting.splice(0)) resolve();
    }
  });
  return () => (running === 0 ? Promise.resolve() : new Promise((resolve) => waiting.push(resolve)));
}
