import type { Row, Story } from './story.js';
import { mail, task, tellAll, wait, weekdaysOnly } from './story.js';

const mon9 = '2026-03-02T09:00';

function paused(from: string, to: string, policy: string, story: Partial<Story> & Pick<Story, 'steps'>): Story {
  const events = [{ at: from, type: 'pause' }, ...(story.events ?? []), { at: to, type: 'resume', policy }];
  return { enrolledAt: mon9, ...story, events };
}

describe('resume with keep', () => {
  const rows: Row[] = [
    [
      'in the due minute is not overdue',
      paused('2026-03-02T10:00', '2026-03-02T15:00', 'keep', { steps: [mail('a', { at: '15:00' })] }),
      ['a 03-02 15:00', 'completed 03-02 15:00'],
    ],
    [
      'a minute later takes the next such time',
      paused('2026-03-02T10:00', '2026-03-02T15:01', 'keep', { steps: [mail('a', { at: '15:00' })] }),
      ['a 03-03 15:00', 'completed 03-03 15:00'],
    ],
    [
      'takes a wall time that is still ahead today',
      paused('2026-03-02T10:00', '2026-03-04T12:00', 'keep', { steps: [mail('a', { at: '15:00' })] }),
      ['a 03-04 15:00', 'completed 03-04 15:00'],
    ],
    [
      'the minute of the wall time itself counts',
      paused('2026-03-02T10:00', '2026-03-04T15:00', 'keep', { steps: [mail('a', { at: '15:00' })] }),
      ['a 03-04 15:00', 'completed 03-04 15:00'],
    ],
    [
      'the default time is a wall time',
      paused('2026-03-02T09:30', '2026-03-02T11:00', 'keep', { steps: [mail('a')] }),
      ['a 03-03 10:00', 'completed 03-03 10:00'],
    ],
    [
      'an overdue delay fires at once, off the grid',
      paused('2026-03-02T09:10', '2026-03-02T11:07', 'keep', { steps: [mail('a', { delay: '1 hour' })] }),
      ['a 03-02 11:07', 'completed 03-02 11:07'],
    ],
    [
      'but in the window',
      paused('2026-03-02T09:10', '2026-03-07T11:07', 'keep', {
        window: weekdaysOnly,
        steps: [mail('a', { delay: '1 hour' })],
      }),
      ['a 03-09 11:07', 'completed 03-09 11:07'],
    ],
    [
      'a delay step has no wall time',
      paused('2026-03-02T09:10', '2026-03-07T11:07', 'keep', { steps: [wait('w', '2 days')] }),
      ['w 03-07 11:07', 'completed 03-07 11:07'],
    ],
    [
      'a second pause changes nothing',
      {
        enrolledAt: mon9,
        events: [
          { at: '2026-03-02T10:00', type: 'pause' },
          { at: '2026-03-02T12:00', type: 'pause' },
          { at: '2026-03-02T13:00', type: 'resume', policy: 'shift' },
        ],
        steps: [mail('a', { delay: '2 hours' })],
      },
      ['a 03-02 14:00', 'completed 03-02 14:00'],
    ],
    [
      'a resume without a pause changes nothing',
      {
        enrolledAt: mon9,
        events: [{ at: '2026-03-02T10:00', type: 'resume', policy: 'shift' }],
        steps: [mail('a', { delay: '2 hours' })],
      },
      ['a 03-02 11:00', 'completed 03-02 11:00'],
    ],
    [
      'what follows counts from the firing',
      paused('2026-03-02T10:00', '2026-03-04T16:00', 'keep', {
        steps: [mail('a', { at: '15:00' }), mail('b', { days: 1, at: '09:00' })],
      }),
      ['a 03-05 15:00', 'b 03-06 09:00', 'completed 03-06 09:00'],
    ],
  ];
  tellAll(rows);
});

