import type { Row } from './story.js';
import { mail, tell, tellAll, wait } from './story.js';

const mon9 = '2026-03-02T09:00';

describe('a wall time', () => {
  const rows: Row[] = [
    [
      'is on the anchor date plus days',
      { enrolledAt: mon9, steps: [mail('a', { days: 2, at: '07:00' })] },
      ['a 03-04 07:00', 'completed 03-04 07:00'],
    ],
    [
      'in the anchor minute is not before it',
      { enrolledAt: mon9, steps: [mail('a', { at: '09:00' })] },
      ['a 03-02 09:00', 'completed 03-02 09:00'],
    ],
    [
      'a minute before the anchor is the next date',
      { enrolledAt: mon9, steps: [mail('a', { at: '08:59' })] },
      ['a 03-03 08:59', 'completed 03-03 08:59'],
    ],
    [
      'is the default time where left out',
      { enrolledAt: mon9, defaultTime: '16:45', steps: [mail('a', { days: 1 })] },
      ['a 03-03 16:45', 'completed 03-03 16:45'],
    ],
    [
      'is 10:00 where nothing is said at all',
      { enrolledAt: mon9, steps: [mail('a')] },
      ['a 03-02 10:00', 'completed 03-02 10:00'],
    ],
    [
      'counts from the firing of the step before',
      { enrolledAt: mon9, steps: [mail('a', { days: 1, at: '15:00' }), mail('b', { days: 1, at: '08:00' })] },
      ['a 03-03 15:00', 'b 03-04 08:00', 'completed 03-04 08:00'],
    ],
    [
      'of zero days that is past on that date goes to the next',
      { enrolledAt: mon9, steps: [mail('a', { at: '15:00' }), mail('b', { at: '08:00' })] },
      ['a 03-02 15:00', 'b 03-03 08:00', 'completed 03-03 08:00'],
    ],
    [
      'in a spring gap that is still ahead keeps to its date',
      { enrolledAt: '2026-03-08T03:10', steps: [mail('a', { at: '02:30' })] },
      ['a 03-08 03:30', 'completed 03-08 03:30'],
    ],
    [
      'in a spring gap that is over is the next date',
      { enrolledAt: '2026-03-08T03:31', steps: [mail('a', { at: '02:30' })] },
      ['a 03-09 02:30', 'completed 03-09 02:30'],
    ],
    [
      'whose first autumn occurrence is over is the next date',
      { enrolledAt: '2026-11-01T01:40-04:00', steps: [mail('a', { at: '01:30' })] },
      ['a 11-02 01:30', 'completed 11-02 01:30'],
    ],
  ];
  tellAll(rows);
});

describe('a delay', () => {
  const rows: Row[] = [
    [
      'goes up to the half hour',
      { enrolledAt: '2026-03-02T09:01', steps: [mail('a', { delay: '30 minutes' })] },
      ['a 03-02 10:00', 'completed 03-02 10:00'],
    ],
    [
      'already on the half hour stays',
      { enrolledAt: mon9, steps: [mail('a', { delay: '90 minutes' })] },
      ['a 03-02 10:30', 'completed 03-02 10:30'],
    ],
    [
      'keeps to another grid',
      { enrolledAt: '2026-03-02T09:01', delayGrid: 5, steps: [mail('a', { delay: '1 minute' })] },
      ['a 03-02 09:05', 'completed 03-02 09:05'],
    ],
    [
      'to the minute with a grid of one',
      { enrolledAt: '2026-03-02T09:01', delayGrid: 1, steps: [mail('a', { delay: '1 minute' })] },
      ['a 03-02 09:02', 'completed 03-02 09:02'],
    ],
    [
      'of none with days is the same wall time, not rounded',
      { enrolledAt: '2026-03-06T09:07', steps: [mail('a', { days: 3, delay: 'none' })] },
      ['a 03-09 09:07', 'completed 03-09 09:07'],
    ],
    [
      'counts elapsed time over a change of clocks',
      { enrolledAt: '2026-03-07T22:00', steps: [mail('a', { delay: '6 hours' })] },
      ['a 03-08 05:00', 'completed 03-08 05:00'],
    ],
    [
      'with days takes the wall time first, then the elapsed hours',
      { enrolledAt: '2026-03-07T01:30', steps: [mail('a', { days: 1, delay: '1 hour' })] },
      ['a 03-08 03:30', 'completed 03-08 03:30'],
    ],
    [
      'that ends in the second autumn hour stays there',
      { enrolledAt: '2026-11-01T00:10', steps: [mail('a', { delay: '2 hours' })], until: '2026-11-01T01:29-05:00' },
      ['next 11-01 01:30'],
    ],
    [
      'rounds over the end of the hour that comes twice',
      {
        enrolledAt: '2026-11-01T01:45-04:00',
        steps: [mail('a', { delay: '1 minute' })],
        until: '2026-11-01T01:59-04:00',
      },
      ['next 11-01 01:00'],
    ],
    [
      'drops the seconds of its anchor first',
      { enrolledAt: '2026-03-02T09:00:59', steps: [mail('a', { delay: '30 minutes' })] },
      ['a 03-02 09:30', 'completed 03-02 09:30'],
    ],
    [
      'rounds on the clock of Lord Howe, whose summer is half an hour',
      { accountZone: 'Australia/Lord_Howe', enrolledAt: '2026-03-02T09:01', steps: [mail('a', { delay: '1 minute' })] },
      ['a 03-02 09:30', 'completed 03-02 09:30'],
    ],
  ];
  tellAll(rows);
});

