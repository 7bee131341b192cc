import type { DateTime } from 'luxon';
import type { EditNumbers } from '../../domain/enrollment/edit-numbers.js';
import { audit } from '../audit.js';
import type { Ids } from '../ports/ids.js';
import type { Tables } from '../ports/store.js';
import type { Member } from '../ports/stores/people.js';
import type { PublishRequest, RequestSubject } from '../ports/stores/publish-requests.js';
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

/** What was asked about a draft or a text counts no more: it is asked anew, published or thrown away. */
export async function replaceRequest(
  tables: Pick<Tables, 'posts' | 'members' | 'publishRequests'>,
  subjectId: string,
  now: DateTime,
): Promise<void> {
  const open = await tables.publishRequests.openOf(subjectId);
  if (open === null) return;
  await tables.publishRequests.save({ ...open, state: 'replaced', decidedAt: now });
  await refreshRequest(tables, open, now);
}

/** What the audit calls what happens to a request: `publish-ask`, `template.ask`. */
export function requestAction({ of }: RequestSubject, what: 'ask' | 'allow' | 'refuse'): string {
  return of === 'edit' ? `publish-${what}` : `template.${what}`;
}

export type ToAsk = Pick<PublishRequest, 'subject' | 'revision' | 'finished' | 'numbers'> & {
  /** Of the sequence, or of the text. */
  readonly name: string;
  readonly asked: readonly Member[];
};

/**
 * Asks these managers to allow what concerns many, in the transaction it is given; what was asked before about the same is
 * replaced. Poke after the commit.
 */
export async function askManagers(
  context: { readonly tables: Tables; readonly ids: Ids; readonly now: DateTime },
  actor: Pick<Member, 'id' | 'workspaceId'>,
  { name, asked, ...about }: ToAsk,
): Promise<PublishRequest> {
  const { tables, ids, now } = context;
  const { subject, numbers, finished } = about;
  await replaceRequest(tables, subject.of === 'edit' ? subject.draftId : subject.templateId, now);
  const request: PublishRequest = {
    ...{ id: ids.next(), workspaceId: actor.workspaceId, ...about },
    ...{ state: 'open', askedById: actor.id, askedAt: now, decidedById: null, decidedAt: null, version: null },
  };
  await tables.publishRequests.create(request);
  await tables.posts.add(asked.flatMap((member) => requestPost(request, member, { postId: ids.next(), now })));
  const detail = { ...numbers, ...(subject.of === 'edit' ? { choice: finished } : {}) };
  await audit(context, actor, { action: requestAction(subject, 'ask'), subject: name, detail });
  return request;
}

/** What a request would do now. */
export interface Reopened {
  readonly numbers: EditNumbers;
  /** The number of the version that comes of it, of the sequence or the text. */
  readonly version: number;
  readonly carryOut: () => Promise<unknown>;
}
