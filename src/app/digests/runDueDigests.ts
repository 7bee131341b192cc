import type { DateTime } from 'luxon';
import { isLateDigest, nextDigestAt } from '../../domain/digest/schedule.js';
import { wholeMinute } from '../../domain/timing/wall-clock.js';
import type { Ids } from '../ports/ids.js';
import type { Store } from '../ports/store.js';
import type { DigestSchedule } from '../ports/stores/digests.js';
import type { Post } from '../ports/stores/tasks.js';

/**
 * So much before its time a digest's report ends: what settled later may still be in a transaction that nobody sees (one
 * takes 40 s at the most), and would fall between two digests.
 */
export const reportLag = { minutes: 1 };

/** Digests that one transaction takes. */
const claimSize = 100;

/**
 * Puts the digests that are due at `now` into the Slack lane and moves each to its next time, in short transactions, until
 * none is due. However many workers run, one digest and due time is one message. What was missed while everything was
 * down, one day or several, comes as one late digest that covers all of it. Answers how many there were.
 */
export async function runDueDigests(
  deps: { readonly store: Store; readonly ids: Ids },
  now: DateTime,
): Promise<number> {
  let ran = 0;
  for (;;) {
    const claimed = await deps.store.transact(async (tables) => {
      const due = await tables.digests.claimDue(now, claimSize);
      const posts = due.map((digest) => postOf(digest, now, deps.ids));
      if (posts.length > 0) await tables.posts.add(posts);
      for (const digest of due) {
        const next = { dueAt: nextDigestAt(digest, now), reportedTo: reportsTo(digest, now) };
        await tables.digests.save({ ...digest, ...next }, now);
      }
      return due.length;
    });
    ran += claimed;
    if (claimed < claimSize) return ran;
  }
}

function postOf(digest: DigestSchedule, now: DateTime, ids: Ids): Post {
  return {
    id: ids.next(),
    workspaceId: digest.workspaceId,
    conversation: digest.channel,
    content: {
      kind: 'digest',
      digestId: digest.id,
      from: iso(digest.reportedTo),
      to: iso(reportsTo(digest, now)),
      ...(isLateDigest(digest.dueAt, now) ? { lateFrom: iso(digest.dueAt) } : {}),
    },
    enrollmentId: null,
    key: `digest:${digest.id}:${iso(digest.dueAt)}`,
    dueAt: now,
  };
}

/** Up to a minute before its own, so that spans are round; a late one covers what happened up to now. */
function reportsTo({ dueAt }: DigestSchedule, now: DateTime): DateTime {
  return (isLateDigest(dueAt, now) ? wholeMinute(now) : dueAt).minus(reportLag);
}

function iso(instant: DateTime): string {
  return instant.toUTC().toJSDate().toISOString();
}
