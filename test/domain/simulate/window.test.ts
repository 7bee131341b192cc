import type { Row } from './story.js';
import { mail, task, tellAll, wait, weekdaysOnly } from './story.js';

const office = { ...weekdaysOnly, from: '08:00', to: '17:00' };

describe('weekdays and window', () => {
  const rows: Row[] = [
    [
      'before the window it is its beginning',
      { enrolledAt: '2026-03-02T05:13', window: office, steps: [mail('a', 'immediately')] },
      ['a 03-02 08:00', 'completed 03-02 08:00'],
    ],
    [
      'the end of the window is outside it',
      { enrolledAt: '2026-03-02T17:00', window: office, steps: [mail('a', 'immediately')] },
      ['a 03-03 08:00', 'completed 03-03 08:00'],
    ],
    [
      'a minute before the end is inside',
      { enrolledAt: '2026-03-02T16:59', window: office, steps: [mail('a', 'immediately')] },
      ['a 03-02 16:59', 'completed 03-02 16:59'],
    ],
    [
      'past the end on a Friday is Monday',
      { enrolledAt: '2026-03-06T17:30', window: office, steps: [mail('a', 'immediately')] },
      ['a 03-09 08:00', 'completed 03-09 08:00'],
    ],
    [
      'the date is settled before the time: Saturday 06:00 is Monday 08:00',
      { enrolledAt: '2026-03-07T06:00', window: office, steps: [mail('a', 'immediately')] },
      ['a 03-09 08:00', 'completed 03-09 08:00'],
    ],
    [
      'from the next date it is settled again',
      {
        enrolledAt: '2026-03-05T18:00',
        window: { ...office, skip: ['2026-03-06'] },
        steps: [mail('a', 'immediately')],
      },
      ['a 03-09 08:00', 'completed 03-09 08:00'],
    ],
    [
      'weekdays of the step and of the window must both hold',
      {
        enrolledAt: '2026-03-02T18:00',
        window: office,
        steps: [mail('a', { delay: 'none', weekdays: ['mon', 'sat'] })],
      },
      ['a 03-09 08:00', 'completed 03-09 08:00'],
    ],
    [
      'a window of hours alone is open on all days',
      { enrolledAt: '2026-03-07T18:00', window: { from: '08:00', to: '17:00' }, steps: [mail('a', 'immediately')] },
      ['a 03-08 08:00', 'completed 03-08 08:00'],
    ],
    [
      'a window to 24:00 never closes in the evening',
      { enrolledAt: '2026-03-02T23:59', window: { from: '12:00' }, steps: [mail('a', 'immediately')] },
      ['a 03-02 23:59', 'completed 03-02 23:59'],
    ],
    [
      'a delay step leaves the window alone',
      { enrolledAt: '2026-03-06T22:00', window: office, steps: [wait('w', '1 day'), mail('a')] },
      ['w 03-07 22:00', 'a 03-10 08:00', 'completed 03-10 08:00'],
    ],
    [
      'a task keeps to the window',
      { enrolledAt: '2026-03-07T09:00', window: office, steps: [task('t', 'immediately')] },
      ['t 03-09 09:00', 'completed 03-09 09:00'],
    ],
    [
      'later steps count from the moved firing',
      {
        enrolledAt: '2026-03-06T18:00',
        window: office,
        steps: [mail('a', 'immediately'), mail('b', { delay: '2 hours' })],
      },
      ['a 03-09 08:00', 'b 03-09 10:00', 'completed 03-09 10:00'],
    ],
    [
      'an observed holiday counts',
      { enrolledAt: '2026-07-02T18:00', window: { ...office, holidays: 'US' }, steps: [mail('a', 'immediately')] },
      ['a 07-06 08:00', 'completed 07-06 08:00'],
    ],
    [
      'a holiday of the region counts there',
      { enrolledAt: '2026-03-31T09:00', window: { holidays: 'US-CA' }, steps: [mail('a', 'immediately')] },
      ['a 04-01 09:00', 'completed 04-01 09:00'],
    ],
    [
      'and not in the country',
      { enrolledAt: '2026-03-31T09:00', window: { holidays: 'US' }, steps: [mail('a', 'immediately')] },
      ['a 03-31 09:00', 'completed 03-31 09:00'],
    ],
    [
      'a mere observance does not count',
      { enrolledAt: '2026-02-14T09:00', window: { holidays: 'US' }, steps: [mail('a', 'immediately')] },
      ['a 02-14 09:00', 'completed 02-14 09:00'],
    ],
    [
      'an observed New Year may lie in the year before',
      { enrolledAt: '2021-12-31T09:00', window: { holidays: 'US' }, steps: [mail('a', 'immediately')] },
      ['a 01-02 09:00', 'completed 01-02 09:00'],
    ],
    [
      'every day of a holiday of three days counts',
      {
        accountZone: 'Asia/Dubai',
        enrolledAt: '2026-03-20T09:00',
        window: { holidays: 'AE' },
        steps: [mail('a', 'immediately')],
      },
      ['a 03-23 09:00', 'completed 03-23 09:00'],
    ],
  ];
  tellAll(rows);
});

describe('the window where clocks change', () => {
  const rows: Row[] = [
    [
      'a time in the gap is judged as it was written',
      { enrolledAt: '2026-03-08T00:30', window: { from: '01:00', to: '03:00' }, steps: [mail('a', { at: '02:30' })] },
      ['a 03-08 03:30', 'completed 03-08 03:30'],
    ],
    [
      'a date move keeps the wall time as written',
      { enrolledAt: '2026-03-07T12:00', steps: [mail('a', { days: 1, at: '02:30', weekdays: ['mon'] })] },
      ['a 03-09 02:30', 'completed 03-09 02:30'],
    ],
    [
      'days of a delay keep the wall time as written too',
      { enrolledAt: '2026-03-07T02:30', steps: [mail('a', { days: 1, delay: 'none', weekdays: ['mon'] })] },
      ['a 03-09 02:30', 'completed 03-09 02:30'],
    ],
    [
      'what no rule moved stays in the second hour',
      {
        enrolledAt: '2026-11-01T01:10-05:00',
        window: { from: '01:00', to: '17:00' },
        steps: [mail('a', 'immediately')],
        until: '2026-11-01T01:09-05:00',
      },
      ['next 11-01 01:10'],
    ],
    [
      'moved within the second hour it stays in the second',
      {
        enrolledAt: '2026-11-01T01:10-05:00',
        window: { from: '01:30', to: '17:00' },
        steps: [mail('a', 'immediately')],
        until: '2026-11-01T01:29-05:00',
      },
      ['next 11-01 01:30'],
    ],
    [
      'moved from before the hour it is the first',
      {
        enrolledAt: '2026-11-01T00:10',
        window: { from: '01:30', to: '17:00' },
        steps: [mail('a', 'immediately')],
        until: '2026-11-01T01:29-05:00',
      },
      ['a 11-01 01:30', 'completed 11-01 01:30'],
    ],
  ];
  tellAll(rows);
});
