import { overdueToldAt, quietUntil } from '../../../src/domain/enrollment/overdue-told.js';
import { at, show } from './plans.js';

const zone = 'America/New_York';
const toMinute = (time: string) => {
  const instant = at(time);
  if (instant === null) throw new Error(time);
  return instant;
};

test.each([
  ['in the evening: the next morning', '03-02 17:00', '03-03 08:00'],
  ['in the night: that morning', '03-03 03:00', '03-03 08:00'],
  ['just before eight: at eight', '03-03 07:59', '03-03 08:00'],
  ['at eight, so not overdue yet: the next morning', '03-03 08:00', '03-04 08:00'],
  ['before the clocks change: eight by the new time', '03-07 17:00', '03-08 08:00'],
])('a task that is due %s is told of', (_when, due, told) => {
  expect(show(overdueToldAt(toMinute(due), zone))).toBe(told);
});

test.each([
  ['by day it is told at once', '03-03 14:30', '03-03 14:30'],
  ['at eight too', '03-03 08:00', '03-03 08:00'],
  ['before that it waits for eight', '03-03 02:10', '03-03 08:00'],
])('what should have been told is late: %s', (_when, now, told) => {
  expect(show(quietUntil(toMinute(now), zone))).toBe(told);
});
