import { a, b, edited, mon9 } from './edited.js';
import type { Row } from './story.js';
import { mail, tellAll } from './story.js';

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
