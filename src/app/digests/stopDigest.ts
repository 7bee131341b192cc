import { mayDo, type Role, roleOf } from '../../domain/access.js';
import type { Clock } from '../ports/clock.js';
import type { Ids } from '../ports/ids.js';
import type { Store } from '../ports/store.js';
import type { DigestSchedule } from '../ports/stores/digests.js';
import type { Member } from '../ports/stores/people.js';

export type StopDigestOutcome =
  /** What it was: scheduling the same again undoes this. */
  | { readonly ok: true; readonly stopped: DigestSchedule }
  | { readonly ok: false; readonly reason: 'not-allowed'; readonly needs: Role }
  | { readonly ok: false; readonly reason: 'no-digest' };

/** Ends the digest of a channel (its Slack id). */
export async function stopDigest(
  deps: { readonly store: Store; readonly clock: Clock; readonly ids: Ids },
  input: { readonly workspaceId: string; readonly by: Member; readonly channel: string },
): Promise<StopDigestOutcome> {
  const allowed = mayDo(roleOf(input.by), 'schedule-digest', false);
  if (!allowed.ok) return { ok: false, reason: 'not-allowed', needs: allowed.needs };
  const now = await deps.clock.now();
  return deps.store.transact(async (tables) => {
    const stopped = await tables.digests.lock(input.workspaceId, input.channel);
    if (stopped === null) return { ok: false, reason: 'no-digest' };
    await tables.digests.delete(stopped.id);
    const { rhythm, at, zone } = stopped;
    await tables.audit.add({
      id: deps.ids.next(),
      workspaceId: input.workspaceId,
      actorId: input.by.id,
      action: 'digest.stop',
      subject: `#${stopped.channelName}`,
      detail: { rhythm, at, zone },
      at: now,
    });
    return { ok: true, stopped };
  });
}
