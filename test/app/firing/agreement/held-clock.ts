import type { DateTime } from 'luxon';
import type { MovableClock } from '../../../../src/app/ports/movable-clock.js';
import { monday } from '../../../support/world.js';

/** A clock that stands still where it is put. It is asked thousands of times: the database need not be. */
export function heldClock(): MovableClock {
  let at: DateTime = monday;
  const put = async (instant: DateTime) => {
    at = instant;
  };
  return { now: async () => at, freezeAt: put, release: put };
}
