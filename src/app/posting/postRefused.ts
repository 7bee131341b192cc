import type { DateTime } from 'luxon';
import { digestRefused } from '../digests/digestRefused.js';
import type { Ids } from '../ports/ids.js';
import type { Tables } from '../ports/store.js';
import type { ClaimedPost, Task } from '../ports/stores/tasks.js';

/** What follows when Slack will never take a message: somebody who can mend it is told. */
export async function postRefused(
  tables: Tables,
  ids: Ids,
  post: ClaimedPost,
  code: string,
  now: DateTime,
): Promise<void> {
  if (post.content.kind === 'digest') return digestRefused(tables, ids, post, code, now);
  if (post.at !== null) return;
  const { content } = post;
  const taskIds = content.kind === 'task' ? [content.taskId] : await tasksOf(tables, post);
  for (const taskId of taskIds) await tellSomebody(tables, ids, post, taskId, now);
}

async function tasksOf(tables: Tables, { content, id }: ClaimedPost): Promise<string[]> {
  return content.kind === 'task-list' ? (await tables.posts.inList(id)).map(({ taskId }) => taskId) : [];
}

/**
 * An open task that Slack does not take where it belongs is shown to the enrollment's owner; one that the owner does not
 * get either, having left, is told to the managers.
 */
async function tellSomebody(tables: Tables, ids: Ids, post: ClaimedPost, taskId: string, now: DateTime): Promise<void> {
  const task = await tables.tasks.byId(taskId);
  const enrollment = task === null ? null : await tables.enrollments.byId(task.enrollmentId);
  const owner = enrollment === null ? null : await tables.members.byId(enrollment.ownerId);
  if (task === null || task.state !== 'open' || enrollment === null || owner === null) return;
  const { slackUserId: conversation, isRefused } = owner;
  if (conversation === null || isRefused || conversation === post.conversation) {
    return tellManagers(tables, ids, task, task.assigneeId ?? owner.id, now);
  }
  const { workspaceId } = post;
  const [content, key] = [{ kind: 'task', taskId } as const, `task:${taskId}:owner:${post.id}`];
  const { id: enrollmentId } = enrollment;
  await tables.posts.add([{ id: ids.next(), workspaceId, conversation, content, enrollmentId, key, dueAt: now }]);
}

/** Once a day for each person who cannot be reached; admins are told where nobody is a manager. */
async function tellManagers(tables: Tables, ids: Ids, task: Task, memberId: string, now: DateTime): Promise<void> {
  const { workspaceId, id: taskId } = task;
  const workspace = await tables.workspaces.byId(workspaceId);
  const there = (await tables.members.all(workspaceId)).filter(({ id, isRefused }) => id !== memberId && !isRefused);
  const managers = there.filter(({ isManager }) => isManager);
  const told = managers.length > 0 ? managers : there.filter(({ isSlackAdmin }) => isSlackAdmin);
  const day = now.setZone(workspace?.zone ?? 'utc').toISODate();
  for (const { id, slackUserId: conversation } of told) {
    if (conversation === null) continue;
    const content = { kind: 'notice', notice: { kind: 'unreachable', memberId, taskId } } as const;
    const key = `notice:unreachable:${memberId}:${id}:${day}`;
    await tables.posts.add([
      { id: ids.next(), workspaceId, conversation, content, enrollmentId: null, key, dueAt: now },
    ]);
    await tables.posts.refreshKey(workspaceId, key, now);
  }
}
