import type { DateTime } from 'luxon';
import type { Progress } from '../../domain/enrollment/progress.js';
import type { CarriedKind } from '../../domain/steps/lane.js';
import { applyOptOut } from '../enrollments/applyOptOut.js';
import { lockFreeOpen } from '../enrollments/lockOpen.js';
import { saveChanged } from '../enrollments/saveChanged.js';
import { ledgerRow, type SavingContext, withProgress } from '../enrollments/saveTransition.js';
import type { AnyOutcome } from '../ports/sending-outcome.js';
import type { Tables, TransactionOptions } from '../ports/store.js';
import type { Claim, Enrollment, Execution } from '../ports/stores/enrollments.js';
import { takeOverLeftBehind } from '../sequences/takeOverEnrollments.js';
import { askWhetherSent } from './askWhetherSent.js';
import type { FiringDeps } from './fireDue.js';
import { loadTimed } from './loadPlanned.js';
import { loadSnapshots } from './loadSnapshots.js';
import { noticeToOwner } from './noticeToOwner.js';
import { passOnTurns } from './passOnTurns.js';
import { firedOnce, type Result, resultOf } from './resultOf.js';
import { tellAdmins } from './tellAdmins.js';

/** A step's request that was answered, or not. */
export interface Sent {
  readonly kind: CarriedKind;
  readonly claim: Claim;
  /** Which attempt at its row it was. */
  readonly attempt: number;
  readonly outcome: AnyOutcome;
}

interface Settling extends Pick<TransactionOptions, 'lasting'> {
  readonly kept?: readonly string[];
}

type SettleDeps = Pick<FiringDeps, 'store' | 'clock' | 'ids' | 'log' | 'settings'>;

/** What falls due later than this (minutes) is found by the alarm of its own minute. */
const soonMinutes = 2;

/**
 * Commits what became of requests: the ledger, the enrollments' next due times, and who must be told. An answer that comes
 * after its row was given up and taken by somebody else changes nothing. Answers whether anything may be due by it soon: a
 * next step, a message, a message to be rewritten. `kept`: under which ids it was kept that requests were taken; `lasting`: 'soon' where
 * that is so of all of them, which would be settled by it again.
 */
export async function settleSent(
  deps: SettleDeps,
  sent: readonly Sent[],
  { kept = [], lasting = 'at-once' }: Settling = {},
): Promise<boolean> {
  const now = await deps.clock.now();
  const settle = async (tables: Tables) => {
    await tables.acceptances.forget(kept);
    return settleAll(tables, deps, sent, now);
  };
  const { late, mayBeDue } = await deps.store.transact(settle, { plans: 'kept', lasting });
  for (const { claim, attempt, outcome } of late) {
    const about = { executionId: claim.id, attempt, outcome: outcome.kind };
    deps.log.warn(about, 'an answer came after its request had been given up: it changed nothing');
  }
  return mayBeDue;
}

/** The same inside of a transaction. `answeredAt`: where that is not now. `late`: those whose answer changed nothing. */
export async function settleAll(
  tables: Tables,
  deps: SettleDeps,
  sent: readonly Sent[],
  now: DateTime,
  answeredAt = now,
): Promise<{ readonly late: readonly Sent[]; readonly mayBeDue: boolean }> {
  const locked = await tables.enrollments.lockMany(sent.map(({ claim }) => claim.enrollmentId));
  const snapshots = new Map((await loadTimed(tables, locked)).map((one) => [one.enrollment.id, one]));
  const beside = await tables.enrollments.besideSteps([...snapshots.keys()]);
  const uncertain = await tables.executions.byIds(beside.uncertain);
  const fired = firedOnce(answeredAt);
  const results = sent.flatMap((one) => {
    const snapshot = snapshots.get(one.claim.enrollmentId);
    return snapshot === undefined ? [] : [resultOf(snapshot, one, answeredAt, fired)];
  });
  const settled = new Set(await tables.executions.settle(results.map(({ settlement }) => settlement)));
  const counted = results.filter(({ settlement }) => settled.has(settlement.id));
  await tables.executions.record(
    counted.flatMap(({ snapshot, besides }) =>
      besides.map((record) => ledgerRow(record, snapshot.enrollment, snapshot.plan, deps.ids)),
    ),
  );
  const unanswered = uncertain.filter(({ id }) => !settled.has(id));
  const soon = await saveSettled(tables, counted, unanswered, now);
  const hasTasks = beside.openTasks.length > 0 && (await showProgress(tables, counted, now));
  await optOuts({ tables, ids: deps.ids, now }, counted);
  await tell(tables, deps, counted, now);
  for (const { id, workspaceId } of uncertain) {
    // A question to its owner that answered itself after all.
    if (settled.has(id)) await tables.posts.refreshUncertain(workspaceId, [id], now);
  }
  const countedIds = new Set(counted.map(({ snapshot }) => snapshot.enrollment.id));
  const leftBehind = beside.leftBehind.filter((id) => countedIds.has(id));
  const takenOver = leftBehind.length > 0 ? await takeOverLeftBehind({ tables, ids: deps.ids, now }, leftBehind) : 0;
  const unused = counted.flatMap(({ snapshot: { workspace }, passesOn }) =>
    passesOn === null ? [] : { workspaceId: workspace.id, address: passesOn },
  );
  await passOnTurns(tables, unused);
  return {
    late: sent.filter(({ claim }) => !settled.has(claim.id)),
    mayBeDue: soon || hasTasks || takenOver > 0 || counted.some(({ outcome }) => outcome.kind !== 'accepted'),
  };
}

