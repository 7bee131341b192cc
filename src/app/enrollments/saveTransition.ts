import type { DateTime } from 'luxon';
import { standingOf } from '../../domain/enrollment/date-standing.js';
import {
  dueAt,
  type Pending,
  type Progress,
  type StepRecord,
  type Transition,
} from '../../domain/enrollment/progress.js';
import type { StepId } from '../../domain/steps/step-kind.js';
import { variantIdFor } from '../../domain/steps/variant.js';
import type { Plan } from '../../domain/timing/plan.js';
import type { Ids } from '../ports/ids.js';
import type { Tables } from '../ports/store.js';
import type { Claim, Enrollment, Execution, Hold, PauseScope } from '../ports/stores/enrollments.js';
import { stepLabelIn } from '../shown/stepLabelIn.js';
import { closeTask } from '../tasks/closeTasks.js';
import { saveChanged } from './saveChanged.js';

/** What changes beside the progress. */
export interface BesideProgress {
  readonly pauses?: readonly PauseScope[];
  /** Goes with the pause of `self`: it need not be said that there is none. */
  readonly pausedUntil?: DateTime | null;
  readonly hold?: Hold | null;
  readonly holdReason?: string | null;
  readonly sequenceVersionId?: string;
  readonly ownerId?: string;
}

/** What a transition made of a locked enrollment. */
export interface Change {
  readonly enrollment: Enrollment;
  readonly plan: Plan;
  readonly transition: Transition;
  readonly beside?: BesideProgress;
}

export interface SavingContext {
  readonly tables: Tables;
  readonly ids: Ids;
  readonly now: DateTime;
  /** Whose word it was, for the history and the tasks that it closes; absent: the program's. */
  readonly byId?: string;
}

/**
 * The enrollment after a transition: when a worker may take it follows from the progress, unless something holds it. One
 * whose pause ends by itself is looked at when it ends, also where something holds it besides.
 * `inFlight`: a mail of it is being sent at this moment, so that no worker may take it before that is settled.
 */
export function withProgress(
  enrollment: Enrollment,
  progress: Transition['progress'],
  beside: BesideProgress = {},
  inFlight = false,
): Enrollment {
  const changed = { ...enrollment, ...beside, progress, queuedFor: null };
  const hasOwnPause = progress.exited === null && changed.pauses.includes('self');
  const pausedUntil = hasOwnPause ? changed.pausedUntil : null;
  const nextAt = changed.hold === null ? dueAt(progress) : null;
  return { ...changed, pausedUntil, dueAt: inFlight ? null : (pausedUntil ?? nextAt) };
}

/** {@link saveTransitions} of one enrollment. Answers it as stored. */
export async function saveTransition(
  context: SavingContext,
  enrollment: Enrollment,
  plan: Plan,
  transition: Transition,
  options: { readonly beside?: BesideProgress } = {},
): Promise<Enrollment> {
  const [saved] = await saveTransitions(context, [{ enrollment, plan, transition, ...options }]);
  return saved ?? enrollment;
}

/**
 * Writes what transitions made of locked enrollments: takes back what a worker has claimed but not begun to send, records
 * what was skipped and what happened, closes the tasks of what ended, and has the messages of open tasks and of what was held rewritten.
 * A hold is about the pending step: it goes with it. Answers the enrollments as stored, in the same order.
 */
export async function saveTransitions(context: SavingContext, changes: readonly Change[]): Promise<Enrollment[]> {
  const { tables, ids, now, byId } = context;
  if (changes.length === 0) return [];
  const enrollmentIds = changes.map(({ enrollment }) => enrollment.id);
  const sending = await tables.executions.cancelUnsentOf(enrollmentIds);
  const saved = changes.map(({ enrollment, transition: { progress }, beside }) => {
    const released = isSamePending(enrollment.progress, progress) ? {} : { hold: null, holdReason: null };
    return withProgress(enrollment, progress, { ...released, ...beside }, sending.has(enrollment.id));
  });
  await tables.executions.record(
    changes.flatMap(({ enrollment, plan, transition }) =>
      transition.records.map((record) => ledgerRow(record, enrollment, plan, ids)),
    ),
  );
  await saveChanged(
    context,
    saved.map((after, index) => ({ before: changes[index]?.enrollment ?? after, after })),
  );
  const exits = new Map(saved.map(({ id, progress }) => [id, progress.exited]));
  const stillOpen: string[] = [];
  for (const task of await tables.tasks.openOf(enrollmentIds)) {
    const exited = exits.get(task.enrollmentId) ?? null;
    if (exited === null) stillOpen.push(task.id);
    else await closeTask(tables, task, { reason: exited.reason, now, closedById: byId ?? null });
  }
  await tables.posts.refreshTasks(stillOpen, now);
  const released = changes.filter(({ enrollment }, index) => enrollment.hold !== null && saved[index]?.hold === null);
  await tables.posts.refreshNotices(
    released.map(({ enrollment }) => enrollment.id),
    now,
  );
  return saved;
}

function isSamePending(before: Progress, after: Progress): boolean {
  return before.pending?.stepId === after.pending?.stepId && before.pending?.occurrence === after.pending?.occurrence;
}

/** A row of the ledger for a step that was over without being sent. */
export function ledgerRow(record: StepRecord, enrollment: Enrollment, plan: Plan, ids: Ids): Execution {
  return {
    state: record.outcome,
    reason: record.reason,
    firedAt: record.outcome === 'fired' ? record.at : null,
    settledAt: record.at,
    attempts: 0,
    providerMessageId: null,
    lookUpAt: null,
    ...claimRow(record, enrollment, plan, ids.next()),
  };
}

/** A row of the ledger for a step that is about to be sent, under this id; due when it is pending, else `at`. */
export function claimRow(
  { stepId, occurrence, at }: Pick<StepRecord, 'stepId' | 'occurrence' | 'at'>,
  enrollment: Pick<Enrollment, 'id' | 'workspaceId' | 'sequenceId' | 'progress'>,
  { sequence }: Plan,
  id: string,
): Claim {
  const { id: enrollmentId, workspaceId, sequenceId, progress } = enrollment;
  const step = sequence.steps.find((one) => one.id === stepId);
  const pending = pendingTime(progress, stepId);
  const wasPending = pending?.occurrence === occurrence ? pending : null;
  return {
    id,
    workspaceId,
    enrollmentId,
    sequenceId,
    stepId,
    stepName: stepLabelIn(sequence, stepId),
    kind: step?.kind ?? 'delay',
    occurrence,
    variant: step === undefined ? null : variantIdFor(step, enrollmentId),
    plannedAt: wasPending?.plannedAt ?? null,
    dueAt: wasPending?.dueAt ?? at,
    summary: null,
    trace: wasPending?.trace ?? null,
  };
}

/** When a step was to fire; in a date sequence many steps are pending at once. */
function pendingTime(progress: Progress, stepId: StepId): Pending | null {
  if (progress.dates !== null) return standingOf(progress, stepId).pending;
  return progress.pending?.stepId === stepId ? progress.pending : null;
}
