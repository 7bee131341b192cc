import type { DateTime } from 'luxon';

/*
 * One rule for times that people read: they stand on the reader's own clock. Where a sequence counts on another clock that
 * shows another time at that moment, that reading follows: "Tue 24 Nov, 04:00 (09:00 in London)".
 */

/** `Thu 5 Mar, 09:00` in a zone; with `now`, the year too where it is another one. */
export function shortTime(instant: DateTime, zone: string, now?: DateTime): string {
  const local = instant.setZone(zone).setLocale('en-GB');
  const otherYear = now !== undefined && now.setZone(zone).year !== local.year;
  return local.toFormat(otherYear ? 'ccc d LLL yyyy, HH:mm' : 'ccc d LLL, HH:mm');
}

/** {@link shortTime} on the reader's clock, and what the other one shows where that differs. */
export function timeOnBoth(instant: DateTime, reader: string, other: string, now?: DateTime): string {
  return `${shortTime(instant, reader, now)}${otherReading(instant, reader, other)}`;
}

/** ` (09:00 in London)`, with the weekday where the date is another one; empty where both clocks show the same. */
export function otherReading(instant: DateTime, reader: string, other: string): string {
  const here = instant.setZone(reader);
  const there = instant.setZone(other).setLocale('en-GB');
  if (here.offset === there.offset) return '';
  return ` (${there.toFormat(here.toISODate() === there.toISODate() ? 'HH:mm' : 'ccc HH:mm')} in ${placeOf(other)})`;
}

/** `5 hours ahead of`, `30 minutes behind`: one clock beside another at an instant; null where they show the same. */
export function aheadOf(instant: DateTime, zone: string, reader: string): string | null {
  const minutes = instant.setZone(zone).offset - instant.setZone(reader).offset;
  if (minutes === 0) return null;
  const [hours, rest] = [Math.floor(Math.abs(minutes) / 60), Math.abs(minutes) % 60];
  const parts = [
    hours === 0 ? '' : `${hours} hour${hours === 1 ? '' : 's'}`,
    rest === 0 ? '' : `${rest} minute${rest === 1 ? '' : 's'}`,
  ];
  return `${parts.filter((part) => part !== '').join(' ')} ${minutes > 0 ? 'ahead of' : 'behind'}`;
}

/** A zone as people call it: `Europe/London` is London, `America/Argentina/Buenos_Aires` Buenos Aires. */
export function placeOf(zone: string): string {
  return (zone.startsWith('Etc/') ? zone.slice('Etc/'.length) : (zone.split('/').at(-1) ?? zone)).replaceAll('_', ' ');
}
