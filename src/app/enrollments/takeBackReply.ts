import type { DateTime } from 'luxon';
import { withoutReply } from '../../domain/enrollment/answers.js';
import { reopen } from '../../domain/enrollment/reopen.js';
import { audit } from '../audit.js';
import { releaseFilled } from '../contacts/fillHeld.js';
import { shownName } from '../contacts/shownName.js';
import type { AppDeps } from '../deps.js';
import { loadSnapshots, type Snapshot } from '../firing/loadSnapshots.js';
import { refusal } from '../people/refusal.js';
import type { Tables } from '../ports/store.js';
import type { Enrollment } from '../ports/stores/enrollments.js';
import type { Member } from '../ports/stores/people.js';
import { describeNext } from '../posting/describeNext.js';
import { takeOverLeftBehind } from '../sequences/takeOverEnrollments.js';
import type { ShownContactName } from '../shown/enrollments.js';
import { zoneOf } from '../shown/readerZone.js';
import { reopenTask } from '../tasks/reopenTask.js';
import { pausesForNew } from './pausesForNew.js';
import { type EndedBefore, type ReplyUndo, readReplyUndo } from './replyUndo.js';
import { type SavingContext, saveTransition } from './saveTransition.js';
import type { Gone, NotAllowed } from './target.js';

export type TakenBackReply =
  | {
      readonly ok: true;
      readonly contact: ShownContactName;
      /** What goes on, and what comes next there. */
      readonly back: readonly { readonly sequenceName: string; readonly next: string }[];
      /** Names of the sequences where it stays ended: they are in them anew. */
      readonly notBack: readonly string[];
    }
  /** Somebody has taken it back already. */
  | { readonly ok: false; readonly reason: 'already' }
  | { readonly ok: false; readonly reason: 'suppressed'; readonly email: string }
  | Gone
  | NotAllowed;

type Deps = Pick<AppDeps, 'store' | 'clock' | 'ids' | 'poke'>;

/**
 * Takes back that somebody replied, said by mistake: what ended by it goes on where it stood, as after a pause (`keep`), with
 * its open tasks; what had kept the answer forgets it. Whoever said it may, and who may act on all of it. `entryId`: the audit
 * entry's.
 */
export async function takeBackReply(
  deps: Deps,
  { actor, entryId }: { readonly actor: Member; readonly entryId: string },
): Promise<TakenBackReply> {
  const entry = await deps.store.read.audit.byId(entryId);
  const undo = entry?.workspaceId === actor.workspaceId ? readReplyUndo(entry.detail) : null;
  if (entry === null || undo === null) return { ok: false, reason: 'gone' };
  const now = await deps.clock.now();
  const zone = await zoneOf(deps.store.read, actor);
  const outcome = await deps.store.transact((tables) =>
    takeBack(
      { tables, ids: deps.ids, now, byId: actor.id },
      { actor, zone, undo, entry: { at: entry.at, actorId: entry.actorId, subject: entry.subject } },
    ),
  );
  deps.poke();
  return outcome;
}

interface Asked {
  readonly actor: Member;
  /** The actor's. */
  readonly zone: string;
  readonly undo: ReplyUndo;
  readonly entry: { readonly at: DateTime; readonly actorId: string | null; readonly subject: string };
}

