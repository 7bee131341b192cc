import { field, has, on, onDates, publish } from './on-dates.js';
import { mail, rule, task, tellAll } from './story.js';

describe('a date that changes', () => {
  const steps = [mail('a', on('d')), mail('b', on('d', { offset: '3 days' }))];
  tellAll([
    [
      'moves what has not fired, and leaves what has',
      { ...onDates, steps, ...has({ d: '2026-03-04' }), events: [field('2026-03-05T09:00', 'd', '2026-04-10')] },
      ['a 03-04 10:00', 'b 04-13 10:00', 'completed'],
    ],
    [
      'to the same date, in other words, moves nothing',
      {
        ...onDates,
        steps,
        ...has({ d: '2026-03-04' }),
        events: [
          { at: '2026-03-03T09:00', type: 'pause' },
          { at: '2026-03-04T12:00', type: 'resume' },
          field('2026-03-04T13:00', 'd', '2026-03-04T08:00'),
        ],
      },
      ['a 03-05 10:00', 'b 03-07 10:00', 'completed'],
    ],
    [
      'into the past is recorded once, until it was pending in between',
      {
        ...onDates,
        steps: [mail('a', on('d'))],
        ...has({ d: '2026-03-10' }),
        events: [
          field('2026-03-03T09:00', 'd', '2026-03-01'),
          field('2026-03-03T09:10', 'd', '2026-02-01'),
          field('2026-03-03T09:20', 'd', ''),
          field('2026-03-03T09:30', 'd', '2026-01-01'),
          field('2026-03-03T09:40', 'd', '2026-03-20'),
          field('2026-03-03T09:50', 'd', '2026-01-01'),
        ],
      },
      ['a 03-03 09:00 skipped: past', 'a 03-03 09:50 skipped: past', 'completed'],
    ],
    [
      'and goes away: the step waits',
      { ...onDates, steps, ...has({ d: '2026-03-04' }), events: [field('2026-03-05T09:00', 'd', null)] },
      ['a 03-04 10:00', 'waiting for a date'],
    ],
    [
      'by a rule moves what comes after it in the same minute',
      {
        ...onDates,
        ...has({ d: '2026-03-05' }),
        steps: [
          mail('before', on('d')),
          rule('r', [{ setField: { name: 'd', value: '2026-03-09' } }], { when: { date: '2026-03-05' } }),
          mail('after', on('d')),
        ],
      },
      ['before 03-05 10:00', 'r 03-05 10:00', 'after 03-09 10:00', 'completed'],
    ],
    [
      'does not bring back a rule whose conditions failed',
      {
        ...onDates,
        ...has({ d: '2026-03-05' }),
        steps: [rule('r', [{ addTag: 'x' }], { if: [{ tag: 'y' }], when: on('d') })],
        events: [field('2026-03-06T09:00', 'd', '2026-03-20'), { at: '2026-03-06T09:00', type: 'tag', tag: 'y' }],
      },
      ['r 03-05 10:00 skipped: conditions', 'completed'],
    ],
    [
      'during a pause is computed anew at once',
      {
        ...onDates,
        steps: [mail('a', on('d'))],
        ...has({ d: '2026-03-10' }),
        events: [{ at: '2026-03-03T09:00', type: 'pause' }, field('2026-03-04T09:00', 'd', '2026-03-01')],
      },
      ['a 03-04 09:00 skipped: past', 'completed'],
    ],
  ]);
});

