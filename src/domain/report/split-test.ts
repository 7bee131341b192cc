import { compareProportions, isLargeEnough, type Proportion, sampleNeeded } from './two-proportions.js';

/** One way of a split test, with how many of those that it was sent to answered. */
export interface Contender extends Proportion {
  readonly id: string;
}

export type Verdict =
  /** One is better than every other, and that is no chance. `p`: of the closest comparison, for all that are made. */
  | { readonly kind: 'winner'; readonly id: string; readonly p: number }
  /**
   * Nobody can tell yet. `needed`: how many each would have to be sent to for the difference that is seen between the two
   * best to be found, if it is real; null where no difference is seen.
   */
  | { readonly kind: 'open'; readonly leader: string | null; readonly p: number | null; readonly needed: number | null }
  /** Fewer than two have been sent. */
  | { readonly kind: 'not-begun' };

/** A difference that chance alone would bring about less often than this is one. */
export const significance = 0.05;

/** What promotes a variant by itself is asked for more: it is looked at every day, and the first day that is good counts. */
export const automaticSignificance = 0.01;

/**
 * Whether one of the variants is better, by answers. Where there are more than two, every pair is a chance to be wrong, so each
 * is asked for more (Bonferroni): a p value is multiplied by the number of pairs.
 */
export function judge(contenders: readonly Contender[], level: number = significance): Verdict {
  const sent = contenders.filter(({ of }) => of > 0);
  const [leader, runnerUp] = [...sent].sort((a, b) => b.hits / b.of - a.hits / a.of);
  if (leader === undefined || runnerUp === undefined) return { kind: 'not-begun' };
  const pairs = (sent.length * (sent.length - 1)) / 2;
  const others = sent.filter((one) => one !== leader);
  const comparisons = others.map((other) => compareProportions(leader, other)?.p ?? 1);
  const p = Math.min(1, Math.max(...comparisons) * pairs);
  if (p < level && others.every((other) => isLargeEnough(leader, other))) {
    return { kind: 'winner', id: leader.id, p };
  }
  const [best, next] = [leader.hits / leader.of, runnerUp.hits / runnerUp.of];
  if (best === next) return { kind: 'open', leader: null, p: null, needed: null };
  return { kind: 'open', leader: leader.id, p, needed: sampleNeeded(best, next, { alpha: level / pairs }) };
}

/** Which variant may be promoted by itself: the better one, once every one went out so often; null while there is none. */
export function winnerAfter(contenders: readonly Contender[], sample: number): string | null {
  if (contenders.some(({ of }) => of < sample)) return null;
  const verdict = judge(contenders, automaticSignificance);
  return verdict.kind === 'winner' ? verdict.id : null;
}
