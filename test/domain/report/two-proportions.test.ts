import { quantileBeyond, upperTail } from '../../../src/domain/report/normal.js';
import { compareProportions, isLargeEnough, sampleNeeded } from '../../../src/domain/report/two-proportions.js';

describe('the normal distribution', () => {
  // Abramowitz and Stegun, table 26.1 (areas) and 26.5 (points).
  test.each([
    [0, 0.5],
    [0.5, 0.3085375387],
    [1, 0.1586552539],
    [1.96, 0.0249978951],
    [2.58, 0.0049400158],
    [3, 0.001349898],
    [4, 0.00003167124183],
    [5, 0.0000002866515719],
    [-1, 0.8413447461],
  ])('beyond %d lies %d', (z, area) => {
    expect(upperTail(z) / area).toBeCloseTo(1, 6);
  });

  test('its two ways of counting meet', () => {
    expect(upperTail(3 - 1e-12) / upperTail(3)).toBeCloseTo(1, 9);
  });

  test.each([
    [0.5, 0],
    [0.2, 0.84162],
    [0.1, 1.28155],
    [0.05, 1.64485],
    [0.025, 1.95996],
    [0.005, 2.57583],
    [0.0005, 3.29053],
  ])('%d lies beyond %d', (area, z) => {
    expect(quantileBeyond(area)).toBeCloseTo(z, 5);
  });
});

describe('two proportions', () => {
  // Agresti, An Introduction to Categorical Data Analysis: chi-squared, which is z squared, without correction.
  test.each([
    ['heart attacks under placebo and aspirin', [189, 11_034], [104, 11_037], 25.01, 5.7e-7],
    ['colds under placebo and vitamin C', [31, 140], [17, 139], 4.81, 0.028],
  ] as const)('%s', (_name, [hits, of], [otherHits, otherOf], chiSquared, p) => {
    const test = compareProportions({ hits, of }, { hits: otherHits, of: otherOf });
    expect((test?.z ?? 0) ** 2).toBeCloseTo(chiSquared, 2);
    expect((test?.p ?? 0) / p).toBeCloseTo(1, 1);
    expect(test?.z).toBeGreaterThan(0);
  });

  test('which comes first changes the sign and nothing else', () => {
    const [one, other] = [
      { hits: 12, of: 90 },
      { hits: 30, of: 110 },
    ];
    const there = compareProportions(one, other);
    const back = compareProportions(other, one);
    expect(there?.z).toBeCloseTo(-(back?.z ?? 0), 12);
    expect(there?.p).toBe(back?.p);
  });

  test.each([
    ['nobody in one', { hits: 0, of: 0 }, { hits: 3, of: 10 }],
    ['no hit in both', { hits: 0, of: 10 }, { hits: 0, of: 10 }],
    ['all hits in both', { hits: 10, of: 10 }, { hits: 10, of: 10 }],
  ])('with %s there is nothing to test', (_name, one, other) => {
    expect(compareProportions(one, other)).toBeNull();
  });

  test('five must be expected in every cell', () => {
    expect(isLargeEnough({ hits: 6, of: 100 }, { hits: 4, of: 100 })).toBe(true);
    expect(isLargeEnough({ hits: 5, of: 100 }, { hits: 4, of: 100 })).toBe(false);
    expect(isLargeEnough({ hits: 96, of: 100 }, { hits: 95, of: 100 })).toBe(false);
  });
});

describe('the sample that is needed', () => {
  // Fleiss, table A.3, without the correction for continuity; the last two are the examples of R's power.prop.test.
  test.each([
    [0.05, 0.1, 0.8, 435],
    [0.1, 0.2, 0.8, 199],
    [0.2, 0.3, 0.8, 294],
    [0.5, 0.6, 0.8, 388],
    [0.5, 0.75, 0.8, 58],
    [0.5, 0.75, 0.9, 77],
  ])('to tell %d from %d with a power of %d is %d in each', (one, other, power, needed) => {
    expect(sampleNeeded(one, other, { power })).toBe(needed);
    expect(sampleNeeded(other, one, { power })).toBe(needed);
  });

  test('grows where more is asked', () => {
    const usual = sampleNeeded(0.1, 0.2) ?? 0;
    expect(sampleNeeded(0.1, 0.2, { alpha: 0.01 })).toBeGreaterThan(usual);
    expect(sampleNeeded(0.1, 0.2, { power: 0.9 })).toBeGreaterThan(usual);
  });

  test('no sample finds a difference that is none', () => {
    expect(sampleNeeded(0.1, 0.1)).toBeNull();
  });
});
