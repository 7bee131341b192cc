import { holidayOn, isHolidayCode } from '../../../src/domain/timing/holidays.js';

test.each(['US', 'US-CA', 'DE-BY', 'DE-BY-A', 'GB-ENG'])('%s is a code of date-holidays', (code) => {
  expect(isHolidayCode(code)).toBe(true);
});

test.each(['', 'ZZ', 'US-ZZ', 'US-', 'constructor', 'DE-BY-A-X', 'us', 'USA'])('%j is none', (code) => {
  expect(isHolidayCode(code)).toBe(false);
});

test('a holiday of several days that begins in one year reaches into the next', () => {
  // Both days off at the turn of the year in Romania.
  expect(holidayOn('RO', '2027-01-01')).not.toBeNull();
  expect(holidayOn('RO', '2027-01-02')).not.toBeNull();
});

test('a holiday of the lunar calendar is on its civil date, not on the evening before', () => {
  expect(holidayOn('IL', '2026-09-20')).toBeNull();
  expect(holidayOn('IL', '2026-09-21')).not.toBeNull();
});
