import type { DateTime } from 'luxon';
import type { Notice } from '../notices.js';
import type { Ids } from '../ports/ids.js';
import type { Post } from '../ports/stores/tasks.js';
import type { Snapshot } from './loadSnapshots.js';

/** A notice in the owner's DM; none while the owner is not known in Slack. `about` makes it one message however often. */
export function noticeToOwner(
  { enrollment, owner }: Pick<Snapshot, 'enrollment' | 'owner'>,
  notice: Notice,
  now: DateTime,
  ids: Ids,
  about: string,
): Post[] {
  if (owner.slackUserId === null) return [];
  const key = `notice:${notice.kind}:${about}`;
  return [
    {
      id: ids.next(),
      workspaceId: enrollment.workspaceId,
      conversation: owner.slackUserId,
      content: { kind: 'notice', notice },
      enrollmentId: enrollment.id,
      key,
      dueAt: now,
    },
  ];
}
