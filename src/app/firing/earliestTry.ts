import { DateTime } from 'luxon';
import type { Execution } from '../ports/stores/executions.js';

/**
 * Before this an uncertain sending cannot have left. Not when it was given up: what a dead worker was sending is found when
 * somebody comes to look, which after hours of downtime is hours after it left.
 */
export function earliestTry({ dueAt, settledAt }: Execution, now: DateTime): DateTime {
  return DateTime.min(dueAt, settledAt ?? now);
}
