import type { DateTime } from 'luxon';
import { carriedKinds, isCarried } from '../../domain/steps/lane.js';
import { saveChanged } from '../enrollments/saveChanged.js';
import { withProgress } from '../enrollments/saveTransition.js';
import { NewerContent } from '../faults.js';
import type { Execution, Settlement } from '../ports/stores/enrollments.js';
import type { KeptTaken } from '../ports/stores/requests.js';
import { takeOverLeftBehind } from '../sequences/takeOverEnrollments.js';
import { askWhetherSent } from './askWhetherSent.js';
import type { FiringDeps } from './fireDue.js';
import { loadSnapshots } from './loadSnapshots.js';
import { lookUpAfter } from './lookUpAfter.js';
import { type Fault, faultOf } from './setAside.js';
import { isPending, type Sent, settleAll } from './settleSent.js';

const batchSize = 200;
const reason = 'the worker stopped while it was being sent';

type RecoverDeps = Pick<FiringDeps, 'store' | 'clock' | 'ids' | 'log' | 'settings'>;

/**
 * Finds what a worker held when it died. What was only claimed is due again; what is known to have been taken is settled; what
 * was being sent otherwise may or may not have left, becomes `uncertain`; the provider is asked where it can tell, else the
 * owner. Answers how many rows it took out of that worker's hands.
 */
export async function recoverLapsed(deps: RecoverDeps): Promise<number> {
  const looked: string[] = [];
  for (let taken = 0; ; ) {
    const lapsed = await deps.store.read.executions.lapsed(batchSize, looked);
    taken += await takeEach(deps, lapsed);
    if (lapsed.length < batchSize) {
      // Of workers that live nothing is left over: they forget what they settle.
      if (taken > 0) await deps.store.read.requests.forgetSettled();
      return taken;
    }
    looked.push(...lapsed.map(({ id }) => id));
  }
}

/** Together; one by one where the enrollment of one of them cannot be read, so that it holds up none of the others. */
async function takeEach(deps: RecoverDeps, rows: readonly Execution[]): Promise<number> {
  const [first, ...others] = rows;
  if (first === undefined) return 0;
  try {
    return await takeFromWorker(deps, rows);
  } catch (error) {
    if (others.length === 0) return error instanceof NewerContent ? 0 : takeAside(deps, first, error);
  }
  let taken = 0;
  for (const row of rows) taken += await takeEach(deps, [row]);
  return taken;
}

/** Nobody can say where this enrollment stands: it waits for a person, and its row says what is known. */
async function takeAside(deps: RecoverDeps, { id, enrollmentId }: Execution, error: unknown): Promise<number> {
  const { store, clock, ids, log } = deps;
  const now = await clock.now();
  const faults: Fault[] = [];
  const taken = await store.transact(async (tables) => {
    const [kept] = await tables.requests.ofLapsed([id]);
    const given =
      kept === undefined
        ? await tables.executions.giveUp([id], reason, now, [])
        : await tables.executions.settle([firedAs(kept, now.minus({ milliseconds: kept.agoMs }))]);
    await tables.enrollments.setAside([{ id: enrollmentId, ...faultOf({ ids, faults }, enrollmentId, error) }], now);
    return given.length;
  });
  for (const fault of faults)
    log.error(fault, 'an enrollment was set aside: what a dead worker held of it cannot be read');
  return taken;
}

/** What left counts when its enrollment is decided again (standInstead.ts). */
function firedAs({ executionId, attempt, providerMessageId }: KeptTaken, leftAt: DateTime): Settlement {
  const firedAt = leftAt.startOf('minute');
  const row = { id: executionId, attempt, state: 'fired', reason: null, lookUpAt: null } as const;
  return { ...row, firedAt, settledAt: leftAt, providerMessageId };
}

async function takeFromWorker(deps: RecoverDeps, rows: readonly Execution[]): Promise<number> {
  const settled = await settleTaken(deps, rows);
  const others = rows.filter(({ id }) => !settled.has(id));
  return settled.size + (others.length > 0 ? await giveUp(deps, others) : 0);
}

/** What its worker kept of an answer before it died is settled, as of then. Answers the rows' ids. */
async function settleTaken(deps: RecoverDeps, rows: readonly Execution[]): Promise<ReadonlySet<string>> {
  const byId = new Map(rows.flatMap((row) => (row.state === 'sending' ? [[row.id, row] as const] : [])));
  const kept = await deps.store.read.requests.ofLapsed([...byId.keys()]);
  if (kept.length === 0) return new Set();
  const now = await deps.clock.now();
  const claims = kept.flatMap(({ executionId }) => byId.get(executionId) ?? []);
  return deps.store.transact(async (tables) => {
    // Whoever settles them too, their worker after all or another that recovers, does it before this or after it.
    await tables.enrollments.lockMany(claims.map(({ enrollmentId }) => enrollmentId));
    const still = await tables.requests.ofLapsed(claims.map(({ id }) => id));
    const isStill = new Set(still.map(({ executionId }) => executionId));
    const together = new Map<number, Sent[]>();
    for (const { executionId, attempt, providerMessageId, agoMs } of kept) {
      const claim = byId.get(executionId);
      if (claim === undefined || !isStill.has(executionId) || !isCarried(claim.kind)) continue;
      const outcome = { kind: 'accepted', providerMessageId } as const;
      together.set(agoMs, [...(together.get(agoMs) ?? []), { kind: claim.kind, claim, attempt, outcome }]);
    }
    for (const [agoMs, sent] of together) await settleAll(tables, deps, sent, now, now.minus({ milliseconds: agoMs }));
    return isStill;
  });
}

async function giveUp(deps: RecoverDeps, rows: readonly Execution[]): Promise<number> {
  const now = await deps.clock.now();
  return deps.store.transact(async (tables) => {
    const enrollmentIds = [...new Set(rows.map(({ enrollmentId }) => enrollmentId))];
    const snapshots = await loadSnapshots(tables, await tables.enrollments.lockMany(enrollmentIds));
    const taken = await tables.executions.giveUp(
      rows.map(({ id }) => id),
      reason,
      now,
      carriedKinds.map((kind) => ({ kind, at: lookUpAfter(kind, now) })),
    );
    const found = taken.flatMap((row) => {
      const snapshot = snapshots.find(({ enrollment }) => enrollment.id === row.enrollmentId);
      return snapshot === undefined ? [] : [{ snapshot, row, executionId: row.id, reason }];
    });
    await saveChanged(
      { tables, now },
      found.flatMap(({ snapshot: { enrollment: before }, row }) => {
        if (!isPending(before.progress, row)) return [];
        const hold = row.state === 'uncertain' ? { hold: 'uncertain' as const, holdReason: reason } : {};
        return { before, after: withProgress(before, before.progress, hold) };
      }),
    );
    await askWhetherSent(
      tables,
      deps.ids,
      found.filter(({ row }) => row.state === 'uncertain' && row.lookUpAt === null),
      now,
    );
    await takeOverLeftBehind({ tables, ids: deps.ids, now }, enrollmentIds);
    return taken.length;
  });
}
