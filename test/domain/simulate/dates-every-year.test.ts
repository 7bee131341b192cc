import { simulate } from '../../../src/domain/simulate/simulate.js';
import { field, has, on, onDates, publish } from './on-dates.js';
import { caseOf, mail, rule } from './story.js';

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
      { ...onDates, steps: [born('a')], ...has({ born: '1990-03-01' }) },
      ['2027-03-01', '2028-03-01', '2029-03-01'],
    ],
    [
      'this minute is not past',
      { ...onDates, enrolledAt: '2026-03-02T10:00', steps: [born('a')], ...has({ born: '1990-03-02' }) },
      ['2026-03-02', '2027-03-02', '2028-03-02'],
    ],
    [
      'never before the date itself',
      { ...onDates, steps: [born('a')], ...has({ born: '2028-06-01' }) },
      ['2028-06-01', '2029-06-01', '2030-06-01'],
    ],
    [
      'the offset is applied after the year',
      { ...onDates, steps: [born('a', { offset: '-60 days' })], ...has({ born: '1992-02-29' }) },
      ['2026-12-30', '2027-12-31', '2028-12-30'],
    ],
    [
      'a date of its own may come again too',
      { ...onDates, steps: [mail('a', { date: '2026-12-01', annually: true })] },
      ['2026-12-01', '2027-12-01', '2028-12-01'],
    ],
    [
      'the window moves it; the year is that of the date',
      { ...onDates, window: { days: ['mon'] }, steps: [mail('a', { date: '2026-12-31', annually: true })] },
      ['2027-01-04', '2028-01-03', '2029-01-01'],
    ],
    [
      'not within 180 days of the last: a new date that is nearer waits for its next year',
      {
        ...onDates,
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
        ...onDates,
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
        ...onDates,
        steps: [mail('a', { date: '2026-03-05' })],
        events: [publish('2026-03-06T09:00', mail('a', { date: '2026-12-05', annually: true }))],
        limit: 2,
      },
      ['2026-03-05', '2027-12-05'],
    ],
    [
      'made annual on the same date, it comes again on that',
      {
        ...onDates,
        steps: [mail('a', { date: '2026-03-05' })],
        events: [publish('2026-03-06T09:00', mail('a', { date: '2026-03-05', annually: true }))],
        limit: 2,
      },
      ['2026-03-05', '2027-03-05'],
    ],
    [
      'made once by an edit, it is over if it ever was',
      {
        ...onDates,
        steps: [mail('a', { date: '2026-03-05', annually: true })],
        events: [publish('2026-03-06T09:00', mail('a', { date: '2027-12-05' }))],
      },
      ['2026-03-05'],
    ],
    [
      'a resume that skips goes on next year',
      {
        ...onDates,
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
        ...onDates,
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
        ...onDates,
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
