import { refreshDates } from '../../../src/domain/enrollment/date-standing.js';
import { decideDue } from '../../../src/domain/enrollment/decide-due.js';
import { enroll } from '../../../src/domain/enrollment/enroll.js';
import { recordFired } from '../../../src/domain/enrollment/fire.js';
import { resume } from '../../../src/domain/enrollment/pause.js';
import { publish } from '../../../src/domain/enrollment/publish.js';
import { at, mail, planOf, show, showPending } from './plans.js';

const born = (id: string, more: object = {}) => mail(id, { event: 'born', annually: true, ...more });
const withBorn = (date: string, ...steps: object[]) => {
  return { ...planOf({ type: 'date', steps }), contact: { tags: [], fields: { born: date } } };
};
const plan = withBorn('1990-03-05', born('a'));
const { progress } = enroll(plan, at('03-02 09:00'));

test('what is in flight when an edit is published counts once', () => {
  const { pending: claim } = progress;
  if (claim === null) throw new Error('nothing is pending');
  const edited = withBorn('1990-03-05', born('a'), born('b', { at: '12:00' }));
  const counted = recordFired(plan, progress, at('03-05 10:00'), claim).progress;
  const published = publish(plan, edited, counted, at('03-05 10:00')).progress;
  const settled = recordFired(edited, published, at('03-05 10:01'), claim);
  expect(settled.records).toMatchObject([{ stepId: 'a', occurrence: 1, outcome: 'fired' }]);
  expect(settled.progress.dates).toEqual(published.dates);
  expect(showPending(settled.progress)).toBe('b 03-05 12:00');
});

test('what was in flight when its date changed is over for that year', () => {
  const { pending: claim } = progress;
  if (claim === null) throw new Error('nothing is pending');
  const moved = withBorn('1990-12-05', born('a'));
  const changed = refreshDates(moved, progress, at('03-05 10:00')).progress;
  expect(showPending(changed)).toBe('a 12-05 10:00');
  const settled = recordFired(moved, changed, at('03-05 10:01'), claim).progress;
  expect(settled.pending?.dueAt.year).toBe(2027);
});

test('a worker that comes back within a day goes by the next such time, later the date is past', () => {
  const soon = decideDue(plan, progress, at('03-06 09:59'));
  expect(soon.kind === 'moved' && showPending(soon.progress)).toBe('a 03-06 10:00');
  const late = decideDue(plan, progress, at('03-06 10:01'));
  expect(late).toMatchObject({ kind: 'moved', records: [{ stepId: 'a', outcome: 'skipped', reason: 'past' }] });
});

test('a resume takes over what became of dates during the pause', () => {
  const moved = withBorn('1990-03-20', born('a'));
  const paused = { ...progress, pausedSince: at('03-03 09:00') };
  expect(showPending(resume(moved, paused, at('03-04 09:00'), 'keep').progress)).toBe('a 03-20 10:00');
});

test('spread puts what is overdue where it is told, each step for itself', () => {
  const paused = { ...progress, pausedSince: at('03-03 09:00') };
  const { progress: spread } = resume(plan, paused, at('03-05 12:00'), { spreadTo: at('03-05 15:10') });
  expect(showPending(spread)).toBe('a 03-05 15:10');
});

test('an enrollment that begins at a later step leaves those before it out for good', () => {
  const two = withBorn('1990-03-05', born('a'), born('b', { at: '12:00' }));
  const begun = enroll(two, at('03-02 09:00'), { startStepId: 'b' }).progress;
  expect(showPending(begun)).toBe('b 03-05 12:00');
  const moved = { ...two, contact: { tags: [], fields: { born: '1990-04-05' } } };
  expect(showPending(refreshDates(moved, begun, at('03-03 09:00')).progress)).toBe('b 04-05 12:00');
});

test('dates that did not change leave an enrollment as it is', () => {
  expect(refreshDates(plan, progress, at('03-04 09:00'))).toEqual({ progress, records: [] });
  expect(show(progress.pending?.dueAt)).toBe('03-05 10:00');
});