async function takeBack(context: SavingContext, { actor, zone, undo, entry }: Asked): Promise<TakenBackReply> {
  const { tables, now } = context;
  const { workspaceId } = actor;
  const ids = [...undo.ended, ...undo.answered].map(({ id }) => id);
  await holdSequences(tables, workspaceId, ids);
  const locked = await tables.enrollments.lockMany(ids);
  const snapshots = new Map((await loadSnapshots(tables, locked)).map((one) => [one.enrollment.id, one]));
  const [first] = snapshots.values();
  if (first === undefined) return { ok: false, reason: 'gone' };
  for (const { ownerId } of locked) {
    const refused = refusal(actor, 'act-on-enrollment', ownerId === actor.id || entry.actorId === actor.id);
    if (refused !== null) return refused;
  }
  if (first.suppressed) return { ok: false, reason: 'suppressed', email: first.contact.email };
  const ended = undo.ended.flatMap((before) => {
    const snapshot = snapshots.get(before.id);
    return snapshot !== undefined && endedThen(snapshot.enrollment, entry.at) ? [{ before, snapshot }] : [];
  });
  if (ended.length === 0 && undo.ended.length > 0) return { ok: false, reason: 'already' };
  const back: { sequenceName: string; next: string }[] = [];
  const notBack: string[] = [];
  for (const { before, snapshot } of ended) {
    const sequenceName = snapshot.plan.sequence.name;
    if (await isInItAgain(tables, snapshot)) notBack.push(sequenceName);
    else back.push({ sequenceName, next: describeNext(await goOn(context, before, snapshot), zone) });
  }
  for (const { id, step } of undo.answered) await forgetAnswer(context, snapshots.get(id), step);
  await tables.events.forget(workspaceId, undo.events);
  await takeOverLeftBehind(context, ids);
  const detail = { back: back.map(({ sequenceName }) => sequenceName) };
  await audit(context, actor, { action: 'contact.reply.undo', subject: entry.subject, detail });
  for (const { id } of undo.ended) {
    for (const key of [`notice:ended:${id}`, `notice:ended:${id}:${entry.at.toMillis()}`]) {
      await tables.posts.refreshKey(workspaceId, key, now);
    }
  }
  return { ok: true, contact: shownName(first.contact), back, notBack };
}

/** Nobody enrolls there, pauses or publishes before this is done. In the order in which everybody holds rows. */
async function holdSequences(tables: Tables, workspaceId: string, enrollmentIds: readonly string[]): Promise<void> {
  await tables.workspaces.pausedSince(workspaceId, 'hold');
  const found = await tables.enrollments.byIds(enrollmentIds);
  const sequenceIds = new Set(found.map(({ sequenceId }) => sequenceId));
  for (const id of [...sequenceIds].sort()) await tables.sequences.lock(id);
}

/** Whether this very reply ended it. */
function endedThen({ progress: { exited } }: Enrollment, at: DateTime): boolean {
  return exited?.reason === 'reply' && exited.at.toMillis() === at.startOf('minute').toMillis();
}

async function isInItAgain(tables: Tables, { enrollment }: Snapshot): Promise<boolean> {
  const { workspaceId, contactId, sequenceId } = enrollment;
  return (await tables.enrollments.count({ workspaceId, contactId, sequenceId, status: 'open' })) > 0;
}

/** Under the pauses that there are now, with its own. Answers how it stands. */
async function goOn(context: SavingContext, before: EndedBefore, snapshot: Snapshot): Promise<Snapshot> {
  const { tables, now } = context;
  const { enrollment, plan } = snapshot;
  const { ownerId, sequenceId, workspaceId, progress } = enrollment;
  const sequence = await tables.sequences.byId(sequenceId);
  if (sequence === null || progress.exited === null) throw new Error(`${enrollment.id} cannot go on`);
  const others = await pausesForNew(tables, { sequence, ownerId, workspaceId });
  const pauses = [...(before.isPaused ? (['self'] as const) : []), ...others];
  const { at: endedAt } = progress.exited;
  const transition = reopen(plan, before.progress, { endedAt, at: now, isPaused: pauses.length > 0 });
  const isAnswered = before.hold === 'uncertain' && (await tables.executions.uncertainOf([enrollment.id])).length === 0;
  const held = isAnswered ? { hold: null, holdReason: null } : { hold: before.hold, holdReason: before.holdReason };
  const beside = { pauses, pausedUntil: before.pausedUntil, ...held };
  const saved = await saveTransition(context, enrollment, plan, transition, { beside });
  for (const task of before.tasks) await reopenTask(context, task.id, task.snoozedUntil);
  await tables.posts.refreshNotices([enrollment.id], now);
  await releaseFilled(tables, [saved], now);
  return { ...snapshot, enrollment: (await tables.enrollments.byId(enrollment.id)) ?? saved };
}

async function forgetAnswer(
  context: SavingContext,
  snapshot: Snapshot | undefined,
  step: string | null,
): Promise<void> {
  if (snapshot === undefined || snapshot.enrollment.progress.exited !== null) return;
  const { enrollment, plan } = snapshot;
  const transition = { progress: withoutReply(enrollment.progress, step), records: [] };
  await saveTransition(context, enrollment, plan, transition);
}
