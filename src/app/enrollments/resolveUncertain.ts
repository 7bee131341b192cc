import type { DateTime } from 'luxon';
import { recordFired } from '../../domain/enrollment/fire.js';
import type { Transition } from '../../domain/enrollment/progress.js';
import { audit } from '../audit.js';
import type { AppDeps } from '../deps.js';
import { loadSnapshots, type Snapshot } from '../firing/loadSnapshots.js';
import { isPending } from '../firing/settleSent.js';
import { refusal } from '../people/refusal.js';
import type { Tables } from '../ports/store.js';
import type { Execution } from '../ports/stores/enrollments.js';
import type { Member } from '../ports/stores/people.js';
import type { Post } from '../ports/stores/tasks.js';
import { type Change, saveTransitions } from './saveTransition.js';
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
    const answers = snapshots.map((snapshot): Answer => {
      return { snapshot, rows: open.filter(({ enrollmentId }) => enrollmentId === snapshot.enrollment.id) };
    });
    await (sent ? settleAsSent(tables, answers, now) : settleAsNotSent(tables, open, now));
    const unknown = new Set((await tables.executions.uncertainOf(locked.map(({ id }) => id))).map(enrollmentOf));
    const changes = answers.flatMap((answer) =>
      answer.rows.length === 0
        ? []
        : [changeOf(answer, { sent, isKnown: !unknown.has(answer.snapshot.enrollment.id), now })],
    );
    await saveTransitions({ tables, ids, now }, changes);
    await tables.posts.refreshKey(post.workspaceId, post.key, now);
    if (open.length > 0) {
      const detail = { sent, executionIds: open.map(({ id }) => id) };
      const subject = open.map(({ summary, stepName }) => summary?.to ?? stepName).join(', ');
      await audit({ tables, ids, now }, actor, { action: 'uncertain.resolve', subject: subject.slice(0, 500), detail });
    }
    const again = sent ? 0 : answers.flatMap(dueAgain).length;
    return { ok: true, settled: open.length, already: executionIds.length - open.length, again };
  });
  deps.poke();
  return outcome;
}

function askedAbout(post: Post | null): readonly string[] | null {
  if (post?.content.kind !== 'notice' || post.content.notice.kind !== 'uncertain') return null;
  return post.content.notice.executionIds;
}

/** What is known now of an enrollment's mails. */
interface Answer {
  readonly snapshot: Snapshot;
  readonly rows: readonly Execution[];
}

/** It goes on when nothing more is unknown of it; held until then, also where an edit put another step next. */
function changeOf(
  { snapshot: { enrollment, plan }, rows }: Answer,
  { sent, isKnown, now }: { readonly sent: boolean; readonly isKnown: boolean; readonly now: DateTime },
): Change {
  const fired = (so: Transition, row: Execution): Transition => {
    const { progress, records } = recordFired(plan, so.progress, triedAt(row, now), row);
    return { progress, records: [...so.records, ...records.slice(1)] };
  };
  const unchanged: Transition = { progress: enrollment.progress, records: [] };
  const transition = sent ? rows.reduce(fired, unchanged) : unchanged;
  const { hold, holdReason } = enrollment;
  const held = isKnown ? { hold: null, holdReason: null } : { hold, holdReason };
  const beside = hold === 'uncertain' ? held : {};
  // The rows themselves are settled apart: they keep their ids and their attempts.
  return { enrollment, plan, transition, beside };
}

function dueAgain({ snapshot, rows }: Answer): Execution[] {
  return rows.filter((row) => isPending(snapshot.enrollment.progress, row));
}

/** As far as that is known: when its end became unknown. */
function triedAt({ settledAt }: Execution, now: DateTime): DateTime {
  return settledAt ?? now;
}

function enrollmentOf({ enrollmentId }: Execution): string {
  return enrollmentId;
}

async function settleAsNotSent(tables: Tables, rows: readonly Execution[], now: DateTime): Promise<void> {
  for (const row of rows) await tables.executions.release(row.id, 'cancelled', 'a person said it was not sent', now);
}

async function settleAsSent(tables: Tables, answers: readonly Answer[], now: DateTime): Promise<void> {
  await tables.executions.settle(
    answers.flatMap(({ snapshot: { enrollment, plan }, rows }) =>
      rows.map((row) => {
        const settledAt = triedAt(row, now);
        const [fired] = recordFired(plan, enrollment.progress, settledAt, row).records;
        const { id, providerMessageId } = row;
        const reason = 'a person said it was sent';
        const of = { id, attempt: null, reason, providerMessageId, lookUpAt: null };
        return { ...of, state: 'fired', firedAt: fired?.at ?? settledAt, settledAt };
      }),
    ),
  );
}