/** Those who have answered STOP are out of everything; enrollments of theirs that somebody holds end at their next step. */
async function optOuts(context: SavingContext, results: readonly Result[]): Promise<void> {
  for (const { snapshot, settlement, outcome } of results) {
    if (outcome.kind !== 'opted-out') continue;
    const contact = await context.tables.contacts.byId(snapshot.enrollment.contactId);
    if (contact === null || contact.phone === null) continue;
    await applyOptOut(context, {
      workspaceId: contact.workspaceId,
      phone: contact.phone,
      sourceId: `opted-out:${settlement.id}:${settlement.attempt}`,
      lock: lockFreeOpen,
    });
  }
}

/** Answers whether one of them falls due soon. */
async function saveSettled(
  tables: Tables,
  results: readonly Result[],
  unanswered: readonly Execution[],
  now: DateTime,
): Promise<boolean> {
  if (results.length === 0) return false;
  const asked = results.filter(({ settlement }) => settlement.state === 'uncertain');
  const stillUncertain = new Set([
    ...unanswered.map(({ enrollmentId }) => enrollmentId),
    ...asked.map(({ snapshot }) => snapshot.enrollment.id),
  ]);
  const saved = results.map(({ snapshot: { enrollment: before }, enrollment, retryAt }) => {
    const known = stillUncertain.has(enrollment.id) ? enrollment : withoutQuestion(enrollment);
    const waits = known.dueAt === null || known.progress.pausedSince !== null;
    return { before, after: retryAt === null || waits ? known : { ...known, dueAt: retryAt } };
  });
  await saveChanged({ tables, now }, saved);
  const soon = now.plus({ minutes: soonMinutes });
  return saved.some(({ after: { dueAt } }) => dueAt !== null && dueAt <= soon);
}

/** Their open tasks show what went out before. Answers whether there are any. */
async function showProgress(tables: Tables, results: readonly Result[], now: DateTime): Promise<boolean> {
  const open = await tables.tasks.openOf(results.map(({ snapshot }) => snapshot.enrollment.id));
  await tables.posts.refreshTasks(
    open.map(({ id }) => id),
    now,
  );
  return open.length > 0;
}

/** An enrollment that was held because nobody knew whether something had left, when that is known of all it sent. */
export function withoutQuestion(enrollment: Enrollment): Enrollment {
  if (enrollment.hold !== 'uncertain') return enrollment;
  return withProgress(enrollment, enrollment.progress, { hold: null, holdReason: null });
}

/** Whether this is still the enrollment's next step: it may have ended or been edited while it was on its way. */
export function isPending(progress: Progress, step: Pick<Claim, 'stepId' | 'occurrence'>): boolean {
  const { pending, exited } = progress;
  return exited === null && pending?.stepId === step.stepId && pending.occurrence === step.occurrence;
}

/** Whoever must hear of what was not taken; there is nothing to say of the rest. */
async function tell(tables: Tables, deps: SettleDeps, results: readonly Result[], now: DateTime): Promise<void> {
  const notTaken = results.filter(({ outcome }) => outcome.kind !== 'accepted');
  if (notTaken.length === 0) return;
  const snapshots = await loadSnapshots(
    tables,
    notTaken.map(({ snapshot }) => snapshot.enrollment),
  );
  const told = snapshots.flatMap((snapshot, index) => {
    const result = notTaken[index];
    return result === undefined ? [] : { ...result, snapshot };
  });
  for (const { snapshot, settlement, outcome } of told) {
    if (settlement.state !== 'failed' || outcome.kind === 'opted-out') continue;
    const reason = settlement.reason ?? '';
    const about = { enrollmentId: snapshot.enrollment.id, executionId: settlement.id };
    // Refused again after somebody had it tried again is told again.
    const key = `${settlement.id}:${now.toMillis()}`;
    await tables.posts.add(noticeToOwner(snapshot, { kind: 'failed', ...about, reason }, now, deps.ids, key));
  }
  // What the provider can be asked about is asked about there first.
  const uncertain = told.filter(({ settlement }) => settlement.state === 'uncertain' && settlement.lookUpAt === null);
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
  for (const { snapshot, kind, outcome } of told) {
    await tellAdmins(tables, deps, { snapshot, kind, outcome, now });
  }
}
