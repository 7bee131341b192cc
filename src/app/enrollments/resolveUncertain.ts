import type { DateTime } from 'luxon';
import { recordFired } from '../../domain/enrollment/fire.js';
import type { AppDeps } from '../deps.js';
import { loadSnapshots, type Snapshot } from '../firing/loadSnapshots.js';
import { isPending } from '../firing/settleMails.js';
import type { Tables } from '../ports/store.js';
import type { Execution } from '../ports/stores/enrollments.js';
import type { Member } from '../ports/stores/people.js';
import type { Post } from '../ports/stores/tasks.js';
import { refusal } from './findTarget.js';
import { type Change, saveTransitions } from './saveTransition.js';
import type { Gone, NotAllowed } from './target.js';

export type ResolveUncertainOutcome =
  | {
      readonly ok: true;
      /** Sendings settled by this answer. */
      readonly settled: number;
      /** Sendings that had been settled before; nothing changed for them. */
      readonly already: number;
    }
  | Gone
  | NotAllowed;

/**
 * "Was this sent?" is answered for all that one notice asks about. Sent: they count as fired when they were tried. Not
 * sent: they are due again. What had been settled meanwhile stays as it is. Idempotent.
 */
export async function resolveUncertain(
  deps: Pick<AppDeps, 'store' | 'clock' | 'ids' | 'poke'>,
  input: { readonly actor: Member; readonly postId: string; readonly sent: boolean },
): Promise<ResolveUncertainOutcome> {
  const { actor, sent } = input;
  const { ids } = deps;
  const post = await deps.store.read.posts.byId(input.postId);
  const executionIds = askedAbout(post);
  if (post === null || executionIds === null || post.workspaceId !== actor.workspaceId) {
    return { ok: false, reason: 'gone' };
  }
  const now = await deps.clock.now();
  const outcome = await deps.store.transact(async (tables): Promise<ResolveUncertainOutcome> => {
    const rows = await tables.executions.byIds(executionIds);
    const locked = await tables.enrollments.lockMany([...new Set(rows.map((row) => row.enrollmentId))]);
    const snapshots = await loadSnapshots(tables, locked);
    const refused = refusal(actor, 'act-on-enrollment', false);
    if (refused !== null && snapshots.some(({ owner }) => owner.id !== actor.id)) return refused;
    const open = (await tables.executions.byIds(executionIds)).filter(({ state }) => state === 'uncertain');
    const changes = snapshots.flatMap((snapshot) => {
      const row = open.find(({ enrollmentId }) => enrollmentId === snapshot.enrollment.id);
      return row === undefined ? [] : [sent ? wasSent(snapshot, row, now) : wasNotSent(snapshot, row)];
    });
    await settleRows(tables, open, changes, sent, now);
    await saveTransitions({ tables, ids, now }, changes);
    await tables.posts.refreshKey(post.workspaceId, post.key, now);
    if (open.length > 0) {
      const detail = { sent, executionIds: open.map(({ id }) => id) };
      const subject = open.map(({ summary, stepName }) => summary?.to ?? stepName).join(', ');
      const entry = { action: 'uncertain.resolve', subject: subject.slice(0, 500), detail, at: now };
      await tables.audit.add({ id: ids.next(), workspaceId: actor.workspaceId, actorId: actor.id, ...entry });
    }
    return { ok: true, settled: open.length, already: executionIds.length - open.length };
  });
  deps.poke();
  return outcome;
}

function askedAbout(post: Post | null): readonly string[] | null {
  if (post?.content.kind !== 'notice' || post.content.notice.kind !== 'uncertain') return null;
  return post.content.notice.executionIds;
}

/** Fired when it was tried, as far as that is known: when its end became unknown. */
function wasSent({ enrollment, plan }: Snapshot, row: Execution, now: DateTime): Change {
  const { progress } = recordFired(plan, enrollment.progress, row.settledAt ?? now, row);
  // The row itself is settled apart: it keeps its id and its attempts.
  return { enrollment, plan, transition: { progress, records: [] } };
}

function wasNotSent({ enrollment, plan }: Snapshot, row: Execution): Change {
  const beside = isPending(enrollment.progress, row) ? { beside: { hold: null, holdReason: null } } : {};
  return { enrollment, plan, transition: { progress: enrollment.progress, records: [] }, ...beside };
}

async function settleRows(
  tables: Tables,
  rows: readonly Execution[],
  changes: readonly Change[],
  sent: boolean,
  now: DateTime,
): Promise<void> {
  if (!sent) {
    for (const row of rows) await tables.executions.release(row.id, 'cancelled', 'a person said it was not sent', now);
    return;
  }
  const plans = new Map(changes.map(({ enrollment, plan }) => [enrollment.id, { plan, enrollment }]));
  await tables.executions.settle(
    rows.map((row) => {
      const triedAt = row.settledAt ?? now;
      const of = plans.get(row.enrollmentId);
      const fired = of && recordFired(of.plan, of.enrollment.progress, triedAt, row).records[0];
      const { id, providerMessageId } = row;
      const reason = 'a person said it was sent';
      return { id, state: 'fired', reason, firedAt: fired?.at ?? triedAt, settledAt: triedAt, providerMessageId };
    }),
  );
}
