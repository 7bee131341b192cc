import { enroll } from '../../../src/domain/enrollment/enroll.js';
import { recordFired } from '../../../src/domain/enrollment/fire.js';
import { pause, resume } from '../../../src/domain/enrollment/pause.js';
import { publish } from '../../../src/domain/enrollment/publish.js';
import { explainMoves, explainTrace } from '../../../src/domain/timing/explain.js';
import type { Trace } from '../../../src/domain/timing/trace.js';
import { at, mail, planOf } from '../enrollment/plans.js';

const zone = 'America/New_York';

function traceOf(progress: { pending: { trace: Trace } | null }): Trace {
  if (!progress.pending) throw new Error('nothing is pending');
  return progress.pending.trace;
}

test('a time names its rule, its anchor and every move', () => {
  const office = { days: ['mon', 'tue', 'wed', 'thu', 'fri'], from: '08:00', to: '17:00', holidays: 'US' };
  const plan = planOf({
    window: office,
    steps: [mail('a', 'immediately'), mail('b', { days: 1, delay: '90 minutes' })],
  });
  const first = enroll(plan, at('07-02 15:40')).progress;
  expect(explainTrace(traceOf(first), zone)).toEqual([
    'Counts from the enrollment, Thu 2 Jul, 15:40.',
    'At once: Thu 2 Jul, 15:40.',
  ]);
  const second = recordFired(plan, first, at('07-02 15:40')).progress;
  expect(explainTrace(traceOf(second), zone, (step) => `Step ${step}`)).toEqual([
    'Counts from “Step a”, which went out Thu 2 Jul, 15:40.',
    '1 day and 1 hour 30 minutes later: Fri 3 Jul, 17:10.',
    'Rounded up to the next half hour: Fri 3 Jul, 17:30.',
    'Public holiday (Independence Day (substitute day)): moved to Sat 4 Jul, 17:30.',
    'The sending window is closed on that weekday: moved to Mon 6 Jul, 17:30.',
    'After the sending window has closed: moved to Tue 7 Jul, 08:00.',
  ]);
  expect(explainMoves(traceOf(second))).toBe(
    'rounded up to the next half hour, then holiday (Independence Day (substitute day)), then window closed that day, then window closed',
  );
});

test('the default time, a resume and an edit are named', () => {
  const plan = planOf({ steps: [mail('a', { days: 1 })] });
  const started = enroll(plan, at('03-02 09:00')).progress;
  const paused = pause(started, at('03-02 12:00')).progress;
  expect(explainTrace(traceOf(resume(plan, paused, at('03-02 13:00'), 'shift').progress), zone)).toEqual([
    'Counts from the enrollment, Mon 2 Mar, 09:00.',
    '1 day later at 10:00, the usual time: Tue 3 Mar, 10:00.',
    'Resumed Mon 2 Mar, 13:00, and shifted by the length of the pause: Tue 3 Mar, 11:00.',
    "On to the step's own time of day: Wed 4 Mar, 10:00.",
  ]);
  const edited = planOf({ steps: [mail('n', 'immediately')] });
  expect(explainTrace(traceOf(publish(plan, edited, started, at('03-02 12:00')).progress), zone).at(-1)).toBe(
    'Put next by the edit of Mon 2 Mar, 12:00, so the day after at the usual time: Tue 3 Mar, 10:00.',
  );
});

test('every move leads on from where the one before it led, and the last to the due time', () => {
  const plan = planOf({ steps: [mail('a', { at: '10:00', weekdays: ['wed'] })] });
  let progress = enroll(plan, at('03-02 09:00')).progress;
  for (let day = 3; day < 28; day++) {
    progress = pause(progress, at(`03-${String(day).padStart(2, '0')} 09:00`)).progress;
    progress = resume(plan, progress, at(`03-${String(day).padStart(2, '0')} 12:00`), 'shift').progress;
  }
  const trace = traceOf(progress);
  expect(trace.length).toBeLessThanOrEqual(30);
  const ends = trace.map((entry) => (entry.rule === 'anchor' ? null : entry.to));
  trace.forEach((entry, index) => {
    if ('from' in entry) expect(entry.from).toBe(ends[index - 1]);
  });
});

test('a date is named with its field, and the days before or after it', () => {
  const explained = (when: object) => {
    const plan = planOf({ type: 'date', window: { days: ['mon', 'fri'] }, steps: [mail('a', when)] });
    const contact = { tags: [], fields: { renewal: '2026-04-10' } };
    return explainTrace(traceOf(enroll({ ...plan, contact }, at('03-02 09:00')).progress), zone);
  };
  expect(explained({ event: 'renewal', offset: '-7 days', at: '09:00' })).toEqual([
    '7 days before renewal, 10 Apr 2026, at 09:00: Fri 3 Apr, 09:00.',
  ]);
  expect(explained({ date: '2026-12-31', annually: true })).toEqual([
    'On 31 Dec 2026, every year, at 10:00: Thu 31 Dec 2026, 10:00.',
    'The sending window is closed on that weekday: moved to Fri 1 Jan 2027, 10:00.',
  ]);
});

test('years are told where a trace spans two of them', () => {
  const plan = planOf({ steps: [mail('a', { days: 1, at: '09:00' })] });
  expect(explainTrace(traceOf(enroll(plan, at('12-31 09:00')).progress), zone)).toEqual([
    'Counts from the enrollment, Thu 31 Dec 2026, 09:00.',
    '1 day later at 09:00: Fri 1 Jan 2027, 09:00.',
  ]);
});
