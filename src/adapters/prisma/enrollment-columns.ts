import type { DateTime } from 'luxon';
import type { Enrollment } from '../../app/ports/stores/enrollments.js';
import { type Progress, stateOf } from '../../domain/enrollment/progress.js';
import { progressToJson } from '../../domain/enrollment/progress-json.js';
import { once } from '../../domain/once.js';
import { carriedKinds } from '../../domain/steps/lane.js';
import { createRowsAlike } from './different-rows.js';
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
  const rows = createRowsAlike<Enrollment>({ commonOf: progressOf, besideOf: besideProgress, columnsOf: columns });
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

/** Everything that columns are made of beside the progress. */
function besideProgress({ workspaceId, sequenceId, sequenceVersionId, ...of }: Enrollment): string {
  const at = [of.pausedUntil, of.dueAt, of.enrolledAt].map((one) => one?.toMillis());
  const words = [of.pauses.join(), of.hold, of.queuedFor, of.holdReason];
  return [workspaceId, sequenceId, sequenceVersionId, ...at, ...words].join(' ');
}