describe('an edit', () => {
  tellAll([
    [
      'that says the same in other words keeps the time',
      {
        ...onDates,
        ...has({ d: '2026-03-04' }),
        steps: [
          mail('a', on('d', { offset: '0 days', at: '10:00', annually: false })),
          mail('b', { date: '2026-03-01' }),
        ],
        events: [
          { at: '2026-03-03T09:00', type: 'pause' },
          publish('2026-03-05T09:00', task('a', on('d')), mail('b', { date: '2026-03-01', at: '10:00' })),
          { at: '2026-03-05T09:30', type: 'resume' },
        ],
      },
      ['b 03-02 09:00 skipped: past', 'a 03-05 10:00', 'completed'],
    ],
    [
      'computes a new step as when enrolled, a changed one anew, and forgets a removed one',
      {
        ...onDates,
        steps: [mail('a', { date: '2026-03-10' }), mail('b', { date: '2026-03-11' })],
        events: [
          publish(
            '2026-03-05T09:00',
            mail('n', { date: '2026-03-04' }),
            mail('a', { date: '2026-03-10', at: '12:00' }),
          ),
        ],
      },
      ['n 03-05 09:00 skipped: past', 'a 03-10 12:00', 'completed'],
    ],
    [
      'that takes a step away and another that brings it back remember that it fired',
      {
        ...onDates,
        steps: [mail('a', { date: '2026-03-03' }), mail('b', { date: '2026-03-20' })],
        events: [
          publish('2026-03-05T09:00', mail('b', { date: '2026-03-20' })),
          publish('2026-03-06T09:00', mail('a', { date: '2026-03-09' }), mail('b', { date: '2026-03-20' })),
        ],
      },
      ['a 03-03 10:00', 'b 03-20 10:00', 'completed'],
    ],
    [
      'leaves nothing to wait for where the step without a date is gone',
      {
        ...onDates,
        steps: [mail('a', on('d')), mail('b', { date: '2026-03-03' })],
        events: [publish('2026-03-05T09:00', mail('b', { date: '2026-03-03' }))],
      },
      ['b 03-03 10:00', 'completed'],
    ],
    [
      'of the order counts for one minute',
      {
        ...onDates,
        steps: [mail('a', { date: '2026-03-05' }), mail('b', { date: '2026-03-05' })],
        events: [publish('2026-03-04T09:00', mail('b', { date: '2026-03-05' }), mail('a', { date: '2026-03-05' }))],
      },
      ['b 03-05 10:00', 'a 03-05 10:00', 'completed'],
    ],
  ]);
});

describe('a resume', () => {
  const paused = (resumeAt: string, policy?: string) => [
    { at: '2026-03-03T09:00', type: 'pause' },
    { at: resumeAt, type: 'resume', ...(policy === undefined ? {} : { policy }) },
  ];
  const steps = [mail('a', { date: '2026-03-04' }), mail('b', { date: '2026-03-20' })];
  tellAll([
    [
      'leaves what is ahead',
      { ...onDates, steps, events: paused('2026-03-04T10:00') },
      ['a 03-04 10:00', 'b 03-20 10:00', 'completed'],
    ],
    [
      'up to 24 hours late takes the next time of its clock',
      { ...onDates, steps, events: paused('2026-03-05T10:00') },
      ['a 03-05 10:00', 'b 03-20 10:00', 'completed'],
    ],
    [
      'a minute later it is past',
      { ...onDates, steps, events: paused('2026-03-05T10:01') },
      ['a 03-05 10:01 skipped: past', 'b 03-20 10:00', 'completed'],
    ],
    [
      'with shift is as with keep',
      { ...onDates, steps, events: paused('2026-03-05T09:00', 'shift') },
      ['a 03-05 10:00', 'b 03-20 10:00', 'completed'],
    ],
    [
      'with skip leaves out what is overdue for good',
      { ...onDates, steps, events: paused('2026-03-09T09:00', 'skip') },
      ['a 03-09 09:00 skipped: resume', 'b 03-20 10:00', 'completed'],
    ],
    [
      'with skip does not skip a rule',
      {
        ...onDates,
        steps: [
          rule('r', [{ addTag: 'x' }], { when: { date: '2026-03-04' } }),
          rule('late', [{ addTag: 'x' }], { when: { date: '2026-03-03' } }),
        ],
        events: paused('2026-03-04T12:00', 'skip'),
      },
      ['late 03-04 12:00 skipped: past', 'r 03-05 10:00', 'completed'],
    ],
    [
      'a step skipped by a resume is over, also for a new date',
      {
        ...onDates,
        ...has({ d: '2026-03-04' }),
        steps: [mail('a', on('d'))],
        events: [...paused('2026-03-09T09:00', 'skip'), field('2026-03-10T09:00', 'd', '2026-04-01')],
      },
      ['a 03-09 09:00 skipped: resume', 'completed'],
    ],
  ]);
});
