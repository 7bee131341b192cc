import { enroll } from '../../../src/domain/enrollment/enroll.js';
import { publish } from '../../../src/domain/enrollment/publish.js';
import { at, mail, planOf, showPending } from './plans.js';

const steps = [mail('a', { days: 1, at: '10:00' }), mail('b', { days: 1 })];
const plan = planOf({ steps });
const { progress } = enroll(plan, at('03-02 09:00'));

test('a due time that stays keeps to a window that the same edit closed', () => {
  const edited = planOf({ steps, window: { days: ['wed', 'thu', 'fri'] } });
  const after = publish(plan, edited, progress, at('03-02 12:00')).progress;
  expect(showPending(after)).toBe('a 03-04 10:00');
  expect(after.pending?.reset).toBe(false);
});

test('a window that is still open moves nothing', () => {
  const edited = planOf({ steps, window: { from: '08:00' } });
  expect(publish(plan, edited, progress, at('03-02 12:00')).progress.pending).toBe(progress.pending);
});

test('another default time computes the steps anew that have none of their own', () => {
  const before = planOf({ steps: [mail('a', { days: 1 })] });
  const after = planOf({ defaultTime: '15:00', steps: [mail('a', { days: 1 })] });
  const { progress: started } = enroll(before, at('03-02 09:00'));
  expect(showPending(publish(before, after, started, at('03-02 12:00')).progress)).toBe('a 03-03 15:00');
});

test('an enrollment that has not begun yet does not begin earlier', () => {
  const later = enroll(plan, at('03-02 09:00'), { startAt: at('04-01 09:00') }).progress;
  const edited = planOf({ steps: [mail('n', 'immediately'), ...steps] });
  expect(showPending(publish(plan, edited, later, at('03-02 12:00')).progress)).toBe('n 04-01 09:00');
});
