import { audit } from '../audit.js';
import type { AppDeps } from '../deps.js';
import { loadSnapshots, type Snapshot } from '../firing/loadSnapshots.js';
import { isPending } from '../firing/settleSent.js';
import { refusal } from '../people/refusal.js';
import type { Execution } from '../ports/stores/enrollments.js';
import type { Member } from '../ports/stores/people.js';
import type { Post } from '../ports/stores/tasks.js';
import { settleUncertain } from './settleUncertain.js';
import type { Gone, NotAllowed } from './target.js';

export type ResolveUncertainOutcome =
  | {
      readonly ok: true;
      /** Sendings settled by this answer. */
      readonly settled: number;
      /** Sendings that had been settled before; nothing changed for them. */
      readonly already: number;
      /** Of those settled as not sent, those that go out again: the others' steps were edited away, or have ended. */
      readonly again: number;
    }
  | Gone
  | NotAllowed;

/**
 * "Was this sent?" is answered for the first `asked` of what one notice asks about: those that were seen when it was
 * answered, since more of the same incident may have joined them. Sent: they count as fired when they were tried. Not sent:
 * they are due again. What had been settled meanwhile stays as it is. Idempotent.
 */
export async function resolveUncertain(
  deps: Pick<AppDeps, 'store' | 'clock' | 'ids' | 'poke'>,
  input: { readonly actor: Member; readonly postId: string; readonly asked: number; readonly sent: boolean },
): Promise<ResolveUncertainOutcome> {
  const { actor, sent } = input;
  const { ids } = deps;
  const post = await deps.store.read.posts.byId(input.postId);
  const executionIds = askedAbout(post)?.slice(0, input.asked);
  if (post === null || executionIds === undefined || post.workspaceId !== actor.workspaceId) {
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
    const reason = sent ? 'a person said it was sent' : 'a person said it was not sent';
    await settleUncertain({ tables, ids, now, byId: actor.id }, snapshots, open, { sent, reason });
    await tables.posts.refreshKey(post.workspaceId, post.key, now);
    if (open.length > 0) {
      const detail = { sent, executionIds: open.map(({ id }) => id) };
      const subject = open.map(({ summary, stepName }) => summary?.to ?? stepName).join(', ');
      await audit({ tables, ids, now }, actor, { action: 'uncertain.resolve', subject: subject.slice(0, 500), detail });
    }
    const again = sent ? 0 : dueAgain(snapshots, open).length;
    return { ok: true, settled: open.length, already: executionIds.length - open.length, again };
  });
  deps.poke();
  return outcome;
}

function askedAbout(post: Post | null): readonly string[] | null {
  if (post?.content.kind !== 'notice' || post.content.notice.kind !== 'uncertain') return null;
  return post.content.notice.executionIds;
}

/** Those whose step is still the next one. */
function dueAgain(snapshots: readonly Snapshot[], rows: readonly Execution[]): Execution[] {
  return snapshots.flatMap(({ enrollment: { id, progress } }) =>
    rows.filter((row) => row.enrollmentId === id && isPending(progress, row)),
  );
}
