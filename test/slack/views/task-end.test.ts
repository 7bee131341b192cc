import { closedBlocks, closedHow } from '../../../src/slack/views/task-end.js';
import { aTask, now, zone } from './shown-for-tests.js';

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

test('what comes next is set apart from the rest of a closed task’s small print', () => {
  const closed = aTask({ state: 'done', outcome: 'done', closedAt: now, next: 'Bump, Fri 4 Dec, 10:00' });
  const [, context] = closedBlocks(closed, zone);
  const texts = context?.type === 'context' ? context.elements.map((one) => ('text' in one ? one.text : '')) : [];
  expect(texts).toEqual(['Tue 1 Dec, 09:05  ·  SaaS outbound  ·  A face to the name  ·  Next: Bump, Fri 4 Dec, 10:00']);
});

test('a task that was left out is not marked as done', () => {
  const [skipped] = closedBlocks(aTask({ state: 'skipped', closedAt: now }), zone);
  expect(JSON.stringify(skipped)).toContain(':fast_forward: *Skipped*');
  const [done] = closedBlocks(aTask({ state: 'done', closedAt: now }), zone);
  expect(JSON.stringify(done)).toContain(':white_check_mark: *');
});
