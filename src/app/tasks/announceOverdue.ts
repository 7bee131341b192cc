import type { DateTime } from 'luxon';
import { overdueToldAt, quietUntil } from '../../domain/enrollment/overdue-told.js';
import type { Ids } from '../ports/ids.js';
import type { Store, Tables } from '../ports/store.js';
import type { Member, Workspace } from '../ports/stores/people.js';
import type { Task } from '../ports/stores/tasks.js';
import { readerZone } from '../shown/readerZone.js';

/** People whose tasks one transaction takes. */
const claimSize = 50;

/** When the assignee of a task is to be told that it is overdue; null: never, for it is not due, or a channel's. */
export function announcement(
  { id: taskId, dueAt }: Pick<Task, 'id' | 'dueAt'>,
  assignee: Pick<Member, 'zone'> | undefined,
  workspace: Pick<Workspace, 'zone'>,
): { readonly taskId: string; readonly at: DateTime } | null {
  if (dueAt === null || assignee === undefined) return null;
  return { taskId, at: overdueToldAt(dueAt, readerZone(assignee, workspace)) };
}

/**
 * Tells people of their tasks that have become overdue, each once: all of a person's in one message, which notifies as an
 * update of the task's own would not. However many workers run, and however late; never before 8:00 on the person's clock.
 * A snoozed task says so itself when it is shown again. Answers how many people's were looked at.
 */
export async function announceOverdue(
  { store, ids }: { readonly store: Store; readonly ids: Ids },
  now: DateTime,
): Promise<number> {
  let people = 0;
  for (;;) {
    const taken = await store.transact(async (tables) => {
      const byAssignee = await tables.tasks.claimOverdue(now, claimSize);
      for (const [memberId, tasks] of byAssignee) await announceTo(tables, ids, memberId, tasks, now);
      return byAssignee.size;
    });
    people += taken;
    if (taken < claimSize) return people;
  }
}

async function announceTo(tables: Tables, ids: Ids, memberId: string, tasks: readonly Task[], now: DateTime) {
  const member = await tables.members.byId(memberId);
  const workspace = member === null ? null : await tables.workspaces.byId(member.workspaceId);
  const later = member === null ? now : quietUntil(now, readerZone(member, workspace));
  if (later > now) return tables.tasks.announce(tasks.map(({ id: taskId }) => ({ taskId, at: later })));
  await tables.tasks.announce(tasks.map(({ id: taskId }) => ({ taskId, at: null })));
  const told = tasks.filter(({ snoozedUntil }) => snoozedUntil === null || snoozedUntil <= now);
  const taskIds = told.map(({ id }) => id);
  await tables.posts.refreshTasks(taskIds, now);
  if (told.length === 0 || member?.slackUserId == null || member.isRefused) return;
  const { workspaceId, slackUserId: conversation } = member;
  const content = { kind: 'notice', notice: { kind: 'overdue', memberId, taskIds } } as const;
  const key = `notice:overdue:${memberId}:${now.toUTC().toISO()}:${taskIds[0]}`;
  await tables.posts.add([{ id: ids.next(), workspaceId, conversation, content, enrollmentId: null, key, dueAt: now }]);
}
