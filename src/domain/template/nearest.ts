import { slips } from '../slips.js';

/**
 * The candidate that `typed` was probably meant to be, compared without case; null where none is near enough (a third
 * of the letters may have slipped, two of a short word, but always less than half).
 */
export function nearest(typed: string, candidates: readonly string[]): string | null {
  let best: string | null = null;
  let fewest = Math.min(Math.max(2, Math.floor(typed.length / 3)) + 1, typed.length / 2);
  for (const candidate of candidates) {
    const apart = slips(typed, candidate);
    if (apart < fewest) {
      best = candidate;
      fewest = apart;
    }
  }
  return best;
}

/** `; did you mean X?` for the end of a sentence, or nothing. */
export function didYouMean(typed: string, candidates: readonly string[]): string {
  const near = nearest(typed, candidates);
  return near === null ? '' : `; did you mean ${near}?`;
}
