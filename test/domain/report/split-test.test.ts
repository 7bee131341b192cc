import { type Contender, judge, winnerAfter } from '../../../src/domain/report/split-test.js';
import { sampleNeeded } from '../../../src/domain/report/two-proportions.js';

const of = (id: string, hits: number, sent: number): Contender => ({ id, hits, of: sent });

test('a difference that is hardly chance has a winner', () => {
  // z is 2.86 by hand: (0.12 - 0.06) / sqrt(0.09 * 0.91 * 2 / 372).
  expect(judge([of('short', 22, 372), of('long', 45, 372)])).toMatchObject({ kind: 'winner', id: 'long' });
});

test('a smaller one has none, and says what the difference that is seen would take', () => {
  expect(judge([of('short', 12, 200), of('long', 20, 200)])).toEqual({
    kind: 'open',
    leader: 'long',
    p: expect.closeTo(0.141, 2),
    needed: sampleNeeded(0.06, 0.1),
  });
});

test('too few answers are no ground for a verdict, however different', () => {
  expect(judge([of('short', 0, 12), of('long', 5, 12)])).toMatchObject({ kind: 'open', leader: 'long' });
});

test('with three variants one must be better than both others, and by more', () => {
  const [short, long] = [of('short', 22, 372), of('long', 42, 372)];
  expect(judge([short, long])).toMatchObject({ kind: 'winner', id: 'long' });
  expect(judge([short, long, of('middle', 22, 372)])).toMatchObject({ kind: 'winner', id: 'long' });
  expect(judge([short, long, of('middle', 30, 372)])).toMatchObject({ kind: 'open', leader: 'long' });
  const [close, far] = [of('close', 26, 372), of('far', 42, 372)];
  expect(judge([close, far])).toMatchObject({ kind: 'winner' });
  expect(judge([close, far, of('third', 26, 372)])).toMatchObject({ kind: 'open', leader: 'far' });
});

test('and what the difference would take is more, as each pair is asked for more', () => {
  const three = [of('short', 12, 200), of('long', 20, 200), of('middle', 12, 200)];
  expect(judge(three)).toMatchObject({ kind: 'open', needed: sampleNeeded(0.06, 0.1, { alpha: 0.05 / 3 }) });
});

test('equal ones have no leader', () => {
  expect(judge([of('short', 5, 50), of('long', 10, 100)])).toEqual({
    kind: 'open',
    leader: null,
    p: null,
    needed: null,
  });
});

test.each([[[]], [[of('short', 3, 10)]], [[of('short', 3, 10), of('long', 0, 0)]]])(
  'with %j sent there is nothing to judge',
  (contenders) => {
    expect(judge(contenders)).toEqual({ kind: 'not-begun' });
  },
);

describe('by itself a variant is promoted', () => {
  const [short, long] = [of('short', 22, 372), of('long', 52, 372)];
  test('once each went out so often, if it is clearly better', () => {
    expect(judge([short, of('long', 40, 372)])).toMatchObject({ kind: 'winner' });
    expect(winnerAfter([short, long], 300)).toBe('long');
  });
  test.each([
    ['not before that', [short, long], 373],
    ['not where one is hardly better', [short, of('long', 40, 372)], 300],
    ['not where nothing was sent', [of('short', 0, 0), of('long', 0, 0)], 1],
  ] as const)('%s', (_name, contenders, sample) => {
    expect(winnerAfter(contenders, sample)).toBeNull();
  });
});
