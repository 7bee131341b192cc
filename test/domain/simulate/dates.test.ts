import { simulate } from '../../../src/domain/simulate/simulate.js';
import { caseOf, mail, rule, task, tellAll } from './story.js';

/** Monday, 2 March 2026. */
const enrolledAt = '2026-03-02T09:00';
const type = 'date';
const on = (event: string, more: object = {}) => ({ event, ...more });
const field = (at: string, name: string, value: unknown) => ({ at, type: 'field', name, value });
const publish = (at: string, ...steps: object[]) => ({ at, type: 'publish', steps });
const has = (fields: object) => ({ contact: { fields } });

describe('steps on dates', () => {
  tellAll([
    [
      'fire in the order of time, those of one minute in that of the list',
      {
        type,
        enrolledAt,
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
        type,
        enrolledAt,
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
        type,
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
        type,
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
        type,
        enrolledAt,
        ...has({ gone: 'soon' }),
        steps: [mail('a', on('never')), mail('b', on('gone')), mail('c', { date: '2026-03-03' })],
      },
      ['c 03-03 10:00', 'waiting for a date'],
    ],
    [
      'end with a reply as any other',
      {
        type,
        enrolledAt,
        steps: [mail('a', { date: '2026-03-03' }), mail('b', { date: '2026-03-09' })],
        events: [{ at: '2026-03-03T12:00', type: 'reply' }],
      },
      ['a 03-03 10:00', 'exited: reply 03-03 12:00'],
    ],
    [
      'a task does not wait for Done',
      {
        type,
        enrolledAt,
        steps: [task('a', { date: '2026-03-03' }), mail('b', { date: '2026-03-09' })],
      },
      ['a 03-03 10:00', 'b 03-09 10:00', 'completed'],
    ],
  ]);
});

