import type { DateTime } from 'luxon';
import { exit } from '../../domain/enrollment/exit.js';
import { recordSkipped } from '../../domain/enrollment/fire.js';
import { audit } from '../audit.js';
import type { AppDeps } from '../deps.js';
import { loadSnapshots, type Snapshot } from '../firing/loadSnapshots.js';
import { isPending } from '../firing/settleSent.js';
import { refusal } from '../people/refusal.js';
import type { Tables } from '../ports/store.js';
import type { Execution } from '../ports/stores/enrollments.js';
import type { Member } from '../ports/stores/people.js';
import { describeNext } from '../posting/describeNext.js';
import { readerZone } from '../shown/readerZone.js';
import { type Change, saveTransition } from './saveTransition.js';
import type { Gone, NotAllowed } from './target.js';

export type FailedChoice = 'retry' | 'skip' | 'stop';

export type ResolveFailedOutcome =
  /** `next`: what comes now, a sentence without its full stop. */
  | { readonly ok: true; readonly next: string }
  | { readonly ok: false; readonly reason: 'already-settled'; readonly next: string }
  | Gone
  | NotAllowed;

/** A step was refused for good and somebody decides: try again, go on without it, or stop the cadence. */
export async function resolveFailed(
  deps: Pick<AppDeps, 'store' | 'clock' | 'ids' | 'poke'>,
  input: { readonly actor: Member; readonly executionId: string; readonly choice: FailedChoice },
): Promise<ResolveFailedOutcome> {
  const { actor, executionId, choice } = input;
  const { ids } = deps;
  const found = await deps.store.read.executions.byId(executionId);
  if (found === null || found.workspaceId !== actor.workspaceId) return { ok: false, reason: 'gone' };
  const now = await deps.clock.now();
  const outcome = await deps.store.transact(async (tables): Promise<ResolveFailedOutcome> => {
    const enrollment = await tables.enrollments.lock(found.enrollmentId);
    const [snapshot] = enrollment === null ? [] : await loadSnapshots(tables, [enrollment]);
    const row = await tables.executions.byId(executionId);
    if (snapshot === undefined || row === null) return { ok: false, reason: 'gone' };
    const refused = refusal(actor, 'act-on-enrollment', snapshot.owner.id === actor.id);
    if (refused !== null) return refused;
    const zone = readerZone(actor, snapshot.workspace);
    if (!waitsFor(snapshot, row)) {
      return { ok: false, reason: 'already-settled', next: describeNext(snapshot, zone) };
    }
    const { plan, contact } = snapshot;
    const change = await choices[choice](tables, snapshot, row, now);
    const context = { tables, ids, now, byId: actor.id };
    const saved = await saveTransition(context, snapshot.enrollment, plan, change.transition, change);
    const detail = { step: row.stepName, sequence: plan.sequence.name };
    await audit(context, actor, { action: `failed.${choice}`, subject: contact.email, detail });
    return { ok: true, next: describeNext({ ...snapshot, enrollment: saved }, zone) };
  });
  deps.poke();
  return outcome;
}

/** Whether the enrollment stands at this refused step. */
function waitsFor({ enrollment }: Snapshot, row: Execution): boolean {
  return row.state === 'failed' && enrollment.hold === 'failed' && isPending(enrollment.progress, row);
}

type Choose = (
  tables: Tables,
  snapshot: Snapshot,
  row: Execution,
  now: DateTime,
) => Promise<Pick<Change, 'transition' | 'beside'>>;

const choices: { readonly [K in FailedChoice]: Choose } = {
  retry: async (tables, { enrollment }, row, now) => {
    await tables.executions.release(row.id, 'cancelled', row.reason, now);
    const transition = { progress: enrollment.progress, records: [] };
    return { transition, beside: { hold: null, holdReason: null } };
  },
  skip: async (_tables, { enrollment, plan }, _row, now) => {
    return { transition: recordSkipped(plan, enrollment.progress, now, 'failed') };
  },
  stop: async (_tables, { enrollment }, _row, now) => ({ transition: exit(enrollment.progress, 'removed', now) }),
};
