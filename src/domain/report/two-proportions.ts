import { quantileBeyond, upperTail } from './normal.js';

/** So many of so many. */
export interface Proportion {
  readonly hits: number;
  readonly of: number;
}

export interface TwoProportionTest {
  /** Above 0 where the first is the larger share. */
  readonly z: number;
  /** Two-sided: how often so large a difference, or a larger one, comes about by chance where there is none. */
  readonly p: number;
}

/**
 * The z test of two independent proportions, with the pooled share as the estimate of both (Fleiss, Statistical Methods for
 * Rates and Proportions, chapter 2, without the correction for continuity). Null where it says nothing: nobody in one of
 * them, or all alike in both.
 */
export function compareProportions(one: Proportion, other: Proportion): TwoProportionTest | null {
  if (one.of === 0 || other.of === 0) return null;
  const pooled = (one.hits + other.hits) / (one.of + other.of);
  if (pooled === 0 || pooled === 1) return null;
  const error = Math.sqrt(pooled * (1 - pooled) * (1 / one.of + 1 / other.of));
  const z = (one.hits / one.of - other.hits / other.of) / error;
  return { z, p: Math.min(1, 2 * upperTail(Math.abs(z))) };
}

/** Below five expected in a cell, the test's approximation is not to be trusted (Cochran's rule). */
export function isLargeEnough(one: Proportion, other: Proportion): boolean {
  const pooled = (one.hits + other.hits) / (one.of + other.of);
  const fewest = Math.min(one.of, other.of) * Math.min(pooled, 1 - pooled);
  return fewest >= 5;
}

/**
 * How many each of two groups needs for a difference of these shares (0 to 1) to be found significant at `alpha`, two-sided,
 * with this `power` (Fleiss, chapter 3, without the correction for continuity). Null where there is no difference to find.
 */
export function sampleNeeded(
  one: number,
  other: number,
  { alpha = 0.05, power = 0.8 }: { readonly alpha?: number; readonly power?: number } = {},
): number | null {
  if (one === other) return null;
  const mean = (one + other) / 2;
  const spread =
    quantileBeyond(alpha / 2) * Math.sqrt(2 * mean * (1 - mean)) +
    quantileBeyond(1 - power) * Math.sqrt(one * (1 - one) + other * (1 - other));
  return Math.ceil((spread / (one - other)) ** 2);
}
