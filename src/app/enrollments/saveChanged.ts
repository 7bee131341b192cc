import type { DateTime } from 'luxon';
import { passOnTurns } from '../firing/passOnTurns.js';
import type { Tables } from '../ports/store.js';
import type { Enrollment } from '../ports/stores/enrollments.js';
import type { Happening, HistoryEntry } from '../ports/stores/history.js';
import type { WaitedMailbox } from '../ports/stores/mailboxes.js';

/** An enrollment as it was and as it is to be stored. */
export interface ChangedEnrollment {
  readonly before: Enrollment;
  readonly after: Enrollment;
}

/** Whether one of them is due by then. */
export function isAnyDue(changed: readonly ChangedEnrollment[], at: DateTime): boolean {
  for (const { after } of changed) if (after.dueAt !== null && after.dueAt <= at) return true;
  return false;
}

interface Saving {
  readonly tables: Tables;
  readonly now: DateTime;
  /** Whose word it was; absent: the program's. */
  readonly byId?: string | null;
}

/**
 * Stores enrollments, and writes into their history what changed beside the steps: pauses, holds, their owner, their end.
 * Whoever had its turn to send and is something else now (paused, ended, edited) passes it on.
 */
export async function saveChanged(context: Saving, changed: readonly ChangedEnrollment[]): Promise<void> {
  await storeChanged(context, changed);
  await passOnTurns(context.tables, unusedTurns(changed));
}

/** The same where it is known who uses a turn. */
export async function storeChanged(
  { tables, now, byId = null }: Saving,
  changed: readonly ChangedEnrollment[],
): Promise<void> {
  await tables.enrollments.saveMany(changed.map(afterOf), now);
  await tables.history.add(entriesOf(changed, now, byId));
}

function afterOf({ after }: ChangedEnrollment): Enrollment {
  return after;
}

/** The turns of those that had one and are something else now. */
function unusedTurns(changed: readonly ChangedEnrollment[]): WaitedMailbox[] {
  const unused: WaitedMailbox[] = [];
  for (const { before, after } of changed) {
    const { workspaceId, queuedFor, dueAt } = before;
    if (queuedFor === null || dueAt === null || queuedFor === after.queuedFor) continue;
    unused.push({ workspaceId, address: queuedFor });
  }
  return unused;
}

function entriesOf(changed: readonly ChangedEnrollment[], at: DateTime, byId: string | null): HistoryEntry[] {
  const entries: HistoryEntry[] = [];
  for (const one of changed) {
    const { workspaceId, id: enrollmentId } = one.after;
    for (const what of happenings(one)) entries.push({ workspaceId, enrollmentId, at, byId, what });
  }
  return entries;
}

/** What lies between two states of an enrollment, in the order in which it is told. */
export function happenings({ before, after }: ChangedEnrollment): Happening[] {
  const { exited } = after.progress;
  const wasOver = before.progress.exited !== null;
  if (exited !== null) return wasOver ? [] : [{ kind: 'ended', reason: exited.reason, movedTo: exited.movedTo }];
  if (wasOver) return [{ kind: 'reopened' }];
  return [...ownerOf(before, after), ...holdsOf(before, after), ...queuedOf(before, after), ...pausesOf(before, after)];
}

function ownerOf({ ownerId: from }: Enrollment, { ownerId: to }: Enrollment): Happening[] {
  return from === to ? [] : [{ kind: 'handed-over', from, to }];
}

/** A hold is about one step: where both are others, one ended and another began. */
function holdsOf(before: Enrollment, after: Enrollment): Happening[] {
  const [was, is] = [heldOf(before), heldOf(after)];
  if (was?.hold === is?.hold && was?.stepId === is?.stepId) return [];
  return [...(was === null ? [] : [{ kind: 'released', stepId: was.stepId } as const]), ...(is === null ? [] : [is])];
}

function queuedOf({ queuedFor: before }: Enrollment, { queuedFor: sender, dueAt, progress }: Enrollment): Happening[] {
  if (sender === null || sender === before || dueAt !== null) return [];
  return [{ kind: 'queued', sender, stepId: progress.pending?.stepId ?? '' }];
}

function heldOf({ hold, holdReason, progress }: Enrollment) {
  if (hold === null) return null;
  return { kind: 'held', hold, reason: holdReason ?? '', stepId: progress.pending?.stepId ?? '' } as const;
}

function pausesOf(before: Enrollment, after: Enrollment): Happening[] {
  const until = after.pausedUntil?.toUTC().toISO() ?? null;
  const isMoved = before.pausedUntil?.toMillis() !== after.pausedUntil?.toMillis();
  const begun = after.pauses.filter((scope) => !before.pauses.includes(scope) || (scope === 'self' && isMoved));
  const ended = before.pauses.filter((scope) => !after.pauses.includes(scope));
  return [
    ...ended.map((scope) => ({ kind: 'resumed', scope, goesOn: after.pauses.length === 0 }) as const),
    ...begun.map((scope) => ({ kind: 'paused', scope, until: scope === 'self' ? until : null }) as const),
  ];
}
