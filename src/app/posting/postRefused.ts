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
  if (post.content.kind !== 'task' || post.at !== null) return;
  const elsewhere = await ownersMessage(tables, ids, post, now);
  if (elsewhere !== null) await tables.posts.add([elsewhere]);
}

/** A task that its channel does not take is shown to the enrollment's owner, so that nobody's list is unseen. */
async function ownersMessage(tables: Tables, ids: Ids, post: ClaimedPost, now: DateTime): Promise<Post | null> {
  if (post.enrollmentId === null) return null;
  const enrollment = await tables.enrollments.byId(post.enrollmentId);
  const owner = enrollment === null ? null : await tables.members.byId(enrollment.ownerId);
  if (owner?.slackUserId == null || owner.slackUserId === post.conversation) return null;
  const { workspaceId, content, enrollmentId } = post;
  const key = `${post.key}:owner`;
  return { id: ids.next(), workspaceId, conversation: owner.slackUserId, content, enrollmentId, key, dueAt: now };
}
