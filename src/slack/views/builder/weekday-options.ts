import { dayNames } from '../../../app/shown/dayNames.js';
import { type Weekday, weekdays } from '../../../domain/sequence/when.js';
import { option } from '../blocks.js';

export const dayOptions = weekdays.map((day) => option(dayNames[day], day));

/** Those that are weekdays, in the week's order. */
export function chosenWeekdays(days: unknown): readonly Weekday[] {
  return Array.isArray(days) ? weekdays.filter((day) => days.includes(day)) : [];
}