describe('resume with shift', () => {
  const rows: Row[] = [
    [
      'moves a time still ahead too',
      paused('2026-03-02T10:00', '2026-03-02T12:00', 'shift', { steps: [mail('a', { delay: '8 hours' })] }),
      ['a 03-02 19:00', 'completed 03-02 19:00'],
    ],
    [
      'a delay goes up to the grid',
      paused('2026-03-02T10:00', '2026-03-02T10:07', 'shift', { steps: [mail('a', { delay: '8 hours' })] }),
      ['a 03-02 17:30', 'completed 03-02 17:30'],
    ],
    [
      'no delay is not rounded',
      paused('2026-03-02T10:00', '2026-03-02T10:07', 'shift', { steps: [mail('a', { days: 1, delay: 'none' })] }),
      ['a 03-03 09:07', 'completed 03-03 09:07'],
    ],
    [
      'a delay step of days is not rounded',
      paused('2026-03-02T10:00', '2026-03-02T10:07', 'shift', { steps: [wait('w', '1 day')] }),
      ['w 03-03 09:07', 'completed 03-03 09:07'],
    ],
    [
      'a delay step of hours is',
      paused('2026-03-02T10:00', '2026-03-02T10:07', 'shift', { steps: [wait('w', '3 hours')] }),
      ['w 03-02 12:30', 'completed 03-02 12:30'],
    ],
    [
      'a wall time goes up to itself',
      paused('2026-03-02T10:00', '2026-03-03T10:00', 'shift', { steps: [mail('a', { at: '15:00' })] }),
      ['a 03-03 15:00', 'completed 03-03 15:00'],
    ],
    [
      'by a minute it costs a day',
      paused('2026-03-02T10:00', '2026-03-02T10:01', 'shift', { steps: [mail('a', { at: '15:00' })] }),
      ['a 03-03 15:00', 'completed 03-03 15:00'],
    ],
    [
      'no length moves nothing',
      paused('2026-03-02T10:00', '2026-03-02T10:00', 'shift', { steps: [mail('a', { at: '15:00' })] }),
      ['a 03-02 15:00', 'completed 03-02 15:00'],
    ],
    [
      'the length is elapsed time',
      paused('2026-03-07T12:00', '2026-03-08T12:00', 'shift', { steps: [mail('a', { days: 8, delay: 'none' })] }),
      ['a 03-11 08:00', 'completed 03-11 08:00'],
    ],
    [
      'weekdays and window apply',
      paused('2026-03-05T10:00', '2026-03-06T10:00', 'shift', {
        window: weekdaysOnly,
        steps: [mail('a', { days: 4, at: '15:00' })],
      }),
      ['a 03-09 15:00', 'completed 03-09 15:00'],
    ],
    [
      'it starts from where the window had moved it',
      paused('2026-03-05T10:00', '2026-03-06T10:00', 'shift', {
        window: weekdaysOnly,
        steps: [mail('a', { days: 5, delay: 'none' })],
      }),
      ['a 03-10 09:00', 'completed 03-10 09:00'],
    ],
    [
      'a time that arose during the pause moves by all of it',
      paused('2026-03-02T12:00', '2026-03-04T12:00', 'shift', {
        events: [{ at: '2026-03-03T12:00', type: 'task-done', step: 't' }],
        steps: [task('t', 'immediately', { pause: true }), mail('b', { delay: '4 hours' })],
      }),
      ['t 03-02 09:00', 'b 03-05 16:00', 'completed 03-05 16:00'],
    ],
    [
      'a repeat in hours goes up to the grid',
      paused('2026-03-02T10:00', '2026-03-02T10:07', 'shift', {
        steps: [mail('a', 'immediately', { repeat: { every: '4 hours', times: 2 } })],
      }),
      ['a 03-02 09:00', 'a 03-02 13:30', 'completed 03-02 13:30'],
    ],
    [
      'a repeat in days of an immediate step is not rounded',
      paused('2026-03-02T10:00', '2026-03-02T10:07', 'shift', {
        steps: [mail('a', 'immediately', { repeat: { every: '1 day', times: 2 } })],
      }),
      ['a 03-02 09:00', 'a 03-03 09:07', 'completed 03-03 09:07'],
    ],
    [
      'a wall time in the gap stands at its wall time',
      paused('2026-03-07T10:00', '2026-03-07T10:05', 'shift', {
        enrolledAt: '2026-03-07T09:00',
        steps: [mail('a', { days: 1, at: '02:30' })],
      }),
      ['a 03-09 02:30', 'completed 03-09 02:30'],
    ],
  ];
  tellAll(rows);
});

