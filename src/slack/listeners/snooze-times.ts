import type { DateTime } from 'luxon';
import type { SnoozeChoice } from '../action-ids.js';

/** When a working day begins for snoozes. */
const morning = { hour: 9, minute: 0, second: 0, millisecond: 0 } as const;

/** Until when a choice of the Snooze menu puts a task away, in the zone of whoever chose. */
export function snoozedUntil(choice: Exclude<SnoozeChoice, 'pick'>, now: DateTime, zone: string): DateTime {
  const local = now.setZone(zone);
  switch (choice) {
    case 'hour':
      return now.plus({ hours: 1 });
    case 'three-hours':
      return now.plus({ hours: 3 });
    case 'tomorrow':
      return local.plus({ days: 1 }).set(morning).toUTC();
    case 'monday':
      // On a Monday: the next one.
      return local
        .plus({ days: 8 - local.weekday })
        .set(morning)
        .toUTC();
  }
}
