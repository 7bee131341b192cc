import type { DateTime } from 'luxon';
import type { Tables } from '../ports/store.js';
import type { SequenceDraft } from '../ports/stores/drafts.js';
import type { PublishRequest } from '../ports/stores/publish-requests.js';
import type { Post } from '../ports/stores/tasks.js';

/** The messages that ask about one request have keys of this beginning. */
function keyOf(requestId: string, memberId: string): string {
  return `notice:publish-request:${requestId}:${memberId}`;
}

/** A message to a manager, or to who asked, that shows the request as it stands. */
export function requestPost(
  request: Pick<PublishRequest, 'id' | 'workspaceId'>,
  to: { readonly id: string; readonly slackUserId: string | null },
  { postId, now }: { readonly postId: string; readonly now: DateTime },
): Post[] {
  if (to.slackUserId === null) return [];
  const notice = { kind: 'publish-request', requestId: request.id } as const;
  return [
    {
      id: postId,
      workspaceId: request.workspaceId,
      conversation: to.slackUserId,
      content: { kind: 'notice', notice },
      enrollmentId: null,
      key: keyOf(request.id, to.id),
      dueAt: now,
    },
  ];
}

/** Brings the messages about a request up to date, whoever got one. */
export async function refreshRequest(
  tables: Pick<Tables, 'posts' | 'members'>,
  { id, workspaceId }: PublishRequest,
  now: DateTime,
): Promise<void> {
  for (const member of await tables.members.all(workspaceId)) {
    await tables.posts.refreshKey(workspaceId, keyOf(id, member.id), now);
  }
}

/** What was asked about a draft counts no more: it is asked anew, published or thrown away. */
export async function replaceRequest(
  tables: Pick<Tables, 'posts' | 'members' | 'publishRequests'>,
  { id: draftId }: Pick<SequenceDraft, 'id'>,
  now: DateTime,
): Promise<void> {
  const open = await tables.publishRequests.openOf(draftId);
  if (open === null) return;
  await tables.publishRequests.save({ ...open, state: 'replaced', decidedAt: now });
  await refreshRequest(tables, open, now);
}
