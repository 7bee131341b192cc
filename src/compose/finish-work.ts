import type { Log } from '../app/ports/log.js';
import type { Timers } from '../app/ports/timers.js';

/** How long a stop waits for the mail provider's answers, and for anything at all (milliseconds; 10 s end the process). */
const patienceMs = { mail: 6_500, all: 8_000 };

/**
 * Waits for what is in flight. A mail provider that does not answer is hung up on in time to write down that nobody
 * knows whether those mails left; what still runs after that (a message to Slack) is found again at the next start.
 */
export async function finishWork(parts: {
  readonly work: readonly Promise<unknown>[];
  readonly hangUp: () => void;
  readonly timers: Timers;
  readonly log: Log;
}): Promise<void> {
  const { work, hangUp, timers, log } = parts;
  const cancelHangUp = timers.after(patienceMs.mail, () => {
    log.warn({}, 'the mail provider has not answered everything; its connections are closed');
    hangUp();
  });
  let cancelLeave = () => {};
  const late = new Promise<void>((resolve) => {
    cancelLeave = timers.after(patienceMs.all, () => {
      log.warn({}, 'something is still in flight; it is looked after at the next start');
      resolve();
    });
  });
  try {
    await Promise.race([Promise.all(work), late]);
  } finally {
    cancelHangUp();
    cancelLeave();
  }
}
