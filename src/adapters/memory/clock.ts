import type { DateTime } from 'luxon';
import type { MovableClock } from '../../app/ports/movable-clock.js';
import type { StartStopwatch } from '../../app/ports/timers.js';

/** A clock that stands at an instant until it is moved, for tests of use cases: they ask it thousands of times. */
export function createMemoryClock(options: {
  readonly at: DateTime;
  readonly startStopwatch: StartStopwatch;
}): MovableClock {
  const standing = () => 0;
  let [from, ranMs] = [options.at.toUTC(), standing];
  return {
    now: async () => from.plus({ milliseconds: Math.floor(ranMs()) }),
    async freezeAt(instant) {
      [from, ranMs] = [instant.toUTC(), standing];
    },
    async release(at) {
      [from, ranMs] = [at.toUTC(), options.startStopwatch()];
    },
  };
}
