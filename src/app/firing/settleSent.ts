import type { DateTime } from 'luxon';
import type { Progress } from '../../domain/enrollment/progress.js';
import type { CarriedKind } from '../../domain/steps/lane.js';
import { applyOptOut } from '../enrollments/applyOptOut.js';
import { lockFreeOpen } from '../enrollments/lockOpen.js';
import { ledgerRow, type SavingContext } from '../enrollments/saveTransition.js';
import type { AnyOutcome } from '../ports/sending-outcome.js';
import type { Tables, TransactionOptions } from '../ports/store.js';
import type { Claim, Execution, Settlement } from '../ports/stores/enrollments.js';
import type { WaitedMailbox } from '../ports/stores/mailboxes.js';
import { takeOverLeftBehind } from '../sequences/takeOverEnrollments.js';
import { askWhetherSent } from './askWhetherSent.js';
import type { FiringDeps } from './fireDue.js';
import { loadTimed } from './loadPlanned.js';
import { loadSnapshots } from './loadSnapshots.js';
import { noticeToOwner } from './noticeToOwner.js';
import { passOnTurns } from './passOnTurns.js';
import { type Result, resultsOf } from './resultOf.js';
import { saveSettled } from './saveSettled.js';
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
  readonly requestIds?: readonly string[];
}

type SettleDeps = Pick<FiringDeps, 'store' | 'clock' | 'ids' | 'log' | 'settings'>;

/**
 * Commits what became of requests: the ledger, the enrollments' next due times, and who must be told. An answer that comes
 * after its row was given up and taken by somebody else changes nothing. Answers whether anything may be due by it soon: a
 * next step, a message, a message to be rewritten. `requestIds`: of the requests, none of which is under way after that;
 * `lasting`: 'soon' where it is kept of all of them that they were taken, so that they would be settled by it again.
 */
export async function settleSent(
  deps: SettleDeps,
  sent: readonly Sent[],
  { requestIds = [], lasting = 'at-once' }: Settling = {},
): Promise<boolean> {
  const now = await deps.clock.now();
  const settle = async (tables: Tables) => {
    await tables.requests.forget(requestIds);
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
  const locked = await tables.enrollments.lockMany(sent.map(enrollmentIdOf));
  const beside = await tables.enrollments.besideSteps(locked);
  const timed = await loadTimed(tables, locked, beside.zones);
  const uncertain = await tables.executions.byIds(beside.uncertain);
  const results = resultsOf(sent, timed, answeredAt);
  const settled = new Set(await tables.executions.settle(results.map(settlementOf)));
  const counted = countedOf(results, settled);
  await tables.executions.record(rowsBeside(counted, deps.ids));
  const unanswered = uncertain.filter(({ id }) => !settled.has(id));
  const soon = await saveSettled(tables, counted, unanswered, now);
  const hasTasks = beside.openTasks.length > 0 && (await showProgress(tables, counted, now));
  await optOuts({ tables, ids: deps.ids, now }, counted);
  await tell(tables, deps, counted, now);
  for (const { id, workspaceId } of uncertain) {
    // A question to its owner that answered itself after all.
    if (settled.has(id)) await tables.posts.refreshUncertain(workspaceId, [id], now);
  }
  const countedIds = new Set(counted.map(countedIdOf));
  const leftBehind = beside.leftBehind.filter((id) => countedIds.has(id));
  const takenOver = leftBehind.length > 0 ? await takeOverLeftBehind({ tables, ids: deps.ids, now }, leftBehind) : 0;
  await passOnTurns(tables, unusedTurns(counted));
  return {
    late: lateOf(sent, settled),
    mayBeDue: soon || hasTasks || takenOver > 0 || counted.some(isNotTaken),
  };
}

function enrollmentIdOf({ claim }: Sent): string {
  return claim.enrollmentId;
}

function settlementOf({ settlement }: Result): Settlement {
  return settlement;
}

function countedIdOf({ enrollment }: Result): string {
  return enrollment.id;
}

function isNotTaken({ outcome }: Result): boolean {
  return outcome.kind !== 'accepted';
}

/** The results that changed their rows. */
function countedOf(results: readonly Result[], settled: ReadonlySet<string>): Result[] {
  const counted: Result[] = [];
  for (const result of results) if (settled.has(result.settlement.id)) counted.push(result);
  return counted;
}

/** Those whose rows were given up, or taken by somebody else, before they were answered. */
function lateOf(sent: readonly Sent[], settled: ReadonlySet<string>): Sent[] {
  const late: Sent[] = [];
  for (const one of sent) if (!settled.has(one.claim.id)) late.push(one);
  return late;
}

/** The ledger's rows of other steps whose dates passed. */
function rowsBeside(results: readonly Result[], ids: SettleDeps['ids']): Execution[] {
  const rows: Execution[] = [];
  for (const { snapshot, besides } of results) {
    for (const record of besides) rows.push(ledgerRow(record, snapshot.enrollment, snapshot.plan, ids));
  }
  return rows;
}

/** The turns of mails that never leave. */
function unusedTurns(results: readonly Result[]): WaitedMailbox[] {
  const unused: WaitedMailbox[] = [];
  for (const { snapshot, passesOn } of results) {
    if (passesOn !== null) unused.push({ workspaceId: snapshot.workspace.id, address: passesOn });
  }
  return unused;
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

/** Their open tasks show what went out before. Answers whether there are any. */
async function showProgress(tables: Tables, results: readonly Result[], now: DateTime): Promise<boolean> {
  const open = await tables.tasks.openOf(results.map(({ snapshot }) => snapshot.enrollment.id));
  await tables.posts.refreshTasks(
    open.map(({ id }) => id),
    now,
  );
  return open.length > 0;
}

/** Whether this is still the enrollment's next step: it may have ended or been edited while it was on its way. */
export function isPending(progress: Progress, step: Pick<Claim, 'stepId' | 'occurrence'>): boolean {
  const { pending, exited } = progress;
  return exited === null && pending?.stepId === step.stepId && pending.occurrence === step.occurrence;
}

/** Whoever must hear of what was not taken; there is nothing to say of the rest. */
async function tell(tables: Tables, deps: SettleDeps, results: readonly Result[], now: DateTime): Promise<void> {
  const notTaken = results.filter(isNotTaken);
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
