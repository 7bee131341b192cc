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

/** Asks the owners, in one message for those of one owner that came together: "was this sent?" */
export async function askWhetherSent(
  tables: Tables,
  ids: Ids,
  sendings: readonly UncertainSending[],
  now: DateTime,
): Promise<void> {
  const owners = new Set(sendings.map(({ snapshot }) => snapshot.owner.id));
  for (const owner of owners) {
    const [first, ...rest] = sendings.filter(({ snapshot }) => snapshot.owner.id === owner);
    if (first?.snapshot.owner.slackUserId == null) continue;
    const executionIds = [first, ...rest].map(({ executionId }) => executionId);
    await tables.posts.add([
      {
        id: ids.next(),
        workspaceId: first.snapshot.workspace.id,
        conversation: first.snapshot.owner.slackUserId,
        content: { kind: 'notice', notice: { kind: 'uncertain', executionIds, reason: first.reason } },
        enrollmentId: null,
        key: `notice:uncertain:${first.executionId}:${now.toMillis()}`,
        dueAt: now,
      },
    ]);
  }
}
