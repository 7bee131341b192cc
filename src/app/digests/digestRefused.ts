import { DateTime } from 'luxon';
import type { Ids } from '../ports/ids.js';
import type { Tables } from '../ports/store.js';
import type { Post } from '../ports/stores/tasks.js';

/** Slack's codes that somebody can do something about. */
const reasons: ReadonlyMap<string, string> = new Map([
  ['not_in_channel', 'I am not a member of it any more.'],
  ['channel_not_found', 'The channel is gone, or it is private and I am not in it.'],
  ['is_archived', 'The channel is archived.'],
]);

/**
 * What follows when a channel will never take a digest (`code` is Slack's): whoever scheduled it is told, once a day of
 * its zone at most, and the next digest reports this one's span too, so that nothing is lost once the channel is mended.
 */
export async function digestRefused(tables: Tables, ids: Ids, post: Post, code: string, now: DateTime): Promise<void> {
  const { content } = post;
  if (content.kind !== 'digest') return;
  const known = await tables.digests.byId(content.digestId);
  const digest = known === null ? null : await tables.digests.lock(known.workspaceId, known.channel);
  if (digest === null || digest.id !== content.digestId) return;
  if (digest.reportedTo.toMillis() === DateTime.fromISO(content.to).toMillis()) {
    await tables.digests.save({ ...digest, reportedTo: DateTime.fromISO(content.from, { zone: 'utc' }) }, now);
  }
  const scheduledBy = await tables.members.byId(digest.createdById);
  if (scheduledBy?.slackUserId == null) return;
  const reason = reasons.get(code) ?? `Slack refused it: ${code}.`;
  await tables.posts.add([
    {
      id: ids.next(),
      workspaceId: digest.workspaceId,
      conversation: scheduledBy.slackUserId,
      content: { kind: 'notice', notice: { kind: 'digest-undeliverable', channelName: digest.channelName, reason } },
      enrollmentId: null,
      key: `notice:digest-undeliverable:${digest.id}:${now.setZone(digest.zone).toISODate()}`,
      dueAt: now,
    },
  ]);
}
