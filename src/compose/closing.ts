import { reasonOf } from '../app/faults.js';
import type { Log } from '../app/ports/log.js';

/** What was started, to be stopped in the opposite order. */
export interface Closing {
  add(what: string, stop: () => Promise<void> | void): void;
  /** Stops everything; what fails is logged, and the rest is stopped all the same. Safe to call twice. */
  close(): Promise<void>;
}

export function createClosing(log: Log): Closing {
  const open: { readonly what: string; readonly stop: () => Promise<void> | void }[] = [];
  const closeAll = async () => {
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      try {
        await next.stop();
      } catch (error) {
        log.error({ what: next.what, reason: reasonOf(error) }, 'could not be stopped');
      }
    }
  };
  let closing: Promise<void> | null = null;
  return {
    add: (what, stop) => void open.push({ what, stop }),
    close: () => {
      closing ??= closeAll();
      return closing;
    },
  };
}
