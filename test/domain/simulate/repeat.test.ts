import type { Row } from './story.js';
import { mail, task, tellAll, weekdaysOnly } from './story.js';

const mon9 = '2026-03-02T09:00';

describe('repeat', () => {
  const rows: Row[] = [
    [
      'in days comes at the own wall time',
      { enrolledAt: mon9, steps: [mail('a', { at: '15:00' }, { repeat: { every: '2 days', times: 2 } })] },
      ['a 03-02 15:00', 'a 03-04 15:00', 'completed 03-04 15:00'],
    ],
    [
      'in days without a wall time comes at that of the firing',
      { enrolledAt: '2026-03-02T09:07', steps: [mail('a', 'immediately', { repeat: { every: '7 days', times: 2 } })] },
      ['a 03-02 09:07', 'a 03-09 09:07', 'completed 03-09 09:07'],
    ],
    [
      'at the default time comes at the default time',
      { enrolledAt: mon9, steps: [mail('a', undefined, { repeat: { every: '1 day', times: 2 } })] },
      ['a 03-02 10:00', 'a 03-03 10:00', 'completed 03-03 10:00'],
    ],
    [
      'a moved occurrence at a wall time counts from its own wall time again',
      {
        enrolledAt: mon9,
        window: { days: ['mon', 'tue'], from: '09:00', to: '10:00' },
        steps: [mail('a', { at: '11:00' }, { repeat: { every: '1 day', times: 2 } })],
      },
      ['a 03-03 09:00', 'a 03-10 09:00', 'completed 03-10 09:00'],
    ],
    [
      'in hours takes the grid',
      { enrolledAt: '2026-03-02T09:07', steps: [mail('a', 'immediately', { repeat: { every: '4 hours', times: 2 } })] },
      ['a 03-02 09:07', 'a 03-02 13:30', 'completed 03-02 13:30'],
    ],
    [
      'in hours counts on from a wall time',
      { enrolledAt: mon9, steps: [mail('a', { at: '09:15' }, { repeat: { every: '4 hours', times: 2 } })] },
      ['a 03-02 09:15', 'a 03-02 13:30', 'completed 03-02 13:30'],
    ],
    [
      'keeps to the weekdays of the step',
      {
        enrolledAt: mon9,
        steps: [mail('a', { at: '10:00', weekdays: ['mon', 'fri'] }, { repeat: { every: '1 day', times: 3 } })],
      },
      ['a 03-02 10:00', 'a 03-06 10:00', 'a 03-09 10:00', 'completed 03-09 10:00'],
    ],
    [
      'keeps to the window',
      {
        enrolledAt: '2026-03-06T09:00',
        window: weekdaysOnly,
        steps: [mail('a', 'immediately', { repeat: { every: '1 day', times: 2 } })],
      },
      ['a 03-06 09:00', 'a 03-09 09:00', 'completed 03-09 09:00'],
    ],
    [
      'once is once',
      { enrolledAt: mon9, steps: [mail('a', 'immediately', { repeat: { every: '1 day', times: 1 } })] },
      ['a 03-02 09:00', 'completed 03-02 09:00'],
    ],
    [
      'without times goes on until the enrolment ends',
      {
        enrolledAt: mon9,
        events: [{ at: '2026-03-05T08:00', type: 'reply' }],
        steps: [mail('a', 'immediately', { repeat: { every: '1 day' } }), mail('b')],
      },
      ['a 03-02 09:00', 'a 03-03 09:00', 'a 03-04 09:00', 'exited: reply 03-05 08:00'],
    ],
    [
      'of a pausing task counts from Done',
      {
        enrolledAt: mon9,
        events: [{ at: '2026-03-03T12:00', type: 'task-done', step: 't' }],
        steps: [task('t', { at: '10:00' }, { pause: true, repeat: { every: '2 days', times: 2 } })],
      },
      ['t 03-02 10:00', 't 03-05 10:00', 'waiting for t'],
    ],
  ];
  tellAll(rows);

  tellAll([
    [
      '50 records are made unless a limit is given',
      { enrolledAt: mon9, steps: [mail('a', 'immediately', { repeat: { every: '1 day' } })] },
      [...Array.from({ length: 50 }, (_, day) => `a ${dayAfter(day)} 09:00`), 'next 04-21 09:00'],
    ],
  ]);

  tellAll([
    [
      'with a limit, events before the next firing are applied',
      {
        enrolledAt: mon9,
        limit: 1,
        events: [{ at: '2026-03-03T08:00', type: 'pause' }],
        steps: [mail('a', 'immediately', { repeat: { every: '1 day' } })],
      },
      ['a 03-02 09:00', 'paused 03-03 08:00'],
    ],
    [
      'with a limit, an event in the minute of the next firing too',
      {
        enrolledAt: mon9,
        limit: 1,
        events: [{ at: '2026-03-03T09:00', type: 'reply' }],
        steps: [mail('a', 'immediately', { repeat: { every: '1 day' } })],
      },
      ['a 03-02 09:00', 'exited: reply 03-03 09:00'],
    ],
    [
      'with a limit, events after the next firing are not',
      {
        enrolledAt: mon9,
        limit: 1,
        events: [{ at: '2026-03-03T09:01', type: 'reply' }],
        steps: [mail('a', 'immediately', { repeat: { every: '1 day' } })],
      },
      ['a 03-02 09:00', 'next 03-03 09:00'],
    ],
  ]);
});

function dayAfter(days: number): string {
  const date = new Date(Date.UTC(2026, 2, 2 + days));
  return date.toISOString().slice(5, 10);
}
