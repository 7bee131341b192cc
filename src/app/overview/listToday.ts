import type { DateTime } from 'luxon';
import { isOutwardKind, outwardKinds, stepLabel } from '../../domain/steps/step.js';
import { type StepKind, stepKinds } from '../../domain/steps/step-kind.js';
import { shownName } from '../contacts/shownName.js';
import type { AppDeps } from '../deps.js';
import { blankWords } from '../enrolling/blankWords.js';
import { shownStateOf } from '../enrollments/shownEnrollment.js';
import { loadReadable } from '../firing/loadReadable.js';
import type { Snapshot } from '../firing/loadSnapshots.js';
import type { Tables } from '../ports/store.js';
import type { DueBefore, Execution } from '../ports/stores/enrollments.js';
import type { Member } from '../ports/stores/people.js';
import { shortTime } from '../shown/clocks.js';
import type { ShownSend, ShownToday } from '../shown/enrollments.js';
import { queueWords } from '../shown/queueWords.js';
import { zoneOf } from '../shown/readerZone.js';
import { kindAndName } from '../shown/stepNames.js';
import { unreadWords } from '../shown/unreadWords.js';

const mostSends = 200;
/** Who are next, of whom some wait for nothing that reaches anybody. */
const mostLookedAt = 20;

/**
 * What goes out today, by the date of whoever looks: fired so far, still coming in order of time (what is overdue too),
 * held and why. Steps that reach nobody are left out.
 */
export async function listToday(
  { store, clock }: Pick<AppDeps, 'store' | 'clock'>,
  input: { readonly actor: Member; readonly of: 'me' | 'everybody'; readonly limit?: number },
): Promise<ShownToday> {
  const { actor } = input;
  const { read } = store;
  const now = await clock.now();
  const zone = await zoneOf(read, actor);
  const from = now.setZone(zone).startOf('day');
  const to = from.plus({ days: 1 });
  const question = {
    workspaceId: actor.workspaceId,
    ownerId: input.of === 'me' ? actor.id : null,
    limit: input.limit ?? mostSends,
  };
  const fired = await read.executions.firedBetween({ ...question, kinds: outwardKinds, from, to });
  const due = await read.enrollments.dueBefore({ ...question, before: to, pausedFrom: from });
  const ids = [...new Set([...due.first, ...fired.first.map(({ enrollmentId }) => enrollmentId)])];
  const { snapshots, unread } = await loadReadable(read, ids);
  const readable = new Map(snapshots.map((one) => [one.enrollment.id, one]));
  const coming = due.first.flatMap((id) => comingSend(readable.get(id), now) ?? []);
  const sent = await sentSends(read, fired.first, readable);
  const sends = [...sent, ...coming];
  return {
    of: input.of,
    zone,
    now,
    next: sends.length > 0 ? null : await comingNext(read, question, to),
    sends: sends.sort((a, b) => a.at.toMillis() - b.at.toMillis()),
    // Waits among those that were read reach nobody and do not count, nor does what cannot be read.
    total: fired.total - (fired.first.length - sent.length) + due.total - (due.first.length - coming.length),
    unread: unreadWords(unread.values(), 'enrollment'),
    stopped: await stoppedBy(read, actor, input.of, zone),
  };
}

/** The first after that day which reaches somebody and that nothing keeps; null where there is none within a year. */
async function comingNext(
  tables: Tables,
  asked: Pick<DueBefore, 'workspaceId' | 'ownerId'>,
  from: DateTime,
): Promise<ShownSend | null> {
  const { workspaceId, ownerId } = asked;
  const within = { before: from.plus({ years: 1 }), pausedFrom: from, limit: mostLookedAt };
  const { first } = await tables.enrollments.dueBefore({ workspaceId, ownerId, ...within });
  const { snapshots } = await loadReadable(tables, first);
  const sends = snapshots.flatMap((snapshot) => comingSend(snapshot, from) ?? []);
  return sends.find(({ state }) => state === 'coming') ?? null;
}

async function sentSends(
  tables: Tables,
  executions: readonly Execution[],
  snapshots: ReadonlyMap<string, Snapshot>,
): Promise<ShownSend[]> {
  const open = new Set((await tables.tasks.openOf([...snapshots.keys()])).map((task) => task.executionId));
  return executions.flatMap((execution) => {
    const snapshot = snapshots.get(execution.enrollmentId);
    const kind = stepKinds.find((one) => one === execution.kind);
    if (snapshot === undefined || kind === undefined) return [];
    const at = execution.settledAt ?? execution.dueAt;
    const about = { ...aboutOf(snapshot), at, what: whatAndForWhom(kind, execution.stepName) };
    return open.has(execution.id)
      ? { ...about, state: 'open' as const, reason: 'not done yet' }
      : { ...about, state: 'sent' as const, reason: null };
  });
}

/** A task is done for somebody, everything else goes to them. */
function whatAndForWhom(kind: StepKind, name: string): string {
  return `${kindAndName(kind, name)} ${kind === 'task' ? 'for' : 'to'}`;
}

function comingSend(snapshot: Snapshot | undefined, now: DateTime): ShownSend | null {
  if (snapshot === undefined) return null;
  const { enrollment, plan } = snapshot;
  const { pending } = enrollment.progress;
  const step = plan.sequence.steps.find(({ id }) => id === pending?.stepId);
  if (pending === null || step === undefined || !isOutwardKind(step.kind)) return null;
  const about = { ...aboutOf(snapshot), at: pending.dueAt, what: whatAndForWhom(step.kind, stepLabel(step)) };
  const waits = queueWords(enrollment, snapshot.workspace);
  switch (shownStateOf(enrollment)) {
    case 'held':
      return { ...about, state: 'held', reason: heldReason(snapshot) };
    case 'paused':
      return { ...about, state: 'paused', reason: 'paused' };
    default:
      if (waits !== null) return { ...about, state: 'late', reason: waits };
      // Due again later than it was due: a try did not leave.
      return pending.dueAt < now && enrollment.dueAt !== null && enrollment.dueAt > now
        ? { ...about, state: 'late', reason: 'did not leave yet, is tried again' }
        : { ...about, state: 'coming', reason: null };
  }
}

function aboutOf({ enrollment, contact, owner, plan }: Snapshot) {
  return {
    enrollmentId: enrollment.id,
    owner: owner.name,
    contact: shownName(contact),
    sequenceName: plan.sequence.name,
    rulesZone: plan.zone,
  };
}

function heldReason({ enrollment: { hold, holdReason } }: Snapshot): string | null {
  switch (hold) {
    case 'blank-field':
      return blankWords(holdReason ?? '');
    case 'failed':
      return `refused: ${holdReason}`;
    case 'uncertain':
      return `may or may not have left: ${holdReason}`;
    case null:
      return null;
  }
}

async function stoppedBy(tables: Tables, actor: Member, of: 'me' | 'everybody', zone: string): Promise<string | null> {
  const since = (instant: DateTime) => `since ${shortTime(instant, zone)}`;
  const everything = await tables.workspaces.pausedSince(actor.workspaceId);
  if (everything !== null) return `Everything has been paused ${since(everything)}`;
  const mine = of === 'me' ? await tables.members.pausedSince(actor.id) : null;
  return mine === null ? null : `Everything of yours has been paused ${since(mine)}`;
}
