import { DateTime } from 'luxon';
import { boundsOf, type Period, parsePeriod, periodText } from '../../../src/domain/report/period.js';

test.each<[string, Period | null]>([
  ['30d', { kind: 'days', days: 30 }],
  ['1 day', { kind: 'days', days: 1 }],
  ['4w', { kind: 'days', days: 28 }],
  ['2 Weeks', { kind: 'days', days: 14 }],
  ['today', { kind: 'days', days: 1 }],
  ['all', { kind: 'all' }],
  ['2026-02', { kind: 'dates', from: '2026-02-01', to: '2026-02-28' }],
  ['2026-03-01', { kind: 'dates', from: '2026-03-01', to: '2026-03-01' }],
  ['2026-03-01..2026-03-15', { kind: 'dates', from: '2026-03-01', to: '2026-03-15' }],
  ['2026-03-01 to 2026-03-15', { kind: 'dates', from: '2026-03-01', to: '2026-03-15' }],
  ['2026-03-15..2026-03-01', null],
  ['2026-02-30', null],
  ['2026-13', null],
  ['0d', null],
  ['9999d', null],
  ['30', null],
  ['outbound', null],
])('%s is %j', (text, period) => {
  expect(parsePeriod(text)).toEqual(period);
  if (period !== null) expect(parsePeriod(periodText(period))).toEqual(period);
});

describe('in Berlin, on the day after the clocks went forward', () => {
  const now = DateTime.fromISO('2026-03-30T09:00:00', { zone: 'Europe/Berlin' });
  const shown = (period: Period) => {
    const { from, to } = boundsOf(period, now.toUTC(), 'Europe/Berlin');
    return [from?.toUTC().toISO() ?? null, to?.toUTC().toISO() ?? null];
  };

  test('two days begin with the midnight before yesterday', () => {
    expect(shown({ kind: 'days', days: 2 })).toEqual(['2026-03-28T23:00:00.000Z', null]);
  });

  test('dates end with their last day', () => {
    expect(shown({ kind: 'dates', from: '2026-03-28', to: '2026-03-29' })).toEqual([
      '2026-03-27T23:00:00.000Z',
      '2026-03-29T22:00:00.000Z',
    ]);
  });

  test('all has no bounds', () => {
    expect(shown({ kind: 'all' })).toEqual([null, null]);
  });
});