describe('a date that changes', () => {
  const steps = [mail('a', on('d')), mail('b', on('d', { offset: '3 days' }))];
  tellAll([
    [
      'moves what has not fired, and leaves what has',
      { type, enrolledAt, steps, ...has({ d: '2026-03-04' }), events: [field('2026-03-05T09:00', 'd', '2026-04-10')] },
      ['a 03-04 10:00', 'b 04-13 10:00', 'completed'],
    ],
    [
      'to the same date, in other words, moves nothing',
      {
        type,
        enrolledAt,
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
        type,
        enrolledAt,
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
      { type, enrolledAt, steps, ...has({ d: '2026-03-04' }), events: [field('2026-03-05T09:00', 'd', null)] },
      ['a 03-04 10:00', 'waiting for a date'],
    ],
    [
      'by a rule moves what comes after it in the same minute',
      {
        type,
        enrolledAt,
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
        type,
        enrolledAt,
        ...has({ d: '2026-03-05' }),
        steps: [rule('r', [{ addTag: 'x' }], { if: [{ tag: 'y' }], when: on('d') })],
        events: [field('2026-03-06T09:00', 'd', '2026-03-20'), { at: '2026-03-06T09:00', type: 'tag', tag: 'y' }],
      },
      ['r 03-05 10:00 skipped: conditions', 'completed'],
    ],
    [
      'during a pause is computed anew at once',
      {
        type,
        enrolledAt,
        steps: [mail('a', on('d'))],
        ...has({ d: '2026-03-10' }),
        events: [{ at: '2026-03-03T09:00', type: 'pause' }, field('2026-03-04T09:00', 'd', '2026-03-01')],
      },
      ['a 03-04 09:00 skipped: past', 'completed'],
    ],
  ]);
});

describe('every year', () => {
  const born = (id: string, more: object = {}) => mail(id, on('born', { annually: true, ...more }));
  const tellYears = (story: Parameters<typeof caseOf>[0]) => {
    const output = simulate(caseOf({ limit: 3, ...story }));
    if ('errors' in output) throw new Error(JSON.stringify(output.errors));
    return output.steps.map(({ at, outcome, reason }) => at.slice(0, 10) + (outcome === 'fired' ? '' : ` ${reason}`));
  };

  test.each<[string, Parameters<typeof caseOf>[0], string[]]>([
    [
      'the first time is the next that is not past',
      { type, enrolledAt, steps: [born('a')], ...has({ born: '1990-03-01' }) },
      ['2027-03-01', '2028-03-01', '2029-03-01'],
    ],
    [
      'this minute is not past',
      { type, enrolledAt: '2026-03-02T10:00', steps: [born('a')], ...has({ born: '1990-03-02' }) },
      ['2026-03-02', '2027-03-02', '2028-03-02'],
    ],
    [
      'never before the date itself',
      { type, enrolledAt, steps: [born('a')], ...has({ born: '2028-06-01' }) },
      ['2028-06-01', '2029-06-01', '2030-06-01'],
    ],
    [
      'the offset is applied after the year',
      { type, enrolledAt, steps: [born('a', { offset: '-60 days' })], ...has({ born: '1992-02-29' }) },
      ['2026-12-30', '2027-12-31', '2028-12-30'],
    ],
    [
      'a date of its own may come again too',
      { type, enrolledAt, steps: [mail('a', { date: '2026-12-01', annually: true })] },
      ['2026-12-01', '2027-12-01', '2028-12-01'],
    ],
    [
      'the window moves it; the year is that of the date',
      { type, enrolledAt, window: { days: ['mon'] }, steps: [mail('a', { date: '2026-12-31', annually: true })] },
      ['2027-01-04', '2028-01-03', '2029-01-01'],
    ],
    [
      'not within 180 days of the last: a new date that is nearer waits for its next year',
      {
        type,
        enrolledAt,
        steps: [born('a')],
        ...has({ born: '1990-12-20' }),
        events: [field('2026-12-21T09:00', 'born', '1990-02-01')],
        limit: 2,
      },
      ['2026-12-20', '2028-02-01'],
    ],
    [
      'over for its year, however long ago it fired',
      {
        type,
        enrolledAt,
        steps: [born('a')],
        ...has({ born: '1990-03-05' }),
        events: [field('2026-03-06T09:00', 'born', '1990-12-20')],
        limit: 2,
      },
      ['2026-03-05', '2027-12-20'],
    ],
    [
      'made annual by an edit, what is over is over for that year',
      {
        type,
        enrolledAt,
        steps: [mail('a', { date: '2026-03-05' })],
        events: [publish('2026-03-06T09:00', mail('a', { date: '2026-12-05', annually: true }))],
        limit: 2,
      },
      ['2026-03-05', '2027-12-05'],
    ],
    [
      'made annual on the same date, it comes again on that',
      {
        type,
        enrolledAt,
        steps: [mail('a', { date: '2026-03-05' })],
        events: [publish('2026-03-06T09:00', mail('a', { date: '2026-03-05', annually: true }))],
        limit: 2,
      },
      ['2026-03-05', '2027-03-05'],
    ],
    [
      'made once by an edit, it is over if it ever was',
      {
        type,
        enrolledAt,
        steps: [mail('a', { date: '2026-03-05', annually: true })],
        events: [publish('2026-03-06T09:00', mail('a', { date: '2027-12-05' }))],
      },
      ['2026-03-05'],
    ],
    [
      'a resume that skips goes on next year',
      {
        type,
        enrolledAt,
        steps: [born('a')],
        ...has({ born: '1990-03-05' }),
        events: [
          { at: '2026-03-04T09:00', type: 'pause' },
          { at: '2026-03-05T12:00', type: 'resume', policy: 'skip' },
        ],
        limit: 2,
      },
      ['2026-03-05 resume', '2027-03-05'],
    ],
    [
      'too late after a pause it is past, and comes next year',
      {
        type,
        enrolledAt,
        steps: [born('a')],
        ...has({ born: '1990-03-05' }),
        events: [
          { at: '2026-03-04T09:00', type: 'pause' },
          { at: '2026-03-09T12:00', type: 'resume' },
        ],
        limit: 2,
      },
      ['2026-03-09 past', '2027-03-05'],
    ],
    [
      'a rule whose conditions fail asks again next year',
      {
        type,
        enrolledAt,
        steps: [rule('r', [{ addTag: 'x' }], { if: [{ tag: 'y' }], when: on('born', { annually: true }) })],
        ...has({ born: '1990-03-05' }),
        events: [{ at: '2026-03-06T09:00', type: 'tag', tag: 'y' }],
        limit: 2,
      },
      ['2026-03-05 conditions', '2027-03-05'],
    ],
  ])('%s', (_what, story, dates) => {
    expect(tellYears(story)).toEqual(dates);
  });
});

describe('an edit', () => {
  tellAll([
    [
      'that says the same in other words keeps the time',
      {
        type,
        enrolledAt,
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
        type,
        enrolledAt,
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
        type,
        enrolledAt,
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
        type,
        enrolledAt,
        steps: [mail('a', on('d')), mail('b', { date: '2026-03-03' })],
        events: [publish('2026-03-05T09:00', mail('b', { date: '2026-03-03' }))],
      },
      ['b 03-03 10:00', 'completed'],
    ],
    [
      'of the order counts for one minute',
      {
        type,
        enrolledAt,
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
      { type, enrolledAt, steps, events: paused('2026-03-04T10:00') },
      ['a 03-04 10:00', 'b 03-20 10:00', 'completed'],
    ],
    [
      'up to 24 hours late takes the next time of its clock',
      { type, enrolledAt, steps, events: paused('2026-03-05T10:00') },
      ['a 03-05 10:00', 'b 03-20 10:00', 'completed'],
    ],
    [
      'a minute later it is past',
      { type, enrolledAt, steps, events: paused('2026-03-05T10:01') },
      ['a 03-05 10:01 skipped: past', 'b 03-20 10:00', 'completed'],
    ],
    [
      'with shift is as with keep',
      { type, enrolledAt, steps, events: paused('2026-03-05T09:00', 'shift') },
      ['a 03-05 10:00', 'b 03-20 10:00', 'completed'],
    ],
    [
      'with skip leaves out what is overdue for good',
      { type, enrolledAt, steps, events: paused('2026-03-09T09:00', 'skip') },
      ['a 03-09 09:00 skipped: resume', 'b 03-20 10:00', 'completed'],
    ],
    [
      'with skip does not skip a rule',
      {
        type,
        enrolledAt,
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
        type,
        enrolledAt,
        ...has({ d: '2026-03-04' }),
        steps: [mail('a', on('d'))],
        events: [...paused('2026-03-09T09:00', 'skip'), field('2026-03-10T09:00', 'd', '2026-04-01')],
      },
      ['a 03-09 09:00 skipped: resume', 'completed'],
    ],
  ]);
});
