import type { SplitTest } from '../../../src/domain/steps/content.js';
import { variantFor } from '../../../src/domain/steps/variant.js';

function splitTest(...weights: number[]): SplitTest<{ source: 'inline' }> {
  const variants = weights.map((weight, i) => ({ id: `v${i}`, weight, content: { source: 'inline' as const } }));
  return { source: 'variants', variants };
}

/** How many of 10,000 enrollments, with ids that are near each other, get each variant. */
function counts(split: SplitTest<{ source: 'inline' }>, step: string): number[] {
  const ids = Array.from({ length: 10_000 }, (_, i) => variantFor(split, `enrollment-${i}`, step).id);
  return split.variants.map(({ id }) => ids.filter((one) => one === id).length);
}

test('an enrollment gets the same variant of a step each time it is asked', () => {
  const split = splitTest(50, 50);
  const first = Array.from({ length: 50 }, (_, i) => variantFor(split, `e${i}`, 'intro').id);
  expect(Array.from({ length: 50 }, (_, i) => variantFor(split, `e${i}`, 'intro').id)).toEqual(first);
  expect(new Set(first).size).toBe(2);
});

test('which one, is the same in every version of the program', () => {
  const ids = ['a', 'b', 'c', 'd', 'é'].map((enrollment) => variantFor(splitTest(1, 1, 1), enrollment, 'intro').id);
  expect(ids).toEqual(['v0', 'v1', 'v0', 'v1', 'v2']);
});

test.each([
  [
    [50, 50],
    [5000, 5000],
  ],
  [
    [1, 3],
    [2500, 7500],
  ],
  [
    [0.2, 0.2, 0.6],
    [2000, 2000, 6000],
  ],
])('variants of the weights %p get their shares', (weights, shares) => {
  counts(splitTest(...weights), 'intro').forEach((count, i) => {
    expect(Math.abs(count - (shares[i] ?? 0))).toBeLessThan(200);
  });
});

test('the variants of two steps have nothing to do with each other', () => {
  const split = splitTest(50, 50);
  const same = Array.from({ length: 10_000 }, (_, i) => `e${i}`).filter(
    (id) => variantFor(split, id, 'one').id === variantFor(split, id, 'two').id,
  );
  expect(Math.abs(same.length - 5000)).toBeLessThan(200);
});

test('a single variant is for everybody', () => {
  expect(counts(splitTest(7), 'intro')).toEqual([10_000]);
});
