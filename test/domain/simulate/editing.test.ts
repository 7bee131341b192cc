import type { Row, Story } from './story.js';
import { mail, task, tellAll, wait, weekdaysOnly } from './story.js';

const mon9 = '2026-03-02T09:00';
type Steps = Story['steps'];

/** An enrollment of Monday 09:00, edited once. */
function edited(at: string, before: Steps, after: Steps, more: Partial<Story> = {}): Story {
  return {
    enrolledAt: mon9,
    ...more,
    steps: before,
    events: [...(more.events ?? []), { at, type: 'publish', steps: after }],
  };
}

const a = mail('a', 'immediately');
const b = mail('b', { days: 4, at: '09:00' });

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

describe('the place', () => {
  const c = mail('c', { days: 1, at: '09:00' });
  const rows: Row[] = [
    [
      'without a surviving predecessor is the start',
      edited('2026-03-02T12:00', [a, b], [mail('n', { at: '15:00' }), b]),
      ['a 03-02 09:00', 'n 03-02 15:00', 'b 03-06 09:00', 'completed 03-06 09:00'],
    ],
    [
      'removed and added again it does not fire again',
      {
        enrolledAt: mon9,
        steps: [a, b],
        events: [
          { at: '2026-03-02T12:00', type: 'publish', steps: [b] },
          { at: '2026-03-02T13:00', type: 'publish', steps: [b, a] },
        ],
      },
      ['a 03-02 09:00', 'b 03-06 09:00', 'completed 03-06 09:00'],
    ],
    [
      'its nearest predecessor is that of the old order',
      edited(
        '2026-03-04T12:00',
        [a, mail('x', { days: 1, at: '09:00' }), mail('y', { days: 1, at: '09:00' }), b],
        [mail('n', 'immediately'), mail('x', { days: 1, at: '09:00' }), mail('m', { days: 1, at: '14:00' }), a, b],
      ),
      ['a 03-02 09:00', 'x 03-03 09:00', 'y 03-04 09:00', 'm 03-05 14:00', 'b 03-09 09:00', 'completed 03-09 09:00'],
    ],
    [
      'a step moved ahead of the place fires once',
      edited('2026-03-02T12:00', [a, b, c], [a, c, b]),
      ['a 03-02 09:00', 'c 03-03 09:00', 'b 03-07 09:00', 'completed 03-07 09:00'],
    ],
    [
      'a next step moved behind the place is not for this contact',
      edited('2026-03-02T12:00', [a, b, c], [b, a, c]),
      ['a 03-02 09:00', 'c 03-03 09:00', 'completed 03-03 09:00'],
    ],
    [
      'with no step left it is completed at its anchor',
      edited('2026-03-02T12:00', [a, b], [a]),
      ['a 03-02 09:00', 'completed 03-02 09:00'],
    ],
    ['with no step at all too', edited('2026-03-02T12:00', [a, b], []), ['a 03-02 09:00', 'completed 03-02 09:00']],
    [
      'a skipped step is passed',
      {
        enrolledAt: mon9,
        steps: [mail('a', { at: '10:00' }), b],
        events: [
          { at: '2026-03-02T09:30', type: 'pause' },
          { at: '2026-03-02T11:00', type: 'resume', policy: 'skip' },
          { at: '2026-03-02T12:00', type: 'publish', steps: [mail('a', { at: '15:00' }), b] },
        ],
      },
      ['a 03-02 11:00 skipped: resume', 'b 03-06 09:00', 'completed 03-06 09:00'],
    ],
    [
      'what has exited stays closed',
      {
        enrolledAt: mon9,
        steps: [a],
        events: [
          { at: '2026-03-02T10:00', type: 'unsubscribe' },
          { at: '2026-03-02T12:00', type: 'append', steps: [b] },
        ],
      },
      ['a 03-02 09:00', 'exited: unsubscribe 03-02 10:00'],
    ],
    [
      'a completed enrolment takes only what is after its place',
      edited('2026-03-09T12:00', [a], [mail('n', 'immediately'), a]),
      ['a 03-02 09:00', 'completed 03-02 09:00'],
    ],
    [
      'an edit while paused is held',
      {
        enrolledAt: mon9,
        steps: [a, b],
        events: [
          { at: '2026-03-02T10:00', type: 'pause' },
          { at: '2026-03-02T12:00', type: 'publish', steps: [a, mail('n', 'immediately'), b] },
          { at: '2026-03-03T12:00', type: 'resume' },
        ],
      },
      ['a 03-02 09:00', 'n 03-03 12:00', 'b 03-07 09:00', 'completed 03-07 09:00'],
    ],
  ];
  tellAll(rows);
});

