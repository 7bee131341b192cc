import { type Weekday, weekdays } from '../../../domain/sequence/when.js';
import { option } from '../blocks.js';

export const dayNames: Readonly<Record<Weekday, string>> = {
  mon: 'Monday',
  tue: 'Tuesday',
  wed: 'Wednesday',
  thu: 'Thursday',
  fri: 'Friday',
  sat: 'Saturday',
  sun: 'Sunday',
};

export const dayOptions = weekdays.map((day) => option(dayNames[day], day));

/** Those that are weekdays, in the week's order. */
export function chosenWeekdays(days: unknown): readonly Weekday[] {
  return Array.isArray(days) ? weekdays.filter((day) => days.includes(day)) : [];
}
