import { has, on, onDates } from './on-dates.js';
import { mail, rule, task, tellAll } from './story.js';

describe('steps on dates', () => {
  tellAll([
    [
      'fire in the order of time, those of one minute in that of the list',
      {
        ...onDates,
        steps: [
          mail('c', { date: '2026-03-05' }),
          mail('a', { date: '2026-03-04', at: '23:00' }),
          mail('b', { date: '2026-03-05' }),
        ],
      },
      ['a 03-04 23:00', 'c 03-05 10:00', 'b 03-05 10:00', 'completed'],
    ],
    [
      'are days before and after a date of the contact, also a date-time by its date',
      {
        ...onDates,
        ...has({ renewal: ' 2026-03-10T23:30:00+09:00' }),
        steps: [
          mail('b', on('renewal', { offset: '1 day' })),
          mail('a', on('renewal', { offset: '-2 days', at: '08:15' })),
        ],
      },
      ['a 03-08 08:15', 'b 03-11 10:00', 'completed'],
    ],
    [
      'in the past are skipped at the enrollment, in the order of the list; this minute is not past',
      {
        ...onDates,
        enrolledAt: '2026-03-02T10:00',
        steps: [
          mail('b', { date: '2026-03-01' }),
          mail('a', { date: '2020-01-01' }),
          mail('c', { date: '2026-03-02' }),
        ],
      },
      ['b 03-02 10:00 skipped: past', 'a 03-02 10:00 skipped: past', 'c 03-02 10:00', 'completed'],
    ],
    [
      'keep to the window, and are past before it',
      {
        ...onDates,
        enrolledAt: '2026-03-06T12:00',
        window: { days: ['mon', 'tue', 'wed', 'thu', 'fri'], from: '14:00' },
        steps: [
          mail('a', { date: '2026-03-06', at: '11:00' }),
          mail('b', { date: '2026-03-07' }),
          rule('r', [{ addTag: 'x' }], { when: { date: '2026-03-07' } }),
        ],
      },
      ['a 03-06 12:00 skipped: past', 'r 03-07 10:00', 'b 03-09 14:00', 'completed'],
    ],
    [
      'wait while only dates are missing; what is over does not wait',
      {
        ...onDates,
        ...has({ gone: 'soon' }),
        steps: [mail('a', on('never')), mail('b', on('gone')), mail('c', { date: '2026-03-03' })],
      },
      ['c 03-03 10:00', 'waiting for a date'],
    ],
    [
      'end with a reply as any other',
      {
        ...onDates,
        steps: [mail('a', { date: '2026-03-03' }), mail('b', { date: '2026-03-09' })],
        events: [{ at: '2026-03-03T12:00', type: 'reply' }],
      },
      ['a 03-03 10:00', 'exited: reply 03-03 12:00'],
    ],
    [
      'a task does not wait for Done',
      {
        ...onDates,
        steps: [task('a', { date: '2026-03-03' }), mail('b', { date: '2026-03-09' })],
      },
      ['a 03-03 10:00', 'b 03-09 10:00', 'completed'],
    ],
  ]);
});
