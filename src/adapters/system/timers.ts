import type { LetOthers, Timers } from '../../app/ports/timers.js';

/** The machine's own clock and timers. A waiting timer does not keep the process alive: what waits has an owner that does. */
export function createSystemTimers(): Timers {
  return {
    nowMs: () => Date.now(),
    after(delayMs, run) {
      const timer = setTimeout(run, delayMs).unref();
      return () => clearTimeout(timer);
    },
  };
}

/** Whatever the process has been told waits for its event loop: the round under way has not heard it yet, the next one does. */
export const letOthers: LetOthers = () => new Promise((resolve) => void setImmediate(() => setImmediate(resolve)));
