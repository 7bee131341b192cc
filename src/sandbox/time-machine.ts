import { DateTime } from 'luxon';
import type { MovableClock } from '../app/ports/movable-clock.js';

export interface TimeMachine {
  /**
   * Moves the program's clock forward to `to`, standing still at every instant on the way at which something falls due
   * until all of that has been fired. `onStop` hears each of these instants. When it is over, also by a failure, time runs
   * on from where it got. Rejects with {@link AlreadyTravelling} while a journey is under way, with a RangeError when `to`
   * lies before the program's now, and with whatever a port rejected with.
   */
  travel(to: DateTime, onStop?: (at: DateTime) => void): Promise<void>;
}

export class AlreadyTravelling extends Error {
  constructor() {
    super('Time is already being moved');
  }
}

/**
 * @param ports.settle resolves when nothing is being fired: what is on its way has no next due time yet
 * @param ports.nextDueAt the earliest instant at which something waits to be fired, past ones included; null for none
 * @param ports.fireDue runs everything due at the program's now until nothing more is
 */
export function createTimeMachine(ports: {
  readonly clock: MovableClock;
  readonly settle: () => Promise<void>;
  readonly nextDueAt: () => Promise<DateTime | null>;
  readonly fireDue: () => Promise<unknown>;
}): TimeMachine {
  const { clock, settle, nextDueAt, fireDue } = ports;
  let travelling = false;

  const journey = async (to: DateTime, onStop: (at: DateTime) => void) => {
    let at = await clock.now();
    if (to < at) throw new RangeError('Time moves forward only');
    await clock.freezeAt(at);
    try {
      await settle();
      let firedAt: DateTime | null = null;
      for (;;) {
        const due = await nextDueAt();
        if (due === null || due > to) break;
        let stop: DateTime = DateTime.max(due, at);
        // What stays due after its firing (held by a throttle, say) is tried again a minute later, not forever now.
        if (firedAt !== null && stop <= firedAt) stop = firedAt.startOf('minute').plus({ minutes: 1 });
        if (stop > to) break;
        if (stop > at) {
          await clock.freezeAt(stop);
          at = stop;
        }
        onStop(at);
        await fireDue();
        firedAt = at;
      }
      if (to > at) {
        await clock.freezeAt(to);
        at = to;
      }
    } finally {
      await clock.release(at);
    }
  };

  return {
    travel: async (to, onStop = () => undefined) => {
      if (travelling) throw new AlreadyTravelling();
      travelling = true;
      try {
        await journey(to, onStop);
      } finally {
        travelling = false;
      }
    },
  };
}
