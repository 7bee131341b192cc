import type { Role } from '../../domain/access.js';
import { audit } from '../audit.js';
import { refusal } from '../people/refusal.js';
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
  const refused = refusal(input.by, 'schedule-digest', false);
  if (refused !== null) return refused;
  const now = await deps.clock.now();
  return deps.store.transact(async (tables) => {
    const stopped = await tables.digests.lock(input.workspaceId, input.channel);
    if (stopped === null) return { ok: false, reason: 'no-digest' };
    await tables.digests.delete(stopped.id);
    const { rhythm, at, zone } = stopped;
    const entry = { action: 'digest.stop', subject: `#${stopped.channelName}`, detail: { rhythm, at, zone } };
    await audit({ tables, ids: deps.ids, now }, input.by, entry);
    return { ok: true, stopped };
  });
}