describe('what is left out', () => {
  const rows: Row[] = [
    [
      'after a delay step a step fires immediately',
      { enrolledAt: mon9, steps: [wait('w', '2 days'), mail('a')] },
      ['w 03-04 09:00', 'a 03-04 09:00', 'completed 03-04 09:00'],
    ],
    [
      'an empty when after a delay step is the default time',
      { enrolledAt: mon9, steps: [wait('w', '2 days'), mail('a', {})] },
      ['w 03-04 09:00', 'a 03-04 10:00', 'completed 03-04 10:00'],
    ],
    [
      'weekdays alone after a delay step are at the default time',
      { enrolledAt: mon9, steps: [wait('w', '2 days'), mail('a', { weekdays: ['fri'] })] },
      ['w 03-04 09:00', 'a 03-06 10:00', 'completed 03-06 10:00'],
    ],
    [
      'only the predecessor in the list counts',
      { enrolledAt: mon9, steps: [wait('w', '1 day'), mail('a'), mail('b')] },
      ['w 03-03 09:00', 'a 03-03 09:00', 'b 03-03 10:00', 'completed 03-03 10:00'],
    ],
    [
      'days of a delay step keep the wall time',
      { enrolledAt: '2026-03-06T09:07', steps: [wait('w', '3 days')] },
      ['w 03-09 09:07', 'completed 03-09 09:07'],
    ],
    [
      'hours of a delay step take the grid',
      { enrolledAt: '2026-03-06T09:07', steps: [wait('w', '1 hour')] },
      ['w 03-06 10:30', 'completed 03-06 10:30'],
    ],
    [
      'a sequence without steps is completed at the enrolment',
      { enrolledAt: mon9, steps: [] },
      ['completed 03-02 09:00'],
    ],
  ];
  tellAll(rows);

  test('a contact zone that is not there leaves the account zone', () => {
    expect(tell({ enrolledAt: mon9, zone: 'contact', contact: {}, steps: [mail('a')] })[0]).toBe('a 03-02 10:00');
    expect(tell({ enrolledAt: mon9, contact: { zone: 'Asia/Tokyo' }, steps: [mail('a')] })[0]).toBe('a 03-02 10:00');
  });

  test('days are those of the contact zone', () => {
    // 09:00 in New York is 23:00 in Tokyo: that date plus one, at 10:00 there, is 20:00 (summer time: 21:00) before.
    const story = {
      enrolledAt: mon9,
      zone: 'contact',
      contact: { zone: 'Asia/Tokyo' },
      steps: [mail('a', { days: 1 })],
    };
    expect(tell(story)[0]).toBe('a 03-02 20:00');
  });
});
