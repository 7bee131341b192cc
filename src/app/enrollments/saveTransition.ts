import type { DateTime } from 'luxon';
import { dueAt, type StepRecord, type Transition } from '../../domain/enrollment/progress.js';
import { stepLabel } from '../../domain/steps/step.js';
import type { Plan } from '../../domain/timing/plan.js';
import type { Ids } from '../ports/ids.js';
import type { Tables } from '../ports/store.js';
import type { Enrollment, Execution, Hold, PauseScope } from '../ports/stores/enrollments.js';
import { closeTasks, refreshTasks } from '../tasks/closeTasks.js';

/** What changes beside the progress. */
export interface BesideProgress {
  readonly pauses?: readonly PauseScope[];
  readonly hold?: Hold | null;
  readonly holdReason?: string | null;
  readonly sequenceVersionId?: string;
  readonly ownerId?: string;
}

/**
 * The enrollment after a transition: when a worker may take it follows from the progress, unless something holds it.
 * `inFlight`: a mail of it is being sent at this moment, so that no worker may take it before that is settled.
 */
export function withProgress(
  enrollment: Enrollment,
  progress: Transition['progress'],
  beside: BesideProgress = {},
  inFlight = false,
): Enrollment {
  const changed = { ...enrollment, ...beside, progress };
  return { ...changed, dueAt: changed.hold === null && !inFlight ? dueAt(progress) : null };
}

/**
 * Writes what a transition made of a locked enrollment: takes back what a worker has claimed but not begun to send,
 * records what it skipped, closes the tasks that ended with it and has their messages rewritten. Answers the enrollment as stored.
 */
export async function saveTransition(
  context: { readonly tables: Tables; readonly ids: Ids; readonly now: DateTime },
  enrollment: Enrollment,
  plan: Plan,
  transition: Transition,
  options: { readonly beside?: BesideProgress } = {},
): Promise<Enrollment> {
  const { tables, ids, now } = context;
  const { sending } = await tables.executions.cancelUnsent(enrollment.id);
  const beside =
    transition.progress.exited !== null ? { hold: null, holdReason: null, ...options.beside } : (options.beside ?? {});
  const saved = withProgress(enrollment, transition.progress, beside, sending);
  if (transition.records.length > 0) {
    await tables.executions.record(transition.records.map((record) => ledgerRow(record, enrollment, plan, ids)));
  }
  await tables.enrollments.save(saved, now);
  const exited = transition.progress.exited;
  if (exited !== null) await closeTasks(tables, enrollment, exited.reason, now);
  else await refreshTasks(tables, enrollment, now);
  return saved;
}

/** A row of the ledger for a step that was over without being sent. */
export function ledgerRow(record: StepRecord, enrollment: Enrollment, plan: Plan, ids: Ids): Execution {
  const step = plan.sequence.steps.find(({ id }) => id === record.stepId);
  const pending = enrollment.progress.pending;
  const wasPending = pending?.stepId === record.stepId && pending.occurrence === record.occurrence ? pending : null;
  return {
    id: ids.next(),
    workspaceId: enrollment.workspaceId,
    enrollmentId: enrollment.id,
    stepId: record.stepId,
    stepName: step === undefined ? record.stepId : stepLabel(step),
    kind: step?.kind ?? 'delay',
    occurrence: record.occurrence,
    state: record.outcome,
    reason: record.reason,
    plannedAt: wasPending?.plannedAt ?? null,
    dueAt: wasPending?.dueAt ?? record.at,
    firedAt: record.outcome === 'fired' ? record.at : null,
    settledAt: record.at,
    attempts: 0,
    providerMessageId: null,
    summary: null,
    trace: wasPending?.trace ?? null,
  };
}
