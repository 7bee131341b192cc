import type { DateTime } from 'luxon';
import { recordFired } from '../../domain/enrollment/fire.js';
import type { Progress } from '../../domain/enrollment/progress.js';
import { type BesideProgress, withProgress } from '../enrollments/saveTransition.js';
import type { MailOutcome } from '../ports/mailer.js';
import type { Tables } from '../ports/store.js';
import type { Claim, Enrollment, Settlement } from '../ports/stores/enrollments.js';
import { refreshTasks } from '../tasks/closeTasks.js';
import { askWhetherSent } from './askWhetherSent.js';
import { backOff } from './backOff.js';
import { noticeToOwner } from './decide.js';
import type { FiringDeps } from './fireDue.js';
import { loadSnapshots, type Snapshot } from './loadSnapshots.js';

/** A request that was answered, or not. */
export interface Sent {
  readonly claim: Claim;
  readonly outcome: MailOutcome;
}

/** Commits what became of requests: the ledger, the enrollments' next due times, and who must be told. */
export async function settleMails(
  deps: Pick<FiringDeps, 'store' | 'clock' | 'ids'>,
  sent: readonly Sent[],
): Promise<void> {
  const now = await deps.clock.now();
  await deps.store.transact(async (tables) => {
    const locked = await tables.enrollments.lockMany(sent.map(({ claim }) => claim.enrollmentId));
    const snapshots = new Map((await loadSnapshots(tables, locked)).map((one) => [one.enrollment.id, one]));
    const rows = new Map(
      (await tables.executions.byIds(sent.map(({ claim }) => claim.id))).map((row) => [row.id, row]),
    );
    const results = sent.flatMap(({ claim, outcome }) => {
      const snapshot = snapshots.get(claim.enrollmentId);
      const attempts = rows.get(claim.id)?.attempts ?? 1;
      return snapshot === undefined ? [] : [resultOf(snapshot, claim, outcome, attempts, now)];
    });
    const settled = new Set(await tables.executions.settle(results.map(({ settlement }) => settlement)));
    const counted = results.filter(({ settlement }) => settled.has(settlement.id));
    await tables.enrollments.saveMany(
      counted.map(({ enrollment }) => enrollment),
      now,
    );
    for (const { enrollment } of counted) await refreshTasks(tables, enrollment, now);
    await tell(tables, deps, counted, now);
  });
}

interface Result {
  readonly snapshot: Snapshot;
  readonly settlement: Settlement;
  readonly enrollment: Enrollment;
}

function resultOf(snapshot: Snapshot, claim: Claim, outcome: MailOutcome, attempts: number, now: DateTime): Result {
  const { enrollment } = snapshot;
  const isNext = isPending(enrollment.progress, claim);
  const base = { id: claim.id, reason: null, firedAt: null, settledAt: now, providerMessageId: null };
  const result = (settlement: Settlement, beside: BesideProgress = {}): Result => ({
    snapshot,
    settlement,
    enrollment: withProgress(enrollment, enrollment.progress, isNext ? beside : {}),
  });
  switch (outcome.kind) {
    case 'accepted': {
      const { progress, records } = recordFired(snapshot.plan, enrollment.progress, now, claim);
      const firedAt = records[0]?.at ?? now.startOf('minute');
      const providerMessageId = outcome.providerMessageId;
      const released = isNext ? { hold: null, holdReason: null } : {};
      return {
        snapshot,
        settlement: { ...base, state: 'fired', firedAt, providerMessageId },
        enrollment: withProgress(enrollment, progress, released),
      };
    }
    case 'refused':
      return result(
        { ...base, state: 'failed', reason: outcome.reason },
        { hold: 'failed', holdReason: outcome.reason },
      );
    case 'unknown':
      return result(
        { ...base, state: 'uncertain', reason: outcome.reason },
        { hold: 'uncertain', holdReason: outcome.reason },
      );
    case 'deferred': {
      const settled = result({ ...base, state: 'deferred', reason: outcome.reason });
      const dueAt = now.plus({ milliseconds: backOff(attempts, outcome.retryAfterMs) });
      return settled.enrollment.dueAt === null ? settled : { ...settled, enrollment: { ...settled.enrollment, dueAt } };
    }
  }
}

/** Whether this is still the enrollment's next step: it may have ended or been edited while the mail was on its way. */
export function isPending(progress: Progress, step: Pick<Claim, 'stepId' | 'occurrence'>): boolean {
  const { pending, exited } = progress;
  return exited === null && pending?.stepId === step.stepId && pending.occurrence === step.occurrence;
}

async function tell(
  tables: Tables,
  deps: Pick<FiringDeps, 'ids'>,
  results: readonly Result[],
  now: DateTime,
): Promise<void> {
  for (const { snapshot, settlement } of results) {
    if (settlement.state !== 'failed') continue;
    const reason = settlement.reason ?? '';
    const notice = {
      kind: 'failed' as const,
      enrollmentId: snapshot.enrollment.id,
      executionId: settlement.id,
      reason,
    };
    // Refused again after somebody had it tried again is told again.
    const about = `${settlement.id}:${now.toMillis()}`;
    await tables.posts.add(noticeToOwner(snapshot, notice, now, deps.ids, about));
  }
  const uncertain = results.filter(({ settlement }) => settlement.state === 'uncertain');
  await askWhetherSent(
    tables,
    deps.ids,
    uncertain.map(({ snapshot, settlement }) => ({
      snapshot,
      executionId: settlement.id,
      reason: settlement.reason ?? '',
    })),
    now,
  );
}
