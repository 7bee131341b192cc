import type { DateTime } from 'luxon';
import { wallTimeAfter } from '../timing/moments.js';
import { wholeMinute } from '../timing/wall-clock.js';

/** Minutes after midnight: nobody is told of something overdue earlier. */
const morning = 8 * 60;

/**
 * When somebody whose clock is `zone` is told that a task which is due at `dueAt` is overdue, UTC: at 8:00 of the morning
 * after that, so that what became overdue in a day comes together.
 */
export function overdueToldAt(dueAt: DateTime, zone: string): DateTime {
  // Overdue is strictly after the due minute.
  return wallTimeAfter(zone, wholeMinute(dueAt).plus({ minutes: 1 }), 0, morning).instant;
}

/** When it may be told where that time has passed: now, or at 8:00 where the morning has not come yet, UTC. */
export function quietUntil(now: DateTime, zone: string): DateTime {
  const local = now.setZone(zone);
  return local.hour * 60 + local.minute < morning ? wallTimeAfter(zone, wholeMinute(now), 0, morning).instant : now;
}
