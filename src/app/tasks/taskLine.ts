import type { DateTime } from 'luxon';
import { shownName } from '../contacts/shownName.js';
import { loadReadable } from '../firing/loadReadable.js';
import { loadSnapshots, type Snapshot } from '../firing/loadSnapshots.js';
import type { Tables } from '../ports/store.js';
import type { Task } from '../ports/stores/tasks.js';
import { stepLabelIn } from '../shown/stepLabelIn.js';
import type { ShownTaskLine } from '../shown/tasks.js';

/** Tasks with what belongs to them, read together, in the same order; without those whose enrollment is gone. */
export async function withSnapshots(
  tables: Tables,
  tasks: readonly Task[],
): Promise<{ readonly task: Task; readonly snapshot: Snapshot }[]> {
  const enrollments = await tables.enrollments.byIds([...new Set(tasks.map(({ enrollmentId }) => enrollmentId))]);
  const snapshots = new Map((await loadSnapshots(tables, enrollments)).map((one) => [one.enrollment.id, one]));
  return paired(tasks, snapshots);
}

/** The same of those that can be read here; `unread`: why others cannot, one each. */
export async function withReadable(tables: Tables, tasks: readonly Task[]) {
  const { snapshots, unread } = await loadReadable(tables, [...new Set(tasks.map(({ enrollmentId }) => enrollmentId))]);
  return {
    readable: paired(tasks, new Map(snapshots.map((one) => [one.enrollment.id, one]))),
    unread: tasks.flatMap(({ enrollmentId }) => unread.get(enrollmentId) ?? []),
  };
}

function paired(tasks: readonly Task[], snapshots: ReadonlyMap<string, Snapshot>) {
  return tasks.flatMap((task) => {
    const snapshot = snapshots.get(task.enrollmentId);
    return snapshot === undefined ? [] : [{ task, snapshot }];
  });
}

/** A task as lists show it. */
export function taskLine(task: Task, { contact, plan }: Snapshot, now: DateTime): ShownTaskLine {
  const { id, type, title, stepId, dueAt, snoozedUntil, state } = task;
  return {
    id,
    type,
    title,
    stepName: stepLabelIn(plan.sequence, stepId),
    contact: shownName(contact),
    sequenceName: plan.sequence.name,
    rulesZone: plan.zone,
    dueAt,
    overdue: state === 'open' && dueAt !== null && dueAt < now,
    snoozedUntil: snoozedUntil !== null && snoozedUntil > now ? snoozedUntil : null,
  };
}