describe('resume with skip', () => {
  const rows: Row[] = [
    [
      'a time still ahead stays',
      paused('2026-03-02T10:00', '2026-03-02T14:59', 'skip', { steps: [mail('a', { at: '15:00' })] }),
      ['a 03-02 15:00', 'completed 03-02 15:00'],
    ],
    [
      'the due minute is not overdue',
      paused('2026-03-02T10:00', '2026-03-02T15:00', 'skip', { steps: [mail('a', { at: '15:00' })] }),
      ['a 03-02 15:00', 'completed 03-02 15:00'],
    ],
    [
      'uses up one occurrence; the next counts from the resume',
      paused('2026-03-02T08:00', '2026-03-04T12:00', 'skip', {
        enrolledAt: '2026-03-02T08:00',
        steps: [
          mail('a', { at: '09:00' }, { repeat: { every: '2 days', times: 3 } }),
          mail('b', { days: 1, at: '09:00' }),
        ],
      }),
      ['a 03-04 12:00 skipped: resume', 'a 03-06 09:00', 'a 03-08 09:00', 'b 03-09 09:00', 'completed 03-09 09:00'],
    ],
    [
      'the last occurrence too',
      paused('2026-03-02T10:00', '2026-03-04T12:00', 'skip', {
        steps: [
          mail('a', 'immediately', { repeat: { every: '1 day', times: 2 } }),
          mail('b', { days: 1, at: '09:00' }),
        ],
      }),
      ['a 03-02 09:00', 'a 03-04 12:00 skipped: resume', 'b 03-05 09:00', 'completed 03-05 09:00'],
    ],
    [
      'a skipped task waits for nobody',
      paused('2026-03-02T10:00', '2026-03-04T12:00', 'skip', {
        steps: [task('t', { at: '15:00' }, { pause: true }), mail('b', { delay: '1 hour' })],
      }),
      ['t 03-04 12:00 skipped: resume', 'b 03-04 13:00', 'completed 03-04 13:00'],
    ],
    [
      'an overdue delay step fires at once',
      paused('2026-03-02T10:00', '2026-03-05T12:07', 'skip', { steps: [wait('w', '1 day'), mail('b')] }),
      ['w 03-05 12:07', 'b 03-05 12:07', 'completed 03-05 12:07'],
    ],
    [
      'with nothing left it is completed at the resume',
      paused('2026-03-02T10:00', '2026-03-05T12:07', 'skip', { steps: [mail('a', { at: '15:00' })] }),
      ['a 03-05 12:07 skipped: resume', 'completed 03-05 12:07'],
    ],
  ];
  tellAll(rows);
});

describe('the state while paused', () => {
  const rows: Row[] = [
    [
      'nothing fires',
      { enrolledAt: mon9, events: [{ at: '2026-03-02T10:00', type: 'pause' }], steps: [mail('a', { at: '15:00' })] },
      ['paused 03-02 10:00'],
    ],
    [
      'a pause in the due minute comes first',
      { enrolledAt: mon9, events: [{ at: '2026-03-02T15:00', type: 'pause' }], steps: [mail('a', { at: '15:00' })] },
      ['paused 03-02 15:00'],
    ],
    [
      'waiting comes before paused',
      {
        enrolledAt: mon9,
        events: [{ at: '2026-03-02T10:00', type: 'pause' }],
        steps: [task('t', 'immediately', { pause: true })],
      },
      ['t 03-02 09:00', 'waiting for t'],
    ],
    [
      'completed comes before paused',
      { enrolledAt: mon9, events: [{ at: '2026-03-02T10:00', type: 'pause' }], steps: [mail('a', 'immediately')] },
      ['a 03-02 09:00', 'completed 03-02 09:00'],
    ],
    [
      'a reply ends it',
      {
        enrolledAt: mon9,
        events: [
          { at: '2026-03-02T10:00', type: 'pause' },
          { at: '2026-03-02T11:00', type: 'reply' },
          { at: '2026-03-02T12:00', type: 'resume' },
        ],
        steps: [mail('a', { at: '15:00' })],
      },
      ['exited: reply 03-02 11:00'],
    ],
    [
      'a task done during it counts from that minute',
      {
        enrolledAt: mon9,
        events: [
          { at: '2026-03-02T10:00', type: 'pause' },
          { at: '2026-03-03T11:00', type: 'task-done', step: 't' },
          { at: '2026-03-03T12:00', type: 'resume' },
        ],
        steps: [task('t', 'immediately', { pause: true }), mail('b', { days: 1, at: '09:00' })],
      },
      ['t 03-02 09:00', 'b 03-04 09:00', 'completed 03-04 09:00'],
    ],
  ];
  tellAll(rows);
});

describe('resume that spreads many', () => {
  const spread = (to: string, steps: Story['steps'], at = '2026-03-04T12:00'): Story => ({
    enrolledAt: mon9,
    steps,
    events: [
      { at: '2026-03-02T10:00', type: 'pause' },
      { at, type: 'resume', spreadTo: to },
    ],
  });

  tellAll([
    [
      'puts an overdue step where it was put, whatever its wall time',
      spread('2026-03-04T13:20', [mail('a', { at: '15:00' })]),
      ['a 03-04 13:20', 'completed 03-04 13:20'],
    ],
    [
      'leaves one that is still ahead',
      spread('2026-03-02T13:20', [mail('a', { at: '15:00' })], '2026-03-02T12:00'),
      ['a 03-02 15:00', 'completed 03-02 15:00'],
    ],
  ]);
});
