import type { DateTime } from 'luxon';
import { fromMinutes, minutesOf } from '../timing/wall-clock.js';

/**
 * Lays overdue steps out evenly over `hours` hours from now, in due order: the first at once, the last one share before
 * the end. Gives the times in the order of `dueTimes`; equal due times keep their order. UTC, whole minutes.
 */
export function spreadOverdue(dueTimes: readonly DateTime[], now: DateTime, hours: number): DateTime[] {
  const start = minutesOf(now);
  const order = dueTimes.map((_, index) => index).sort((a, b) => Number(dueTimes[a]) - Number(dueTimes[b]) || a - b);
  const rank = new Map(order.map((index, place) => [index, place]));
  const share = (hours * 60) / Math.max(1, dueTimes.length);
  return dueTimes.map((_, index) => fromMinutes(start + Math.floor(share * (rank.get(index) ?? 0))));
}
