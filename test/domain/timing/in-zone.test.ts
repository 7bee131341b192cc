import { DateTime } from 'luxon';
import { inZone } from '../../../src/domain/timing/in-zone.js';

const moment = DateTime.fromISO('2026-03-02T22:30:00Z', { zone: 'utc' });

test.each([
  ['Europe/Berlin', '2026-03-02'],
  ['Asia/Tokyo', '2026-03-03'],
  ['America/New_York', '2026-03-02'],
])('an instant is the same on the clock of %s, and its day is theirs', (zone, day) => {
  expect(inZone(moment, zone).toMillis()).toBe(moment.toMillis());
  expect(inZone(moment, zone).zoneName).toBe(zone);
  expect(inZone(moment, zone).toISODate()).toBe(day);
});

test('it is worked out once for a moment and a zone, and anew for another moment', () => {
  expect(inZone(moment, 'Asia/Tokyo')).toBe(inZone(moment, 'Asia/Tokyo'));
  expect(inZone(moment.plus({ hours: 20 }), 'Asia/Tokyo').toISODate()).toBe('2026-03-04');
});
