import type { DateTime } from 'luxon';
import { emailKey } from '../../domain/contact/email-address.js';
import { recordFired } from '../../domain/enrollment/fire.js';
import type { Progress, StepRecord, Transition } from '../../domain/enrollment/progress.js';
import { isLimited } from '../../domain/mail/sending-limits.js';
import { once, onceAlike } from '../../domain/once.js';
import type { CarriedKind } from '../../domain/steps/lane.js';
import { type BesideProgress, withProgress } from '../enrollments/saveTransition.js';
import type { AnyOutcome } from '../ports/sending-outcome.js';
import type { Claim, Enrollment, Settlement } from '../ports/stores/enrollments.js';
import { backOff } from './backOff.js';
import type { Timed } from './loadPlanned.js';
import { lookUpAfter } from './lookUpAfter.js';
import { isPending, type Sent } from './settleSent.js';

/** What an answer makes of a row of the ledger and of its enrollment. */
export interface Result {
  readonly snapshot: Timed;
  readonly kind: CarriedKind;
  readonly outcome: AnyOutcome;
  readonly settlement: Settlement;
  readonly enrollment: Enrollment;
  /** Of other steps whose dates passed with it. */
  readonly besides: readonly StepRecord[];
  /** When it is tried again, where it surely did not leave. */
  readonly retryAt: DateTime | null;
  /** The sender whose turn others may have, where this mail never leaves. */
  readonly passesOn: string | null;
}

/**
 * What comes next for whoever's step left at `leftAt`. In a step sequence that is the same for all who stand at the same place
 * in the same version, their progress being one object, and is worked out once.
 */
function firedOnce(leftAt: DateTime): (snapshot: Timed, claim: Claim) => Transition {
  const fire = ({ snapshot: { enrollment, plan }, claim }: Firing) =>
    recordFired(plan, enrollment.progress, leftAt, claim);
  const fireAt = once((_: Progress) => onceAlike(mostCompared, areAlike, fire));
  return (snapshot, claim) => {
    const firing = { snapshot, claim };
    return snapshot.version.definition.type === 'step' ? fireAt(snapshot.enrollment.progress)(firing) : fire(firing);
  };
}

interface Firing {
  readonly snapshot: Timed;
  readonly claim: Claim;
}

/** Of one place in a sequence: in how many zones, versions and claims of it what comes next is remembered. */
const mostCompared = 16;

/** Those in one version and one zone have one plan. */
function areAlike({ snapshot, claim }: Firing, other: Firing): boolean {
  return (
    snapshot.plan === other.snapshot.plan &&
    claim.stepId === other.claim.stepId &&
    claim.occurrence === other.claim.occurrence &&
    claim.dueAt.toMillis() === other.claim.dueAt.toMillis()
  );
}

/** Pure: what is written when these answers are heard at `now`. Whose enrollment is not among them has no result. */
export function resultsOf(sent: readonly Sent[], timed: readonly Timed[], now: DateTime): Result[] {
  const byEnrollment = new Map<string, Timed>();
  for (const one of timed) byEnrollment.set(one.enrollment.id, one);
  const fired = firedOnce(now);
  const results: Result[] = [];
  for (const one of sent) {
    const snapshot = byEnrollment.get(one.claim.enrollmentId);
    if (snapshot !== undefined) results.push(resultOf(snapshot, one, now, fired));
  }
  return results;
}

function resultOf(snapshot: Timed, sent: Sent, now: DateTime, fired: ReturnType<typeof firedOnce>): Result {
  const { enrollment } = snapshot;
  const { kind, claim, attempt, outcome } = sent;
  const isNext = isPending(enrollment.progress, claim);
  const base = { id: claim.id, attempt, firedAt: null, settledAt: now, providerMessageId: null, lookUpAt: null };
  const result = (settlement: Settlement, beside: BesideProgress = {}, retryAt: DateTime | null = null): Result => {
    const next = withProgress(enrollment, enrollment.progress, isNext ? beside : {});
    return { snapshot, kind, outcome, settlement, enrollment: next, besides: [], retryAt, passesOn: null };
  };
  switch (outcome.kind) {
    case 'accepted': {
      const { progress, records } = fired(snapshot, claim);
      const firedAt = records[0]?.at ?? now.startOf('minute');
      const { providerMessageId } = outcome;
      const accepted = result({ state: 'fired', reason: null, ...base, firedAt, providerMessageId });
      return {
        ...accepted,
        besides: records.slice(1),
        enrollment: withProgress(enrollment, progress, isNext ? { hold: null, holdReason: null } : {}),
      };
    }
    case 'opted-out': {
      // What ends by it is ended beside (settleSent.ts).
      return result({ ...base, state: 'failed', reason: outcome.reason });
    }
    case 'refused': {
      const { reason } = outcome;
      const refused = result({ ...base, state: 'failed', reason }, { hold: 'failed', holdReason: reason });
      return { ...refused, passesOn: turnOf(snapshot, claim) };
    }
    case 'unknown': {
      const { reason } = outcome;
      const lookUpAt = lookUpAfter(kind, now);
      return result({ ...base, state: 'uncertain', reason, lookUpAt }, { hold: 'uncertain', holdReason: reason });
    }
    case 'deferred': {
      const { reason, retryAfterMs } = outcome;
      const retryAt = now.plus({ milliseconds: backOff(attempt, retryAfterMs) });
      const tried = { ...base, state: 'deferred', reason } as const;
      const deferred = result(tried, { hold: null, holdReason: null }, isNext ? retryAt : null);
      const { dueAt, progress } = deferred.enrollment;
      const isTriedAgain = isNext && dueAt !== null && progress.pausedSince === null;
      const queuedFor = isTriedAgain ? turnOf(snapshot, claim) : null;
      return { ...deferred, enrollment: { ...deferred.enrollment, queuedFor } };
    }
  }
}

/**
 * The sender whose turn a mail had. What did not leave counts for nothing: where it is tried again it keeps its turn, and is tried
 * before those that wait.
 */
function turnOf({ workspace }: Timed, { summary }: Sent['claim']): string | null {
  const isCounted = isLimited({ perHour: workspace.mailsPerHour, perDay: workspace.mailsPerDay });
  return isCounted && summary?.mail !== undefined ? emailKey(summary.mail.from) : null;
}
