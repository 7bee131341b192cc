import { setMaxListeners } from 'node:events';
import type { Log } from '../app/ports/log.js';
import type { Timers } from '../app/ports/timers.js';

/** How long a stop waits for answers from outside, and for anything at all (milliseconds; 10 s end the process). */
const patienceMs = { answers: 6_500, all: 8_000 };

/** What every request to somebody outside listens to; `hangUp` ends those that are open, and lets none begin. */
export function createHangUp(): { readonly signal: AbortSignal; hangUp(): void } {
  const ending = new AbortController();
  // As many requests as are open listen at once: no leak.
  setMaxListeners(0, ending.signal);
  return { signal: ending.signal, hangUp: () => ending.abort() };
}

/**
 * Waits for what is in flight. Whoever outside does not answer is hung up on in time to write down that nobody knows what
 * became of it. What still runs after that stands in the database, whose connections are `cut`: a transaction in the
 * middle is rolled back, and what it was about is found again at the next start.
 */
export async function finishWork(parts: {
  readonly work: readonly Promise<unknown>[];
  readonly hangUp: () => void;
  readonly cut: () => void;
  readonly timers: Timers;
  readonly log: Log;
}): Promise<void> {
  const { work, hangUp, cut, timers, log } = parts;
  const cancelHangUp = timers.after(patienceMs.answers, () => {
    log.warn({}, 'somebody outside has not answered; their connections are closed');
    hangUp();
  });
  let cancelCut = () => {};
  const late = new Promise<void>((resolve) => {
    cancelCut = timers.after(patienceMs.all, () => {
      log.warn({}, 'something is still in flight; it is looked after at the next start');
      cut();
      resolve();
    });
  });
  try {
    await Promise.race([Promise.all(work), late]);
  } finally {
    cancelHangUp();
    cancelCut();
  }
}
