import { recordAnswer } from '../../../src/domain/enrollment/answers.js';
import { enroll } from '../../../src/domain/enrollment/enroll.js';
import { fireNext } from '../../../src/domain/enrollment/fire-next.js';
import type { Progress } from '../../../src/domain/enrollment/progress.js';
import { progressFromJson, progressToJson } from '../../../src/domain/enrollment/progress-json.js';
import { at, mail, planOf } from './plans.js';

const always = [{ not: { tag: 'x' } }];
const branch = (then: unknown) =>
  Object.fromEntries([...Object.entries({ id: 'q', kind: 'branch', if: always }), ['then', then]]);

function roundTrip(progress: Progress): Progress {
  return progressFromJson(JSON.parse(JSON.stringify(progressToJson(progress))));
}

test('the target of a goto is still one', () => {
  const plan = planOf({ steps: [branch({ goto: 'c' }), mail('b'), mail('c')] });
  const { progress } = fireNext(plan, enroll(plan, at('03-02 09:00')).progress, at('03-02 09:00'));
  expect(roundTrip(progress).pending).toMatchObject({ stepId: 'c', jumpedTo: true });
  expect(roundTrip(progress).passed).toEqual({ q: 1, b: 0 });
});

test('where an enrollment was moved to is kept with its end', () => {
  const plan = planOf({ steps: [branch({ move: 'nurture' })] });
  const { progress } = fireNext(plan, enroll(plan, at('03-02 09:00')).progress, at('03-02 09:00'));
  expect(roundTrip(progress).exited).toMatchObject({ reason: 'moved', movedTo: 'nurture' });
});

test('answers are kept, each by its step', () => {
  const plan = planOf({ steps: [mail('a', 'immediately'), mail('b', { days: 1 })] });
  let { progress } = fireNext(plan, enroll(plan, at('03-02 09:00')).progress, at('03-02 09:00'));
  for (const answer of [
    { type: 'reply', step: null },
    { type: 'click', step: 'a' },
    { type: 'meeting-booked' },
  ] as const) {
    progress = recordAnswer(progress, answer).progress;
  }
  expect(roundTrip(progress).answers).toEqual({
    replied: ['a'],
    opened: ['a'],
    clicked: ['a'],
    meetingBooked: true,
    outcomes: {},
  });
});

test('a progress of before there were answers and dates is read', () => {
  const old = { anchor: [29_540_000, 'enrolled', null], outward: 29_540_000, passed: { a: 1 } };
  expect(progressFromJson(old)).toMatchObject({ lastOutwardStep: null, answers: { replied: [] }, dates: null });
});

test.each([
  [['anchor', 'born', null, 1]],
  [['anchor', 'enrolled', null]],
  [['at', 1, 2, '09:00']],
  [['delay', 1, 2, '3']],
  [['grid', 1.5]],
  [['grid', 1, 'note', 'another']],
  [['toString', 1]],
  [[]],
  ['grid'],
])('a trace with %j in it is none', (entry) => {
  const plan = planOf({ steps: [mail('a', { days: 1 })] });
  const written = progressToJson(enroll(plan, at('03-02 09:00')).progress);
  const { pending } = written;
  expect(() => progressFromJson({ ...written, pending: { ...pending, trace: [entry] } })).toThrow(
    'no entry of a trace',
  );
});
