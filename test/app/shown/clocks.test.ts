import { DateTime } from 'luxon';
import { aheadOf, placeOf, timeOnBoth } from '../../../src/app/shown/clocks.js';

const at = (iso: string) => DateTime.fromISO(iso, { zone: 'utc' });
const newYork = 'America/New_York';

test.each([
  ['the same zone', newYork, '2026-11-24T14:00Z', 'Tue 24 Nov, 09:00'],
  ['another zone that shows the same', 'America/Toronto', '2026-11-24T14:00Z', 'Tue 24 Nov, 09:00'],
  ['another time on the same date', 'Europe/London', '2026-11-24T09:00Z', 'Tue 24 Nov, 04:00 (09:00 in London)'],
  ['the next date', 'Asia/Kolkata', '2026-12-01T03:30Z', 'Mon 30 Nov, 22:30 (Tue 09:00 in Kolkata)'],
])(
  'a time stands on the reader’s clock, and another’s reading follows where it differs: %s',
  (_name, other, iso, expected) => {
    expect(timeOnBoth(at(iso), newYork, other)).toBe(expected);
  },
);

test.each([
  ['Europe/London', '2026-11-24T09:00Z', '5 hours ahead of'],
  // London's clock goes forward three weeks after New York's.
  ['Europe/London', '2026-03-20T09:00Z', '4 hours ahead of'],
  ['Asia/Kolkata', '2026-11-24T09:00Z', '10 hours 30 minutes ahead of'],
  ['America/Chicago', '2026-11-24T09:00Z', '1 hour behind'],
  ['America/Toronto', '2026-11-24T09:00Z', null],
])('one clock beside another: %s at %s', (zone, iso, expected) => {
  expect(aheadOf(at(iso), zone, newYork)).toBe(expected);
});

test('a zone is called by its place', () => {
  expect(['America/Argentina/Buenos_Aires', 'Etc/GMT+5', 'UTC'].map(placeOf)).toEqual(['Buenos Aires', 'GMT+5', 'UTC']);
});
