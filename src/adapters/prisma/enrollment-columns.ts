import type { DateTime } from 'luxon';
import type { Enrollment } from '../../app/ports/stores/enrollments.js';
import { type Progress, stateOf } from '../../domain/enrollment/progress.js';
import { progressToJson } from '../../domain/enrollment/progress-json.js';
import { once } from '../../domain/once.js';
import { carriedKinds } from '../../domain/steps/lane.js';
import { areSameInstant, createDifferentRows } from './different-rows.js';
import { toNullable } from './instants.js';

/** The columns of one that is changed, beside its id and its owner. */
export function changing(at: DateTime): (enrollment: Enrollment) => object {
  const progressOf = once(progressToJson);
  return (enrollment) => columnsOf(enrollment, at, progressOf);
}

/** The columns of one that is new, beside its id, its owner and its contact. */
export function beginning(): (enrollment: Enrollment) => object {
  const progressOf = once(progressToJson);
  return (enrollment) => ({
    ...columnsOf(enrollment, enrollment.enrolledAt, progressOf),
    workspace_id: enrollment.workspaceId,
    sequence_id: enrollment.sequenceId,
    enrolled_at: enrollment.enrolledAt.toJSDate(),
  });
}

/**
 * What statements take that write many: what is to stand in rows, each once, since after an edit, or when they begin, many
 * stand alike; kinds of steps that have a lane; ids, owners, and which of the first each is to be.
 */
export function writtenOnce(
  enrollments: readonly Enrollment[],
  columns: (enrollment: Enrollment) => object,
): unknown[] {
  const rows = createDifferentRows<Enrollment>({
    commonOf: progressOf,
    areAlike: areAlikeBesideProgress,
    columnsOf: columns,
  });
  const [ids, owners, written]: [string[], string[], number[]] = [[], [], []];
  for (const enrollment of enrollments) {
    ids.push(enrollment.id);
    owners.push(enrollment.ownerId);
    written.push(rows.nthOf(enrollment));
  }
  return [rows.asJson(), carriedKinds, ids, owners, written];
}

/** Mostly one object for many. */
function progressOf({ progress }: Enrollment): Progress {
  return progress;
}

function columnsOf(enrollment: Enrollment, at: DateTime, progressOf: (progress: Progress) => object) {
  const { progress } = enrollment;
  const pending = progress.pending;
  return {
    sequence_version_id: enrollment.sequenceVersionId,
    status: statusOf(progress),
    exit_reason: progress.exited?.reason ?? null,
    pauses: enrollment.pauses,
    paused_until: toNullable(enrollment.pausedUntil),
    hold: enrollment.hold,
    hold_reason: enrollment.holdReason,
    progress: progressOf(progress),
    queued_for: enrollment.queuedFor,
    next_step_id: pending?.stepId ?? null,
    due_at: toNullable(enrollment.dueAt),
    // A worker looks at one that is paused when its pause ends; its step's own time is put aside all the same.
    held_due_at: enrollment.dueAt === null || progress.pausedSince !== null ? toNullable(pending?.dueAt ?? null) : null,
    planned_at: toNullable(pending?.plannedAt ?? null),
    paused_at: toNullable(progress.pausedSince),
    ended_at: toNullable(progress.exited?.at ?? null),
    updated_at: at.toJSDate(),
  };
}

function statusOf(progress: Progress): 'active' | 'completed' | 'exited' {
  const { state } = stateOf(progress);
  return state === 'completed' || state === 'exited' ? state : 'active';
}

/** In everything that columns are made of beside the progress. */
function areAlikeBesideProgress(one: Enrollment, other: Enrollment): boolean {
  return (
    one.sequenceVersionId === other.sequenceVersionId &&
    one.hold === other.hold &&
    one.holdReason === other.holdReason &&
    one.queuedFor === other.queuedFor &&
    one.workspaceId === other.workspaceId &&
    one.sequenceId === other.sequenceId &&
    areSameInstant(one.dueAt, other.dueAt) &&
    areSameInstant(one.pausedUntil, other.pausedUntil) &&
    areSameInstant(one.enrolledAt, other.enrolledAt) &&
    (one.pauses === other.pauses || one.pauses.join() === other.pauses.join())
  );
}
