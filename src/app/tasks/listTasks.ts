import type { DateTime } from 'luxon';
import type { AppDeps } from '../deps.js';
import { refusal } from '../enrollments/findTarget.js';
import { shownName } from '../enrollments/recordContactEvent.js';
import type { NotAllowed } from '../enrollments/target.js';
import { loadSnapshots } from '../firing/loadSnapshots.js';
import type { Tables } from '../ports/store.js';
import type { Member } from '../ports/stores/people.js';
import type { Task } from '../ports/stores/tasks.js';
import type { ShownMember } from '../posting/shown.js';
import type { ShownTaskLine, ShownTaskList } from '../shown/tasks.js';

export type TaskListOutcome =
  | {
      readonly ok: true;
      readonly list: ShownTaskList;
      /** How many there are; `list` has at most `limit`. */
      readonly total: number;
      readonly of: ShownMember;
    }
  | { readonly ok: false; readonly reason: 'unknown-member' }
  | NotAllowed;

const mostTasks = 200;

/** Somebody's open tasks, the overdue first: one's own, or for managers anybody's (`of`: a member's id). */
export async function listTasks(
  { store, clock }: Pick<AppDeps, 'store' | 'clock'>,
  input: { readonly actor: Member; readonly of?: string; readonly limit?: number },
): Promise<TaskListOutcome> {
  const { actor } = input;
  const { read } = store;
  const whose = input.of === undefined || input.of === actor.id ? actor : await read.members.byId(input.of);
  if (whose === null || whose.workspaceId !== actor.workspaceId) return { ok: false, reason: 'unknown-member' };
  const refused = refusal(actor, 'act-on-task', whose.id === actor.id);
  if (refused !== null) return refused;
  const now = await clock.now();
  const filter = { workspaceId: actor.workspaceId, assigneeId: whose.id, state: 'open' as const };
  const tasks = await read.tasks.find(filter, input.limit ?? mostTasks);
  const workspace = await read.workspaces.byId(actor.workspaceId);
  return {
    ok: true,
    list: { zone: actor.zone ?? workspace?.zone ?? 'UTC', now, tasks: await taskLines(read, tasks, now) },
    total: tasks.length < (input.limit ?? mostTasks) ? tasks.length : await read.tasks.count(filter),
    of: { slackUserId: whose.slackUserId, name: whose.name },
  };
}

/** Tasks as lists show them, in the same order. */
async function taskLines(tables: Tables, tasks: readonly Task[], now: DateTime): Promise<ShownTaskLine[]> {
  const enrollments = await tables.enrollments.byIds([...new Set(tasks.map(({ enrollmentId }) => enrollmentId))]);
  const snapshots = new Map((await loadSnapshots(tables, enrollments)).map((one) => [one.enrollment.id, one]));
  return tasks.flatMap((task) => {
    const snapshot = snapshots.get(task.enrollmentId);
    if (snapshot === undefined) return [];
    const { id, type, title, dueAt, snoozedUntil } = task;
    return {
      id,
      type,
      title,
      contact: shownName(snapshot.contact),
      sequenceName: snapshot.plan.sequence.name,
      rulesZone: snapshot.plan.zone,
      dueAt,
      overdue: dueAt !== null && dueAt < now,
      snoozedUntil: snoozedUntil !== null && snoozedUntil > now ? snoozedUntil : null,
    };
  });
}
