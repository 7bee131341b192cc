import { DateTime } from 'luxon';
import { leftOf, limitWords, opensAt, windowsAt } from '../../../src/domain/mail/sending-limits.js';

const utc = (iso: string) => DateTime.fromISO(iso, { zone: 'utc' });
const both = { perHour: 40, perDay: 100 };
const none = { perHour: null, perDay: null };

test.each([
  [both, { hour: 0, day: 0 }, 40],
  [both, { hour: 39, day: 60 }, 1],
  [both, { hour: 5, day: 98 }, 2],
  [both, { hour: 40, day: 40 }, 0],
  // A limit that was lowered meanwhile.
  [both, { hour: 50, day: 120 }, 0],
  [{ perHour: null, perDay: 100 }, { hour: 99, day: 99 }, 1],
  [none, { hour: 1_000, day: 1_000 }, Number.POSITIVE_INFINITY],
])('by %j, %j sent leave %i', (limits, sent, left) => {
  expect(leftOf(limits, sent)).toBe(left);
});

test('hours and days begin where the account’s clock has them begin', () => {
  const { hour, day } = windowsAt(utc('2026-03-02T20:10:00Z'), 'Asia/Kolkata');
  expect([hour.toISO(), day.toISO()]).toEqual(['2026-03-02T19:30:00.000Z', '2026-03-02T18:30:00.000Z']);
});

test.each([
  ['the hour is full', { hour: 40, day: 60 }, '2026-03-02T15:00:00.000Z'],
  ['the day is full', { hour: 10, day: 100 }, '2026-03-02T23:00:00.000Z'],
  ['neither is, and others wait', { hour: 1, day: 1 }, '2026-03-02T15:00:00.000Z'],
])('where %s, the next may leave when its next window begins', (_, sent, at) => {
  expect(opensAt(both, sent, utc('2026-03-02T14:20:00Z'), 'Europe/Berlin').toISO()).toBe(at);
});

test('a day that has 23 hours ends where the clock says so', () => {
  const sent = { hour: 0, day: 100 };
  expect(opensAt(both, sent, utc('2026-03-29T10:00:00Z'), 'Europe/Berlin').toISO()).toBe('2026-03-29T22:00:00.000Z');
});

test('limits in words', () => {
  expect([limitWords(both), limitWords({ ...none, perDay: 5 }), limitWords(none)]).toEqual([
    '40 an hour and 100 a day',
    '5 a day',
    '',
  ]);
});
