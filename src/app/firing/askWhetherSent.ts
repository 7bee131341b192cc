import type { DateTime } from 'luxon';
import type { Ids } from '../ports/ids.js';
import type { Tables } from '../ports/store.js';
import type { Snapshot } from './loadSnapshots.js';

/** A sending nobody can know the end of. */
export interface UncertainSending {
  readonly snapshot: Snapshot;
  readonly executionId: string;
  readonly reason: string;
}

/** What comes up within this time belongs to one incident, and is one question. */
const incidentMinutes = 15;

/** Asks the owners, in one message for those of one owner and incident: "was this sent?" */
export async function askWhetherSent(
  tables: Tables,
  ids: Ids,
  sendings: readonly UncertainSending[],
  now: DateTime,
): Promise<void> {
  const owners = new Set(sendings.map(({ snapshot }) => snapshot.owner.id));
  const since = now.minus({ minutes: incidentMinutes });
  for (const owner of owners) {
    const [first, ...rest] = sendings.filter(({ snapshot }) => snapshot.owner.id === owner);
    if (first?.snapshot.owner.slackUserId == null) continue;
    const to = { workspaceId: first.snapshot.workspace.id, conversation: first.snapshot.owner.slackUserId };
    const executionIds = [first, ...rest].map(({ executionId }) => executionId);
    if (await tables.posts.joinUncertain(to, executionIds, { since, now })) continue;
    await tables.posts.add([
      {
        id: ids.next(),
        ...to,
        content: { kind: 'notice', notice: { kind: 'uncertain', executionIds, reason: first.reason } },
        enrollmentId: rest.length === 0 ? first.snapshot.enrollment.id : null,
        key: `notice:uncertain:${first.executionId}:${now.toMillis()}`,
        dueAt: now,
      },
    ]);
  }
}
