import Holidays from 'date-holidays';
import { DateTime } from 'luxon';
import { onceOf } from '../once.js';

const dayMs = 86_400_000;

/** Codes and years of codes that are kept: there are some hundred codes, each of which takes milliseconds to look up. */
const mostRemembered = 2000;

/** Whether date-holidays knows this country (`US`) or country and region (`US-CA`). */
export const isHolidayCode = onceOf(mostRemembered, lookUpCode);

function lookUpCode(code: string): boolean {
  const [country = '', state, region, ...more] = code.split('-');
  const lists = new Holidays();
  if (more.length > 0 || !Object.hasOwn(lists.getCountries(), country)) return false;
  if (state === undefined) return true;
  if (!Object.hasOwn(lists.getStates(country) ?? {}, state)) return false;
  return region === undefined || Object.hasOwn(lists.getRegions(country, state) ?? {}, region);
}

/** The name of the public holiday on a date (`YYYY-MM-DD`), or null. Only type `public` counts. */
export function holidayOn(code: string, date: string): string | null {
  return publicHolidays(`${code} ${date.slice(0, 4)}`).get(date) ?? null;
}

/** The dates of a code's public holidays in one year (`US 2026`), with their names. */
const publicHolidays = onceOf(mostRemembered, (codeAndYear: string): ReadonlyMap<string, string> => {
  const [code = '', year = ''] = codeAndYear.split(' ');
  const dates = new Map<string, string>();
  // In UTC, so that the length of a holiday of several days knows no change of clocks.
  const lists = new Holidays(code, { timezone: 'UTC', types: ['public'] });
  // A run of days may begin in December.
  for (const holiday of [...lists.getHolidays(Number(year) - 1), ...lists.getHolidays(Number(year))]) {
    if (holiday.type !== 'public') continue;
    // The text has the civil date; `start` may be the evening before (Islamic and Hebrew calendars).
    const first = Date.parse(`${holiday.date.slice(0, 10)}T00:00:00Z`);
    const days = Math.max(1, Math.floor((holiday.end.getTime() - holiday.start.getTime()) / dayMs));
    for (let i = 0; i < days; i++) dates.set(dateText(first + i * dayMs), holiday.name);
  }
  return dates;
});

/** `YYYY-MM-DD` of an instant, read in UTC. */
function dateText(ms: number): string {
  return DateTime.fromMillis(ms, { zone: 'utc' }).toISODate() ?? '';
}
