import type { Row } from './story.js';
import { mail, task, tellAll, wait, weekdaysOnly } from './story.js';

const planned = { count: 'planned', window: weekdaysOnly } as const;
const fri = '2026-03-06T09:00';

describe('count: planned', () => {
  const rows: Row[] = [
    [
      'counts from the time before the window moved it',
      {
        ...planned,
        enrolledAt: fri,
        steps: [mail('a', { days: 1, at: '09:00' }), mail('b', { days: 3, at: '09:00' })],
      },
      ['a 03-09 09:00', 'b 03-10 09:00', 'completed 03-10 09:00'],
    ],
    [
      'leaves the plan at the end',
      { ...planned, enrolledAt: fri, steps: [mail('a', { days: 1, at: '09:00' })] },
      ['a 03-09 09:00', 'completed 03-07 09:00'],
    ],
    [
      'a pausing task counts from Done',
      {
        ...planned,
        enrolledAt: fri,
        events: [{ at: '2026-03-09T12:00', type: 'task-done', step: 't' }],
        steps: [task('t', { days: 1, at: '09:00' }, { pause: true }), mail('b', { days: 1, at: '09:00' })],
      },
      ['t 03-09 09:00', 'b 03-10 09:00', 'completed 03-10 09:00'],
    ],
    [
      'an overtaken wall time takes its next occurrence, and that is its plan',
      {
        ...planned,
        enrolledAt: fri,
        steps: [mail('a', { days: 1, at: '09:00' }), mail('b', { at: '08:00' }), mail('c', { days: 1, at: '07:00' })],
      },
      ['a 03-09 09:00', 'b 03-10 08:00', 'c 03-11 07:00', 'completed 03-11 07:00'],
    ],
    [
      'an overtaken delay step fires at once',
      {
        ...planned,
        enrolledAt: fri,
        steps: [mail('a', { days: 1, at: '09:00' }), wait('w', '1 hour'), mail('b', { days: 1, at: '09:00' })],
      },
      ['a 03-09 09:00', 'w 03-09 09:00', 'b 03-10 09:00', 'completed 03-10 09:00'],
    ],
    [
      'what the window brings up to the step before is not overtaken',
      { ...planned, enrolledAt: fri, steps: [mail('a', { days: 1, at: '09:00' }), mail('b', { delay: '1 hour' })] },
      ['a 03-09 09:00', 'b 03-09 10:00', 'completed 03-07 10:00'],
    ],
    [
      'never two dates of a plan on one date, also with a delay step between',
      {
        ...planned,
        enrolledAt: fri,
        steps: [mail('a', { days: 1, at: '09:00' }), mail('x', { delay: 'none' }), mail('b', { days: 1, at: '12:00' })],
      },
      ['a 03-09 09:00', 'x 03-09 09:00', 'b 03-10 12:00', 'completed 03-08 12:00'],
    ],
    [
      'zero days may share the date',
      { ...planned, enrolledAt: fri, steps: [mail('a', { days: 1, at: '09:00' }), mail('b', { at: '12:00' })] },
      ['a 03-09 09:00', 'b 03-09 12:00', 'completed 03-07 12:00'],
    ],
    [
      'a delay step does not take a date',
      { ...planned, enrolledAt: fri, steps: [wait('w', '1 day'), mail('b', { days: 1, at: '12:00' })] },
      ['w 03-07 09:00', 'b 03-09 12:00', 'completed 03-08 12:00'],
    ],
    [
      'a repeat counts from the firing, the last one leaves its plan',
      {
        ...planned,
        enrolledAt: fri,
        steps: [
          mail('a', { days: 1, at: '09:00' }, { repeat: { every: '5 days', times: 2 } }),
          mail('b', { days: 2, at: '09:00' }),
        ],
      },
      ['a 03-09 09:00', 'a 03-16 09:00', 'b 03-17 09:00', 'completed 03-16 09:00'],
    ],
    [
      'a later occurrence may go on the date of the one before',
      {
        ...planned,
        enrolledAt: '2026-03-06T08:00',
        steps: [mail('a', { days: 1, delay: '1 hour' }, { repeat: { every: '2 hours', times: 2 } })],
      },
      ['a 03-09 09:00', 'a 03-09 11:00', 'completed 03-09 11:00'],
    ],
    [
      'a step set by an edit counts as fired',
      {
        ...planned,
        enrolledAt: fri,
        events: [
          {
            at: '2026-03-06T12:00',
            type: 'append',
            steps: [mail('b', { days: 1, at: '11:00' }), mail('c', { days: 2, at: '11:00' })],
          },
        ],
        steps: [mail('a', 'immediately')],
      },
      ['a 03-06 09:00', 'b 03-09 11:00', 'c 03-11 11:00', 'completed 03-11 11:00'],
    ],
    [
      'a resume that changed the time makes it count as fired',
      {
        ...planned,
        enrolledAt: fri,
        events: [
          { at: '2026-03-06T10:00', type: 'pause' },
          { at: '2026-03-10T10:00', type: 'resume' },
        ],
        steps: [mail('a', { days: 1, at: '11:00', weekdays: ['mon', 'fri'] }), mail('b', { days: 1, at: '11:00' })],
      },
      ['a 03-13 11:00', 'b 03-16 11:00', 'completed 03-14 11:00'],
    ],
    [
      'one that did not change it leaves the plan',
      {
        ...planned,
        enrolledAt: fri,
        events: [
          { at: '2026-03-06T10:00', type: 'pause' },
          { at: '2026-03-07T10:00', type: 'resume' },
        ],
        steps: [mail('a', { days: 1, at: '11:00' }), mail('b', { days: 2, at: '12:00' })],
      },
      ['a 03-09 11:00', 'b 03-10 12:00', 'completed 03-09 12:00'],
    ],
    [
      'a skipped step counts from the skip',
      {
        ...planned,
        enrolledAt: fri,
        events: [
          { at: '2026-03-06T10:00', type: 'pause' },
          { at: '2026-03-10T10:00', type: 'resume', policy: 'skip' },
        ],
        steps: [mail('a', { days: 1, at: '11:00' }), mail('b', { days: 1, at: '11:00' })],
      },
      ['a 03-10 10:00 skipped: resume', 'b 03-11 11:00', 'completed 03-11 11:00'],
    ],
    [
      'a time still ahead that an edit sets keeps off the date before it',
      {
        ...planned,
        enrolledAt: fri,
        events: [
          {
            at: '2026-03-09T10:00',
            type: 'publish',
            steps: [mail('a', { days: 1, at: '09:00' }), mail('n', { days: 1, at: '15:00' })],
          },
        ],
        steps: [mail('a', { days: 1, at: '09:00' }), mail('b', { days: 9, at: '15:00' })],
      },
      ['a 03-09 09:00', 'n 03-10 15:00', 'completed 03-10 15:00'],
    ],
    [
      'a plan in the spring gap, after the firing that the window let come before it, does not undo the rules of edits',
      {
        count: 'planned',
        window: { from: '03:00', to: '17:00' },
        enrolledAt: '2026-03-07T12:00',
        events: [{ at: '2026-03-08T03:10', type: 'append', steps: [mail('b', 'immediately')] }],
        steps: [mail('a', { days: 1, at: '02:30' })],
      },
      ['a 03-08 03:00', 'b 03-09 10:00', 'completed 03-09 10:00'],
    ],
  ];
  tellAll(rows);
});
