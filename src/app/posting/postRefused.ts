import type { DateTime } from 'luxon';
import { digestRefused } from '../digests/digestRefused.js';
import type { Ids } from '../ports/ids.js';
import type { Tables } from '../ports/store.js';
import type { ClaimedPost, Post } from '../ports/stores/tasks.js';

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
  for (const taskId of taskIds) {
    const elsewhere = await ownersMessage(tables, ids, post, taskId, now);
    if (elsewhere !== null) await tables.posts.add([elsewhere]);
  }
}

async function tasksOf(tables: Tables, { content, id }: ClaimedPost): Promise<string[]> {
  return content.kind === 'task-list' ? (await tables.posts.inList(id)).map(({ taskId }) => taskId) : [];
}

/** A task that its channel does not take is shown to the enrollment's owner, so that nobody's list is unseen. */
async function ownersMessage(
  tables: Tables,
  ids: Ids,
  post: ClaimedPost,
  taskId: string,
  now: DateTime,
): Promise<Post | null> {
  const task = await tables.tasks.byId(taskId);
  const enrollment = task === null ? null : await tables.enrollments.byId(task.enrollmentId);
  const owner = enrollment === null ? null : await tables.members.byId(enrollment.ownerId);
  if (owner?.slackUserId == null || enrollment === null || owner.slackUserId === post.conversation) return null;
  return {
    id: ids.next(),
    workspaceId: post.workspaceId,
    conversation: owner.slackUserId,
    content: { kind: 'task', taskId },
    enrollmentId: enrollment.id,
    key: `task:${taskId}:owner:${post.id}`,
    dueAt: now,
  };
}
