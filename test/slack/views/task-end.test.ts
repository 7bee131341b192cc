import { closedHow } from '../../../src/slack/views/task-end.js';

/** Why the program closed a task: every reason for which a cadence ends is said in words. */
test.each([
  ['reply', 'they replied'],
  ['meeting-booked', 'they booked a meeting'],
  ['unsubscribe', 'they unsubscribed'],
  ['bounce', 'they cannot be reached: mail bounced'],
  ['removed', 'removed by hand'],
  ['suppressed', 'the address was suppressed'],
  ['re-enrolled', 'enrolled anew'],
  ['edited', 'the step was edited'],
])('a task that was closed because of %s says that %s', (closedReason, words) => {
  expect(closedHow({ state: 'closed', outcome: null, closedReason })).toBe(`Closed, ${words}`);
});
