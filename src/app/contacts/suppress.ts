import { mayDo, type Role, roleOf } from '../../domain/access.js';
import { parseEmailAddress } from '../../domain/contact/email-address.js';
import { exit } from '../../domain/enrollment/exit.js';
import type { AppDeps } from '../deps.js';
import { saveTransition } from '../enrollments/saveTransition.js';
import { loadSnapshots } from '../firing/loadSnapshots.js';
import type { Member, StoredContact, Suppression } from '../ports/stores/people.js';

export type SuppressedAddress =
  | {
      readonly ok: true;
      readonly email: string;
      /** False: it was suppressed already; `suppression` says since when and why. */
      readonly isNew: boolean;
      readonly suppression: Suppression;
      /** Names of the sequences that the contact was taken out of just now. */
      readonly endedIn: readonly string[];
      /** Null: nobody is stored under this address. */
      readonly contact: StoredContact | null;
    }
  | { readonly ok: false; readonly reason: 'bad-address'; readonly message: string }
  | { readonly ok: false; readonly reason: 'not-allowed'; readonly needs: Role };

/**
 * Nothing goes to this address any more: a person's wish that anybody may carry out. Its open enrollments end (reason
 * `suppressed`), their tasks are closed. Addresses that nobody is stored under can be suppressed too.
 */
export async function suppress(
  deps: Pick<AppDeps, 'store' | 'clock' | 'ids'>,
  { actor, email: typed }: { readonly actor: Member; readonly email: string },
): Promise<SuppressedAddress> {
  const allowed = mayDo(roleOf(actor), 'suppress', false);
  if (!allowed.ok) return { ok: false, reason: 'not-allowed', needs: allowed.needs };
  const address = parseEmailAddress(typed);
  if (!address.ok) return { ok: false, reason: 'bad-address', message: address.reason };
  const { email } = address;
  const { workspaceId } = actor;
  const { ids } = deps;
  const now = await deps.clock.now();
  return deps.store.transact(async (tables) => {
    const contact = await tables.contacts.byEmail(workspaceId, email);
    const open =
      contact === null ? [] : await tables.enrollments.find({ workspaceId, contactId: contact.id, status: 'open' });
    const locked = await tables.enrollments.lockMany(open.map(({ id }) => id));
    const suppression: Suppression = {
      id: ids.next(),
      workspaceId,
      email,
      reason: 'by-hand',
      createdAt: now,
      createdById: actor.id,
    };
    const isNew = await tables.suppressions.add(suppression);
    const endedIn: string[] = [];
    for (const { enrollment, plan } of await loadSnapshots(tables, locked)) {
      if (enrollment.progress.exited !== null) continue;
      await saveTransition({ tables, ids, now }, enrollment, plan, exit(enrollment.progress, 'suppressed', now));
      await tables.posts.refreshEnrollments([enrollment.id], now);
      endedIn.push(plan.sequence.name);
    }
    if (isNew || endedIn.length > 0) {
      const detail = { ended: endedIn };
      const entry = { workspaceId, actorId: actor.id, action: 'suppress', subject: email, detail, at: now };
      await tables.audit.add({ id: ids.next(), ...entry });
    }
    const kept = isNew ? null : await tables.suppressions.byEmail(workspaceId, email);
    return { ok: true, email, isNew, suppression: kept ?? suppression, endedIn, contact };
  });
}
