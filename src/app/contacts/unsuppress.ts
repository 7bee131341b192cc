import type { Role } from '../../domain/access.js';
import { parseEmailAddress } from '../../domain/contact/email-address.js';
import { audit } from '../audit.js';
import type { AppDeps } from '../deps.js';
import { refusal } from '../people/refusal.js';
import type { Member, Suppression } from '../ports/stores/people.js';
import { liftedAction, liftedDetail } from './restoreSuppression.js';

export type UnsuppressedAddress =
  /** `was`: what stood until now. Enrollments that ended by it stay ended. `entryId` is the audit entry's. */
  | { readonly ok: true; readonly email: string; readonly was: Suppression; readonly entryId: string }
  | { readonly ok: false; readonly reason: 'not-suppressed'; readonly email: string }
  | { readonly ok: false; readonly reason: 'bad-address'; readonly message: string }
  | { readonly ok: false; readonly reason: 'not-allowed'; readonly needs: Role };

/** An admin lets an address get mail again, as after a wish to be written to once more. */
export async function unsuppress(
  deps: Pick<AppDeps, 'store' | 'clock' | 'ids'>,
  { actor, email: typed }: { readonly actor: Member; readonly email: string },
): Promise<UnsuppressedAddress> {
  const refused = refusal(actor, 'unsuppress', false);
  if (refused !== null) return refused;
  const address = parseEmailAddress(typed);
  if (!address.ok) return { ok: false, reason: 'bad-address', message: address.reason };
  const { email } = address;
  const { workspaceId } = actor;
  const at = await deps.clock.now();
  return deps.store.transact(async (tables) => {
    const was = await tables.suppressions.byEmail(workspaceId, email);
    if (was === null || !(await tables.suppressions.remove(workspaceId, email))) {
      return { ok: false, reason: 'not-suppressed', email };
    }
    const entry = { action: liftedAction, subject: email, detail: liftedDetail(was) };
    const entryId = await audit({ tables, ids: deps.ids, now: at }, actor, entry);
    return { ok: true, email, was, entryId };
  });
}
