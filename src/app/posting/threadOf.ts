import type { Notice } from '../notices.js';
import type { ThreadPlace } from '../ports/chat.js';
import type { Tables } from '../ports/store.js';
import type { ClaimedPost, PostContent } from '../ports/stores/tasks.js';

/**
 * Where a message belongs that is posted now: one thread in each conversation holds everything of one enrollment
 * (commands.md, "Task messages"). Null where it is the first about its enrollment there, or about none or several.
 */
export async function threadOf(tables: Pick<Tables, 'posts'>, post: ClaimedPost): Promise<ThreadPlace | null> {
  const ts = await tables.posts.threadOf(post);
  return ts === null ? null : { ts, isAlsoOutside: isAlsoOutside(post.content) };
}

/** Slack draws nobody's eye to a thread: what waits for the reader, or what the contact did, the conversation shows too. */
function isAlsoOutside(content: PostContent): boolean {
  return content.kind !== 'notice' || noticesOutside[content.notice.kind];
}

const noticesOutside: Readonly<Record<Notice['kind'], boolean>> = {
  'blank-field': true,
  failed: true,
  uncertain: true,
  ended: true,
  overdue: true,
  unreachable: true,
  'digest-undeliverable': true,
  'publish-request': true,
  'by-colleague': false,
  answer: false,
  promoted: false,
  report: false,
};
