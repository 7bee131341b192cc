/** Dates and times as the account's zone shows them. Instants are ISO strings or epoch milliseconds. */

type Instant = string | number;

const locale = 'en-GB';
const formats = new Map<string, Intl.DateTimeFormat>();

function format(instant: Instant, zone: string, options: Intl.DateTimeFormatOptions): string {
  const key = `${zone} ${JSON.stringify(options)}`;
  const known = formats.get(key) ?? new Intl.DateTimeFormat(locale, { timeZone: zone, ...options });
  formats.set(key, known);
  return known.format(new Date(instant)).replace('Sept', 'Sep');
}

/** `08:30`. */
export function formatTime(instant: Instant, zone: string): string {
  return format(instant, zone, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
}

/** `Tue 1 Dec`. */
export function formatShortDay(instant: Instant, zone: string): string {
  return format(instant, zone, { weekday: 'short', day: 'numeric', month: 'short' }).replace(',', '');
}

/** `Tue 1 Dec, 08:30`. */
export function formatMoment(instant: Instant, zone: string): string {
  return `${formatShortDay(instant, zone)}, ${formatTime(instant, zone)}`;
}

/** `Tuesday 1 December 2026`. */
function formatLongDay(instant: Instant, zone: string): string {
  return format(instant, zone, { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' }).replace(',', '');
}

/** `2026-12-01`: equal for two instants exactly when they fall on the same day in the zone. */
export function dayKey(instant: Instant, zone: string): string {
  const wall = wallClock(instant, zone);
  return wall.slice(0, 10);
}

/** What a day divider says: `Today`, `Yesterday`, or the day with its year when that is not this one. */
export function dayLabel(instant: Instant, now: Instant, zone: string): string {
  const today = dayNumber(now, zone);
  const day = dayNumber(instant, zone);
  if (day === today) return 'Today';
  if (day === today - 1) return 'Yesterday';
  if (day === today + 1) return 'Tomorrow';
  const long = formatLongDay(instant, zone);
  return dayKey(instant, zone).slice(0, 4) === dayKey(now, zone).slice(0, 4) ? long.replace(/ \d{4}$/, '') : long;
}

/** How far away an instant is, in words: `in 2 days`, `in 35 min`, `now`. */
export function untilLabel(instant: Instant, now: Instant): string {
  const minutes = Math.round((new Date(instant).getTime() - new Date(now).getTime()) / 60_000);
  if (minutes <= 0) return 'now';
  if (minutes < 60) return `in ${minutes} min`;
  if (minutes < 48 * 60) return `in ${Math.round(minutes / 60)} h`;
  return `in ${Math.round(minutes / 1440)} days`;
}

/** `2026-12-01T08:30`, as an `<input type="datetime-local">` wants it. */
export function wallClock(instant: Instant, zone: string): string {
  const parts = format(instant, zone, {
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
  const [, day, month, year, time] = /^(\d\d)\/(\d\d)\/(\d{4}), (\d\d:\d\d)$/.exec(parts) ?? [];
  return `${year}-${month}-${day}T${time}`;
}

/** Epoch seconds of a wall-clock time (`2026-12-01T08:30`) in the zone; in the gap of a clock change, the later reading. */
export function epochOfWallClock(wall: string, zone: string): number {
  const asUtc = Date.parse(`${wall}:00Z`);
  const offsetAt = (instant: number) =>
    Date.parse(`${wallClock(instant, zone)}:00Z`) - Math.floor(instant / 60_000) * 60_000;
  const guess = asUtc - offsetAt(asUtc);
  const settled = asUtc - offsetAt(guess);
  return Math.max(guess, settled) === guess && wallClock(guess, zone) === wall ? guess / 1000 : settled / 1000;
}

/** Fills Slack's date tokens (`{date_short_pretty} at {time}`). */
export function fillDateFormat(pattern: string, epochSeconds: number, now: Instant, zone: string): string {
  const instant = epochSeconds * 1000;
  const long = formatLongDay(instant, zone);
  const short = formatShortDay(instant, zone).replace(/^\w+ /, '');
  const near = dayLabel(instant, now, zone);
  const pretty = (otherwise: string) => (['Today', 'Yesterday', 'Tomorrow'].includes(near) ? near : otherwise);
  const year = dayKey(instant, zone).slice(0, 4);
  const date = long.replace(/^\w+ /, '');
  const tokens: Record<string, string> = {
    date_num: dayKey(instant, zone),
    date_slash: dayKey(instant, zone).split('-').reverse().join('/'),
    date_long: long,
    date_long_full: date,
    date_long_pretty: pretty(long),
    day_divider_pretty: near,
    date,
    date_pretty: pretty(date),
    date_short: `${short} ${year}`,
    date_short_pretty: pretty(`${short} ${year}`),
    time: formatTime(instant, zone),
    time_secs: format(instant, zone, { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' }),
    ago: untilLabel(instant, now),
  };
  return pattern.replace(/\{(\w+)\}/g, (whole, name: string) => tokens[name] ?? whole);
}

function dayNumber(instant: Instant, zone: string): number {
  return Date.parse(`${dayKey(instant, zone)}T00:00:00Z`) / 86_400_000;
}

/** A zone's place: `America/New_York` is New York. */
export function placeOf(zone: string): string {
  return (zone.split('/').at(-1) ?? zone).replaceAll('_', ' ');
}
