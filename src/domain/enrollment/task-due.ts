import type { DateTime } from 'luxon';
import { minutesOfWallTime } from '../sequence/when.js';
import type { TaskDue } from '../steps/task.js';
import { daysLater, wallTimeAfter } from '../timing/moments.js';
import { wholeMinute } from '../timing/wall-clock.js';

/**
 * When a task that appeared at `appearedAt` becomes overdue, UTC: `days` dates later at `at`, or at the same wall time. A
 * wall time that has passed when the task appears is the next date's. Null: never.
 */
export function taskDueAt(due: TaskDue | null, appearedAt: DateTime, zone: string): DateTime | null {
  if (!due) return null;
  const from = wholeMinute(appearedAt);
  const moment =
    due.at === null ? daysLater(zone, from, due.days) : wallTimeAfter(zone, from, due.days, minutesOfWallTime(due.at));
  return moment.instant;
}
