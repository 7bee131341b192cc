import type { DateTime } from 'luxon';
import type { Clock } from './clock.js';

/**
 * A program clock that can be held and moved forward: the sandbox's time machine. While it is frozen every `now()`
 * answers that same instant; every worker of the program sees the same clock.
 */
export interface MovableClock extends Clock {
  /** Stops the program's time at `instant`. Freezing again moves the frozen instant. */
  freezeAt(instant: DateTime): Promise<void>;

  /** Lets the program's time run on from `at`, at the pace of real time. */
  release(at: DateTime): Promise<void>;
}
