import { DateTime } from 'luxon';
import { instantOf, isoDate, localAt, localOf, weekdayOf } from '../../../src/domain/timing/wall-clock.js';

/** Minutes of a wall time as if its clock were UTC. */
function local(text: string): number {
  return DateTime.fromISO(text, { zone: 'utc' }).toMillis() / 60_000;
}

test.each([
  ['an ordinary time', 'America/New_York', '2026-03-02T09:00', '2026-03-02T14:00'],
  ['a time in the gap, read with the offset before it', 'America/New_York', '2026-03-08T02:30', '2026-03-08T07:30'],
  ['the first minute of the gap', 'America/New_York', '2026-03-08T02:00', '2026-03-08T07:00'],
  ['the first minute after the gap', 'America/New_York', '2026-03-08T03:00', '2026-03-08T07:00'],
  ['an ambiguous time, its first', 'America/New_York', '2026-11-01T01:30', '2026-11-01T05:30'],
  ['the minute after the overlap', 'America/New_York', '2026-11-01T02:00', '2026-11-01T07:00'],
  ['a gap at midnight', 'America/Sao_Paulo', '2018-11-04T00:30', '2018-11-04T03:30'],
  ['a date that was left out altogether', 'Pacific/Apia', '2011-12-30T10:00', '2011-12-30T20:00'],
  ['an overlap of half an hour', 'Australia/Lord_Howe', '2026-04-05T01:45', '2026-04-04T14:45'],
  ['a far western clock', 'Pacific/Niue', '2026-03-02T23:00', '2026-03-03T10:00'],
  ['a far eastern clock', 'Pacific/Kiritimati', '2026-03-02T01:00', '2026-03-01T11:00'],
])('%s', (_what, zone, wall, utc) => {
  expect(instantOf(zone, local(wall)).toFormat("yyyy-LL-dd'T'HH:mm")).toBe(utc);
});

test('the second occurrence of an ambiguous time can be asked for', () => {
  expect(instantOf('America/New_York', local('2026-11-01T01:30'), 'second').toISO()).toBe('2026-11-01T06:30:00.000Z');
  expect(instantOf('America/New_York', local('2026-11-01T03:30'), 'second').toISO()).toBe('2026-11-01T08:30:00.000Z');
});

test('a reading turned into an instant reads the same, all year', () => {
  const wrong: string[] = [];
  for (const zone of [
    'Europe/London',
    'America/New_York',
    'Asia/Kathmandu',
    'Australia/Lord_Howe',
    'Africa/Casablanca',
  ]) {
    for (let minutes = local('2026-01-01T00:07'); minutes < local('2027-01-01T00:00'); minutes += 97) {
      const instant = DateTime.fromMillis(minutes * 60_000, { zone: 'utc' });
      const reading = localAt(zone, instant);
      const candidates = [instantOf(zone, reading), instantOf(zone, reading, 'second')].map(Number);
      if (!candidates.includes(instant.toMillis())) wrong.push(`${zone} ${instant.toISO()}`);
    }
  }
  expect(wrong).toEqual([]);
});

test('dates know their weekday and their text', () => {
  expect(weekdayOf(0)).toBe(3);
  expect(weekdayOf(-4)).toBe(6);
  expect(isoDate(Math.floor(localOf(0, 0) / 1440))).toBe('1970-01-01');
});
