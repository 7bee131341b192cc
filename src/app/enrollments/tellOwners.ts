import type { DateTime } from 'luxon';
import type { Snapshot } from '../firing/loadSnapshots.js';
import { noticeToOwner } from '../firing/noticeToOwner.js';
import type { Notice } from '../notices.js';
import type { Ids } from '../ports/ids.js';
import type { Member } from '../ports/stores/people.js';
import type { Post } from '../ports/stores/tasks.js';

type ByColleague = Extract<Notice, { kind: 'by-colleague' }>;

/** One message to each owner about what somebody else did to enrollments of theirs; none for one's own. */
export function tellOwners(
  { ids, now }: { readonly ids: Ids; readonly now: DateTime },
  actor: Member,
  did: ByColleague['did'],
  enrollments: readonly Pick<Snapshot, 'enrollment' | 'owner'>[],
): Post[] {
  const owners = new Map<string, Pick<Snapshot, 'enrollment' | 'owner'>[]>();
  for (const one of enrollments) {
    if (one.owner.id !== actor.id) owners.set(one.owner.id, [...(owners.get(one.owner.id) ?? []), one]);
  }
  return [...owners.values()].flatMap((theirs) => {
    const [first] = theirs;
    if (first === undefined) return [];
    const enrollmentIds = theirs.map(({ enrollment }) => enrollment.id);
    const notice: Notice = { kind: 'by-colleague', did, byId: actor.id, enrollmentIds };
    const posts = noticeToOwner(first, notice, now, ids, `${did}:${first.enrollment.id}`);
    // What names several belongs into the thread of none.
    return theirs.length === 1 ? posts : posts.map((post) => ({ ...post, enrollmentId: null }));
  });
}
