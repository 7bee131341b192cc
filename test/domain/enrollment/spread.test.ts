import { enroll } from '../../../src/domain/enrollment/enroll.js';
import { pause, resume } from '../../../src/domain/enrollment/pause.js';
import { spreadOverdue } from '../../../src/domain/enrollment/spread.js';
import { at, mail, planOf, show, showPending } from './plans.js';

test('overdue steps are laid out evenly from now, in due order', () => {
  const times = spreadOverdue(
    [at('03-03 09:00'), at('03-01 09:00'), at('03-02 09:00'), at('03-01 09:00')],
    at('03-05 12:00:30'),
    2,
  );
  expect(times.map(show)).toEqual(['03-05 13:30', '03-05 12:00', '03-05 13:00', '03-05 12:30']);
});

test('nothing to spread is nothing', () => {
  expect(spreadOverdue([], at('03-05 12:00'), 2)).toEqual([]);
});

describe('a resume that spreads', () => {
  const plan = planOf({ window: { from: '08:00', to: '17:00' }, steps: [mail('a', { at: '10:00' })] });
  const paused = pause(enroll(plan, at('03-02 09:00')).progress, at('03-02 09:30')).progress;

  test.each([
    ['an overdue step goes where it was laid', '03-03 16:00', '03-03 16:40', 'a 03-03 16:40'],
    ['in the window', '03-03 16:00', '03-03 17:20', 'a 03-04 08:00'],
    ['a step still ahead stays', '03-02 09:45', '03-02 11:00', 'a 03-02 10:00'],
  ])('%s', (_what, now, spreadTo, expected) => {
    expect(showPending(resume(plan, paused, at(now), { spreadTo: at(spreadTo) }).progress)).toBe(expected);
  });
});
