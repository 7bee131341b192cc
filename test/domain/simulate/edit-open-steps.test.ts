import { b, edited, mon9 } from './edited.js';
import type { Row } from './story.js';
import { mail, task, tellAll } from './story.js';

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