describe('repeats', () => {
  const daily = (every: string, times?: number, when: unknown = { at: '09:00' }) =>
    mail('a', when, { repeat: { every, ...(times === undefined ? {} : { times }) } });
  const rows: Row[] = [
    [
      'other words change nothing',
      edited('2026-03-03T12:00', [daily('3 days', 3), b], [mail('n', 'immediately'), daily('3 days', 3), b]),
      ['a 03-02 09:00', 'a 03-05 09:00', 'a 03-08 09:00', 'b 03-12 09:00', 'completed 03-12 09:00'],
    ],
    [
      'raised while it runs it goes on',
      edited('2026-03-03T12:00', [daily('3 days', 2), b], [daily('3 days', 3), b]),
      ['a 03-02 09:00', 'a 03-05 09:00', 'a 03-08 09:00', 'b 03-12 09:00', 'completed 03-12 09:00'],
    ],
    [
      'raised when it was over it does not',
      edited('2026-03-06T12:00', [daily('3 days', 2), b], [daily('3 days', 9), b]),
      ['a 03-02 09:00', 'a 03-05 09:00', 'b 03-09 09:00', 'completed 03-09 09:00'],
    ],
    [
      'lowered to what has fired it is over',
      edited('2026-03-03T12:00', [daily('3 days', 3), b], [daily('3 days', 1), b]),
      ['a 03-02 09:00', 'b 03-06 09:00', 'completed 03-06 09:00'],
    ],
    [
      'taken away it is over',
      edited('2026-03-03T12:00', [daily('3 days', 3), b], [mail('a', { at: '09:00' }), b]),
      ['a 03-02 09:00', 'b 03-06 09:00', 'completed 03-06 09:00'],
    ],
    [
      'a shorter one whose time is past takes the next such time',
      edited('2026-03-04T12:00', [daily('7 days', 2), b], [daily('1 day', 2), b]),
      ['a 03-02 09:00', 'a 03-05 09:00', 'b 03-09 09:00', 'completed 03-09 09:00'],
    ],
    [
      'a longer one is ahead',
      edited('2026-03-04T12:00', [daily('7 days', 2), b], [daily('9 days', 2), b]),
      ['a 03-02 09:00', 'a 03-11 09:00', 'b 03-15 09:00', 'completed 03-15 09:00'],
    ],
    [
      'the next occurrence of an immediate step is not immediate',
      edited('2026-03-04T12:00', [daily('7 days', 2, 'immediately'), b], [daily('9 days', 2, 'immediately'), b]),
      ['a 03-02 09:00', 'a 03-11 09:00', 'b 03-15 09:00', 'completed 03-15 09:00'],
    ],
    [
      'and past it is tomorrow at the default time',
      edited('2026-03-04T12:00', [daily('7 days', 2, 'immediately'), b], [daily('1 day', 2, 'immediately'), b]),
      ['a 03-02 09:00', 'a 03-05 10:00', 'b 03-09 09:00', 'completed 03-09 09:00'],
    ],
    [
      'another wall time computes it anew',
      edited('2026-03-04T12:00', [daily('3 days', 2), b], [daily('3 days', 2, { at: '14:00' }), b]),
      ['a 03-02 09:00', 'a 03-05 14:00', 'b 03-09 09:00', 'completed 03-09 09:00'],
    ],
    [
      'removed, the next one counts from its last firing',
      edited('2026-03-04T12:00', [daily('7 days', 3), b], [b]),
      ['a 03-02 09:00', 'b 03-06 09:00', 'completed 03-06 09:00'],
    ],
  ];
  tellAll(rows);
});

describe('open pausing tasks', () => {
  const t = task('t', 'immediately', { pause: true });
  const repeating = task('t', 'immediately', { pause: true, repeat: { every: '1 day', times: 2 } });
  const done = { at: '2026-03-05T12:00', type: 'task-done', step: 't' };
  const rows: Row[] = [
    [
      'stay open while the step is there, elsewhere and in other words',
      {
        enrolledAt: mon9,
        steps: [t, b],
        events: [
          {
            at: '2026-03-03T12:00',
            type: 'publish',
            steps: [b, task('t', { days: 3 }, { pause: true }), mail('n', { days: 1 })],
          },
          done,
        ],
      },
      ['t 03-02 09:00', 'n 03-06 10:00', 'completed 03-06 10:00'],
    ],
    [
      'are closed where the step is another kind',
      edited('2026-03-03T12:00', [t, b], [mail('t', 'immediately'), b]),
      ['t 03-02 09:00', 'b 03-07 09:00', 'completed 03-07 09:00'],
    ],
    [
      'closed, the next step is computed in the ordinary way',
      edited('2026-03-03T12:00', [t, b], [mail('n', 'immediately')]),
      ['t 03-02 09:00', 'n 03-03 12:00', 'completed 03-03 12:00'],
    ],
    [
      'closed, the occurrences left go on',
      edited('2026-03-03T12:00', [repeating, b], [{ ...repeating, pause: false }, b]),
      ['t 03-02 09:00', 't 03-04 12:00', 'b 03-08 09:00', 'completed 03-08 09:00'],
    ],
    [
      'closed with nothing left it is completed at the publishing',
      edited('2026-03-03T12:00:30', [t], []),
      ['t 03-02 09:00', 'completed 03-03 12:00'],
    ],
    [
      'a task made pausing after it appeared waits for nobody',
      edited('2026-03-03T12:00', [task('t', 'immediately'), b], [t, b]),
      ['t 03-02 09:00', 'b 03-06 09:00', 'completed 03-06 09:00'],
    ],
    [
      'appending leaves it open; the new step counts from Done',
      {
        enrolledAt: mon9,
        steps: [t],
        events: [{ at: '2026-03-03T12:00', type: 'append', steps: [mail('n', 'immediately')] }, done],
      },
      ['t 03-02 09:00', 'n 03-05 12:00', 'completed 03-05 12:00'],
    ],
  ];
  tellAll(rows);
});
