import type { Timers } from '../../app/ports/timers.js';

/**
 * How long somebody who opens or saves a form waits for what Slack is asked (milliseconds): it has to be opened or acknowledged
 * within three seconds of the click, and Slack may ask to wait for longer.
 */
export const slackWithinMs = 1000;

/** What `work` comes to, or null where it takes longer (milliseconds); it goes on then. Rejects with what it throws by then. */
export async function inTime<T>(limitMs: number, work: Promise<T>, timers: Pick<Timers, 'after'>): Promise<T | null> {
  let cancel = () => {};
  const over = new Promise<null>((resolve) => {
    cancel = timers.after(limitMs, () => resolve(null));
  });
  return Promise.race([work, over]).finally(() => cancel());
}
