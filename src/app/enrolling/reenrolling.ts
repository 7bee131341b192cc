import type { DateTime } from 'luxon';
import { type Progress, stateOf } from '../../domain/enrollment/progress.js';
import type { Reenroll } from '../../domain/sequence/sequence.js';
import type { Enrollment } from '../ports/stores/enrollments.js';
import type { Blocker } from './request.js';

export type Reenrolling =
  | { readonly kind: 'first' }
  /** They left or finished, and may come in again. */
  | { readonly kind: 'again' }
  | { readonly kind: 'blocked'; readonly blocker: Extract<Blocker, { kind: 'already-enrolled' }> };

/**
 * Whether a contact with these earlier enrollments in a sequence may come in (sequence-file.md, `reenroll`). Days count
 * on the calendar of the account zone, from when they left or finished. The rule is there so that nobody gets the same
 * twice: whoever was only ever taken out by hand comes in again where nothing of what is to come has reached them
 * (`hasReached`, of an earlier enrollment), so that a slip can be put right.
 */
export function reenrolling(
  before: readonly Enrollment[],
  rule: Reenroll,
  zone: string,
  now: DateTime,
  hasReached: (enrollmentId: string) => boolean,
): Reenrolling {
  const newestFirst = [...before].sort((a, b) => b.enrolledAt.toMillis() - a.enrolledAt.toMillis());
  const latest = newestFirst.find(({ progress }) => progress.exited === null) ?? newestFirst[0];
  if (latest === undefined) return { kind: 'first' };
  const state = stateOf(latest.progress);
  const block = (againAt: DateTime | null): Reenrolling => ({
    kind: 'blocked',
    blocker: {
      kind: 'already-enrolled',
      enrollmentId: latest.id,
      since: latest.enrolledAt,
      state,
      rule,
      againAt,
    },
  });
  if (state.state !== 'completed' && state.state !== 'exited') return block(null);
  if (before.every(({ id, progress }) => wasRemoved(progress) && !hasReached(id))) return { kind: 'again' };
  if (rule.rule !== 'after') return rule.rule === 'always' ? { kind: 'again' } : block(null);
  const endedAt = state.at ?? latest.progress.lastOutwardAt ?? latest.enrolledAt;
  const againAt = endedAt.setZone(zone).plus({ days: rule.days }).toUTC();
  return againAt <= now ? { kind: 'again' } : block(againAt);
}

/** Taken out by a person's hand. */
export function wasRemoved({ exited }: Progress): boolean {
  return exited?.reason === 'removed';
}
