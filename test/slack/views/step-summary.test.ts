import { parseSequence } from '../../../src/domain/sequence/parse.js';
import { stepSummary } from '../../../src/slack/views/step-summary.js';

/** The summary of the last of these steps. */
function summary(...steps: readonly object[]): string {
  const parsed = parseSequence({ name: 'X', steps: steps.map((step, index) => ({ id: `s${index}`, ...step })) });
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  const last = parsed.sequence.steps.at(-1);
  if (last === undefined) throw new Error('no steps');
  return stepSummary(last, parsed.sequence);
}
const mail = { kind: 'email', email: { subject: 'Hi', body: 'Hi' } };
const wait = { kind: 'delay', for: '3 days' };

describe('a step is summed up by when it goes and what it is:', () => {
  test.each<[string, object]>([
    ['The next 10:00: Mail “Hi”', { ...mail }],
    ['The next 09:00: Mail “Hi”', { ...mail, when: { days: 0, at: '09:00' } }],
    ['1 day later, 10:00: Mail “Hi”', { ...mail, when: { days: 1 } }],
    [
      '2 days later, 09:00, only Mon, Fri: Mail “Hi”',
      { ...mail, when: { days: 2, at: '09:00', weekdays: ['fri', 'mon'] } },
    ],
    ['At once: Mail “Hi”', { ...mail, when: 'immediately' }],
    ['3 hours later: Mail “Hi”', { ...mail, when: { delay: '3 hours' } }],
    ['2 days and 45 minutes later: Mail “Hi”', { ...mail, when: { days: 2, delay: '45 minutes' } }],
    ['2 days later, same time: Mail “Hi”', { ...mail, when: { days: 2, delay: 'none' } }],
    ['At once: Mail from template “intro”', { kind: 'email', template: 'intro', when: 'immediately' }],
    ['At once: Mail “Hi”, again every day', { ...mail, when: 'immediately', repeat: { every: '1 day' } }],
    [
      'At once: Call “Ask”, waits for Done',
      { kind: 'task', when: 'immediately', task: { title: 'Ask', type: 'call' }, pause: true },
    ],
    ['Wait 3 days', wait],
  ])('%s', (text, step) => {
    expect(summary(step)).toBe(text);
  });

  test('a branch names the step that it leads to', () => {
    const way = { id: 'ask', kind: 'branch', if: [{ tag: 'x' }], else: { goto: 'gift' } };
    const parsed = parseSequence({ name: 'X', steps: [way, { ...mail, id: 'gift', name: 'The gift' }] });
    const [branch] = parsed.ok ? parsed.sequence.steps : [];
    if (!parsed.ok || branch === undefined) throw new Error('no branch');
    expect(stepSummary(branch, parsed.sequence)).toBe(
      'At once: if has the tag “x”: go on; otherwise jump to “The gift”',
    );
  });

  test('one without a time that follows a wait goes right after it', () => {
    expect(summary(wait, mail)).toBe('Right after the wait: Mail “Hi”');
  });
});
