import { distance } from 'fastest-levenshtein';

/**
 * The candidate that `typed` was probably meant to be, compared without case; null where none is near enough (a third
 * of the letters, and at least two, may differ).
 */
export function nearest(typed: string, candidates: readonly string[]): string | null {
  let best: string | null = null;
  let bestDistance = Math.max(2, Math.floor(typed.length / 3)) + 1;
  for (const candidate of candidates) {
    const apart = distance(typed.toLowerCase(), candidate.toLowerCase());
    if (apart < bestDistance) {
      best = candidate;
      bestDistance = apart;
    }
  }
  return best;
}

/** `; did you mean X?` for the end of a sentence, or nothing. */
export function didYouMean(typed: string, candidates: readonly string[]): string {
  const near = nearest(typed, candidates);
  return near === null ? '' : `; did you mean ${near}?`;
}
