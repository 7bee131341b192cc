import type { DateTime } from 'luxon';
import { digestRefused } from '../digests/digestRefused.js';
import type { Ids } from '../ports/ids.js';
import type { Tables } from '../ports/store.js';
import type { Member } from '../ports/stores/people.js';
import type { ClaimedPost, Task } from '../ports/stores/tasks.js';
import { zoneOf } from '../shown/readerZone.js';
import { missedText } from './missedText.js';

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
  if (content.kind === 'notice')
    return content.notice.kind === 'report' ? tellOwner(tables, ids, post, code, now) : undefined;
  const taskIds = content.kind === 'task' ? [content.taskId] : await tasksOf(tables, post);
  for (const taskId of taskIds) await tellSomebody(tables, ids, post, { taskId, code }, now);
}

/** What a rule tells a channel that is not to be had any more (renamed, archived, without the app) is told to the owner, and why. */
async function tellOwner(
  tables: Tables,
  ids: Ids,
  { workspaceId, conversation: missed, content, enrollmentId, key }: ClaimedPost,
  code: string,
  now: DateTime,
): Promise<void> {
  const enrollment = enrollmentId === null ? null : await tables.enrollments.byId(enrollmentId);
  const owner = enrollment === null ? null : await tables.members.byId(enrollment.ownerId);
  const why = missedText(missed, code);
  if (content.kind !== 'notice' || content.notice.kind !== 'report' || why === null) return;
  if (owner === null || owner.isRefused || owner.slackUserId === null) return;
  const notice = { kind: 'report', text: `${content.notice.text}\n${why}` } as const;
  const { slackUserId: conversation } = owner;
  await tables.posts.add([
    {
      ...{ id: ids.next(), workspaceId, conversation, enrollmentId, key: `${key}:owner`, dueAt: now },
      content: { kind: 'notice', notice },
    },
  ]);
}

async function tasksOf(tables: Tables, { content, id }: ClaimedPost): Promise<string[]> {
  return content.kind === 'task-list' ? (await tables.posts.inList(id)).map(({ taskId }) => taskId) : [];
}

/**
 * An open task that Slack does not take where it belongs is shown to the enrollment's owner; one that the owner does not
 * get either, having left, is told to the managers.
 */
async function tellSomebody(
  tables: Tables,
  ids: Ids,
  post: ClaimedPost,
  { taskId, code }: { readonly taskId: string; readonly code: string },
  now: DateTime,
): Promise<void> {
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
  await tellWhyHere(tables, ids, post, { owner, conversation, code }, now);
}

/** That a channel's tasks come to somebody instead, and why: once a day for each channel. */
async function tellWhyHere(
  tables: Tables,
  ids: Ids,
  { workspaceId, conversation: missed }: ClaimedPost,
  { owner, conversation, code }: { readonly owner: Member; readonly conversation: string; readonly code: string },
  now: DateTime,
): Promise<void> {
  const why = missedText(missed, code);
  if (why === null) return;
  const day = now.setZone(await zoneOf(tables, owner)).toISODate();
  const notice = { kind: 'report', text: `Tasks of your contacts for ${missed} come to you. ${why}` } as const;
  const key = `notice:report:missed:${missed}:${owner.id}:${day}`;
  const content = { kind: 'notice', notice } as const;
  await tables.posts.add([{ id: ids.next(), workspaceId, conversation, content, enrollmentId: null, key, dueAt: now }]);
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
