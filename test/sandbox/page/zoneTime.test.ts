import {
  dayLabel,
  epochOfWallClock,
  fillDateFormat,
  formatMoment,
  formatTime,
  untilLabel,
  wallClock,
} from '../../../src/sandbox/page/time/zoneTime.js';

const noon = '2026-11-24T12:00:00Z';

describe('times on the page', () => {
  test('are those of the account zone', () => {
    expect(formatMoment(noon, 'Europe/Berlin')).toBe('Tue 24 Nov, 13:00');
    expect(formatTime('2026-11-24T23:30:00Z', 'America/New_York')).toBe('18:30');
    expect(formatTime('2026-11-24T00:00:00Z', 'UTC')).toBe('00:00');
  });

  test.each([
    ['2026-11-24T01:00:00Z', 'Today'],
    ['2026-11-23T12:00:00Z', 'Yesterday'],
    ['2026-11-22T12:00:00Z', 'Sunday 22 November'],
    ['2025-12-31T12:00:00Z', 'Wednesday 31 December 2025'],
  ])('the day divider above %s says %s', (instant, label) => {
    expect(dayLabel(instant, noon, 'Europe/Berlin')).toBe(label);
  });

  test('a day ends when it ends in the zone', () => {
    expect(dayLabel('2026-11-24T04:00:00Z', noon, 'America/New_York')).toBe('Yesterday');
  });

  test.each([
    ['2026-11-24T12:00:20Z', 'now'],
    ['2026-11-24T12:35:00Z', 'in 35 min'],
    ['2026-11-24T15:00:00Z', 'in 3 h'],
    ['2026-11-27T12:00:00Z', 'in 3 days'],
  ])('%s is %s away', (instant, label) => {
    expect(untilLabel(instant, noon)).toBe(label);
  });

  test.each([
    ['2026-12-01T08:30', 'Europe/Berlin', '2026-12-01T07:30:00Z'],
    ['2026-07-01T08:30', 'America/New_York', '2026-07-01T12:30:00Z'],
    ['2026-07-01T00:15', 'Asia/Kolkata', '2026-06-30T18:45:00Z'],
    // 02:30 does not exist in Berlin that night: an hour later is meant.
    ['2026-03-29T02:30', 'Europe/Berlin', '2026-03-29T01:30:00Z'],
    ['2026-03-29T03:30', 'Europe/Berlin', '2026-03-29T01:30:00Z'],
    ['2026-03-08T03:00', 'America/New_York', '2026-03-08T07:00:00Z'],
  ])('%s in %s is %s', (wall, zone, instant) => {
    expect(new Date(epochOfWallClock(wall, zone) * 1000).toISOString()).toBe(instant.replace('Z', '.000Z'));
  });

  test('a picked moment is shown again as it was picked', () => {
    const epoch = epochOfWallClock('2026-12-01T08:30', 'America/New_York');
    expect(wallClock(epoch * 1000, 'America/New_York')).toBe('2026-12-01T08:30');
  });

  test("Slack's date tokens are filled by the program's now and the account zone", () => {
    const epoch = Date.parse('2026-11-25T07:30:00Z') / 1000;
    expect(fillDateFormat('{date_short_pretty} at {time}', epoch, noon, 'Europe/Berlin')).toBe('Tomorrow at 08:30');
    expect(fillDateFormat('{date_long} {date_num} {unknown}', epoch, noon, 'UTC')).toBe(
      'Wednesday 25 November 2026 2026-11-25 {unknown}',
    );
  });
});
