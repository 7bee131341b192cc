import { taskDueAt } from '../../../src/domain/enrollment/task-due.js';
import { at, show } from './plans.js';

test.each([
  ['never without a due', null, '03-02 09:00', null],
  ['days later at the time', { days: 1, at: '17:00' }, '03-02 18:00', '03-03 17:00'],
  ['the same day while the time is ahead', { days: 0, at: '17:00' }, '03-02 09:00', '03-02 17:00'],
  ['the next day when it is past', { days: 0, at: '17:00' }, '03-02 17:01', '03-03 17:00'],
  ['without a time at that of the appearing', { days: 2, at: null }, '03-02 09:07:30', '03-04 09:07'],
])('a task is overdue %s', (_when, due, appeared, expected) => {
  expect(show(taskDueAt(due, at(appeared), 'America/New_York'))).toBe(expected);
});
