import type { DateTime } from 'luxon';
import { recordFired, recordSkipped } from '../../domain/enrollment/fire.js';
import type { Ids } from '../ports/ids.js';
import type { Tables } from '../ports/store.js';
import type { UncertainSending } from './askWhetherSent.js';
import type { Decision } from './decide.js';
import { noticeToOwner } from './noticeToOwner.js';

export interface Standing {
  readonly decision: Decision;
  /** A worker has its mail in hand: nobody may take it before that is settled. */
  readonly inFlight: boolean;
  readonly asks?: UncertainSending;
}

/**
 * How an enrollment stands whose mail could not be claimed, since the ledger has that step already: what fired or was
 * skipped counts, what was refused or may have left waits for a person, and what another worker has is left to it.
 */
export async function standInstead(tables: Tables, lost: Decision, now: DateTime, ids: Ids): Promise<Standing> {
  const { snapshot, outgoing } = lost;
  const { enrollment, plan } = snapshot;
  const rows = await tables.executions.ofEnrollment(enrollment.id);
  const row = rows.find(
    ({ stepId, occurrence }) => stepId === outgoing?.claim.stepId && occurrence === outgoing.claim.occurrence,
  );
  const decision: Decision = { ...lost, outgoing: null };
  const at = row?.settledAt ?? now;
  switch (row?.state) {
    case 'fired':
      return {
        decision: { ...decision, progress: recordFired(plan, lost.progress, at, row).progress },
        inFlight: false,
      };
    case 'skipped': {
      const { progress } = recordSkipped(plan, lost.progress, at, row.reason ?? 'skipped');
      return { decision: { ...decision, progress }, inFlight: false };
    }
    case 'failed': {
      const reason = row.reason ?? 'it was refused before';
      const notice = { kind: 'failed', enrollmentId: enrollment.id, executionId: row.id, reason } as const;
      const posts = noticeToOwner(snapshot, notice, now, ids, `${row.id}:${now.toMillis()}`);
      const hold = { kind: 'failed', reason } as const;
      return { decision: { ...decision, hold, posts: [...decision.posts, ...posts] }, inFlight: false };
    }
    case 'uncertain': {
      const reason = row.reason ?? 'nobody knows whether it left';
      const asks = { snapshot, executionId: row.id, reason };
      return { decision: { ...decision, hold: { kind: 'uncertain', reason } }, inFlight: false, asks };
    }
    default:
      return { decision, inFlight: row?.state === 'claimed' || row?.state === 'sending' };
  }
}
