import { a, b, edited, mon9 } from './edited.js';
import type { Row } from './story.js';
import { mail, task, tellAll, wait, weekdaysOnly } from './story.js';

describe('what an edit puts next', () => {
  const rows: Row[] = [
    [
      'immediately is tomorrow at the default time',
      edited('2026-03-02T12:00', [a, b], [a, mail('n', 'immediately'), b], { defaultTime: '11:15' }),
      ['a 03-02 09:00', 'n 03-03 11:15', 'b 03-07 09:00', 'completed 03-07 09:00'],
    ],
    [
      'days: 0 with delay: none is immediately',
      edited('2026-03-02T12:00', [a, b], [a, mail('n', { delay: 'none' }), b]),
      ['a 03-02 09:00', 'n 03-03 10:00', 'b 03-07 09:00', 'completed 03-07 09:00'],
    ],
    [
      'a step without when after a delay step is immediate too',
      edited('2026-03-02T12:00', [wait('w', '0 days'), b], [wait('w', '0 days'), mail('n'), b]),
      ['w 03-02 09:00', 'n 03-03 10:00', 'b 03-07 09:00', 'completed 03-07 09:00'],
    ],
    [
      'a delay in its minute is not past',
      edited('2026-03-02T12:00', [a, b], [a, mail('n', { delay: '3 hours' })]),
      ['a 03-02 09:00', 'n 03-02 12:00', 'completed 03-02 12:00'],
    ],
    [
      'a delay that is past is tomorrow at the default time',
      edited('2026-03-02T12:01', [a, b], [a, mail('n', { delay: '3 hours' })]),
      ['a 03-02 09:00', 'n 03-03 10:00', 'completed 03-03 10:00'],
    ],
    [
      'a past delay step is tomorrow at the default time too',
      edited('2026-03-05T12:01', [a, b], [a, wait('w', '1 day'), b]),
      ['a 03-02 09:00', 'w 03-06 10:00', 'b 03-10 09:00', 'completed 03-10 09:00'],
    ],
    [
      'a past wall time is the next such time, today',
      edited('2026-03-05T12:01', [a, b], [a, mail('n', { days: 1, at: '15:00' })]),
      ['a 03-02 09:00', 'n 03-05 15:00', 'completed 03-05 15:00'],
    ],
    [
      'or tomorrow',
      edited('2026-03-05T15:01', [a, b], [a, mail('n', { days: 1, at: '15:00' })]),
      ['a 03-02 09:00', 'n 03-06 15:00', 'completed 03-06 15:00'],
    ],
    [
      'in its very minute it is this minute',
      edited('2026-03-05T15:00', [a, b], [a, mail('n', { days: 1, at: '15:00' })]),
      ['a 03-02 09:00', 'n 03-05 15:00', 'completed 03-05 15:00'],
    ],
    [
      'past is judged before the window, which then applies',
      edited('2026-03-07T12:00', [a, mail('b', { days: 9 })], [a, mail('n', { days: 5, at: '11:00' })], {
        window: weekdaysOnly,
      }),
      ['a 03-02 09:00', 'n 03-09 11:00', 'completed 03-09 11:00'],
    ],
    [
      'a time ahead is that time, in the window',
      edited('2026-03-03T12:00', [a, mail('b', { days: 9 })], [a, mail('n', { days: 5, at: '11:00' })], {
        window: weekdaysOnly,
      }),
      ['a 03-02 09:00', 'n 03-09 11:00', 'completed 03-09 11:00'],
    ],
    [
      'before the first firing it goes by the enrolment',
      edited(
        '2026-03-02T12:00',
        [mail('a', { days: 1 })],
        [mail('n', { days: 1, at: '15:00' }), mail('a', { days: 1 })],
      ),
      ['n 03-03 15:00', 'a 03-04 10:00', 'completed 03-04 10:00'],
    ],
  ];
  tellAll(rows);
});

