import type { StartStopwatch } from '../ports/timers.js';
import type { SentItem } from './sender.js';

/** Answers that the database did not take. */
export interface UntoldAnswers<Item> {
  /** Of how many requests: they are in doubt as open ones are. */
  count(): number;
  /** Settles a request. What the database does not take is remembered, and it rejects. `told` is called once it has been taken. */
  tell(sent: readonly SentItem<Item>[], told?: () => void): Promise<boolean>;
  /**
   * Tries those again of which nobody has found the lease over. Never rejects: `onSettled` and `onFault` hear what {@link tell} would
   * have answered.
   */
  tellAgain(heard: {
    readonly onSettled: (mayBeDue: boolean) => void;
    readonly onFault: (error: unknown) => void;
  }): Promise<void>;
}

interface Untold<Item> {
  readonly sent: readonly SentItem<Item>[];
  readonly told: () => void;
  readonly sinceMs: () => number;
}

export function createUntoldAnswers<Item>(
  settle: (sent: readonly SentItem<Item>[]) => Promise<boolean>,
  { startStopwatch, leaseMs }: { readonly startStopwatch: StartStopwatch; readonly leaseMs: number },
): UntoldAnswers<Item> {
  let untold: readonly Untold<Item>[] = [];
  return {
    count: () => untold.length,
    tell: async (sent, told = () => {}) => {
      try {
        const mayBeDue = await settle(sent);
        told();
        return mayBeDue;
      } catch (error) {
        untold = [...untold, { sent, told, sinceMs: startStopwatch() }];
        throw error;
      }
    },
    tellAgain: async ({ onSettled, onFault }) => {
      // The others were found by their lease.
      untold = untold.filter(({ sinceMs }) => sinceMs() < leaseMs);
      const tried = untold.map(async (one) => {
        const mayBeDue = await settle(one.sent);
        untold = untold.filter((other) => other !== one);
        one.told();
        onSettled(mayBeDue);
      });
      await Promise.all(tried.map((one) => one.catch(onFault)));
    },
  };
}