describe('a next step that stays', () => {
  const rows: Row[] = [
    [
      'but not when its predecessor was removed',
      edited('2026-03-02T07:30', [wait('w', '0 days'), a], [a], {
        enrolledAt: '2026-03-02T07:00',
        window: { from: '08:00' },
      }),
      ['w 03-02 07:00', 'a 03-03 10:00', 'completed 03-03 10:00'],
    ],
    [
      'weekdays in another order are the same',
      edited(
        '2026-03-03T12:00',
        [a, mail('b', { days: 1, delay: 'none', weekdays: ['tue', 'wed'] })],
        [a, mail('b', { days: 1, delay: 'none', weekdays: ['wed', 'tue'] })],
      ),
      ['a 03-02 09:00', 'b 03-03 09:00', 'completed 03-03 09:00'],
    ],
    [
      'the default time written out is the same',
      edited('2026-03-03T09:30', [a, mail('b', { days: 1 })], [a, mail('b', { days: 1, at: '10:00' })]),
      ['a 03-02 09:00', 'b 03-03 10:00', 'completed 03-03 10:00'],
    ],
    [
      'other words for a wait are the same',
      edited('2026-03-02T09:50', [wait('w', '60 minutes'), a], [wait('w', '1 hour'), a]),
      ['w 03-02 10:00', 'a 03-02 10:00', 'completed 03-02 10:00'],
    ],
    [
      '24 hours are not a day: they take the grid',
      edited('2026-03-02T09:50', [wait('w', '1 day')], [wait('w', '24 hours')], { enrolledAt: '2026-03-02T09:07' }),
      ['w 03-03 09:30', 'completed 03-03 09:30'],
    ],
    [
      'another predecessor computes it anew',
      edited(
        '2026-03-07T12:00',
        [a, mail('x', 'immediately'), mail('b', { days: 9, delay: 'none' })],
        [mail('x', 'immediately'), a, mail('b', { days: 3, delay: 'none' })],
      ),
      ['a 03-02 09:00', 'x 03-02 09:00', 'b 03-08 10:00', 'completed 03-08 10:00'],
    ],
    [
      'another predecessor alone is enough',
      edited(
        '2026-03-02T09:20',
        [a, mail('x', 'immediately'), mail('b', { delay: '30 minutes' })],
        [mail('x', 'immediately'), mail('b', { delay: '30 minutes' }), a],
      ),
      ['a 03-02 09:00', 'x 03-02 09:00', 'b 03-02 09:30', 'completed 03-02 09:30'],
    ],
    [
      'an immediate step kept back by the window stays',
      edited('2026-03-02T07:30', [a], [mail('a', 'immediately', { template: 'other' })], {
        enrolledAt: '2026-03-02T07:00',
        window: { from: '08:00', to: '17:00' },
      }),
      ['a 03-02 08:00', 'completed 03-02 08:00'],
    ],
    [
      'with another predecessor it does not',
      edited('2026-03-02T07:30', [a], [mail('n', { days: 5 }), a], {
        enrolledAt: '2026-03-02T07:00',
        window: { from: '08:00', to: '17:00' },
      }),
      ['n 03-07 10:00', 'a 03-07 10:00', 'completed 03-07 10:00'],
    ],
    [
      'another kind computes it anew',
      edited('2026-03-02T12:00', [a, mail('b', { days: 1, delay: 'none' })], [a, task('b', 'immediately')]),
      ['a 03-02 09:00', 'b 03-03 10:00', 'completed 03-03 10:00'],
    ],
    [
      'a second edit without a change keeps what the first set',
      {
        enrolledAt: mon9,
        steps: [a],
        events: [
          { at: '2026-03-02T12:00', type: 'append', steps: [mail('n', 'immediately')] },
          { at: '2026-03-03T09:00', type: 'publish', steps: [a, mail('n', 'immediately')] },
        ],
      },
      ['a 03-02 09:00', 'n 03-03 10:00', 'completed 03-03 10:00'],
    ],
  ];
  tellAll(rows);
});
