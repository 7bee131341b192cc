import type { Role } from '../../domain/access.js';
import { parseEmailAddress } from '../../domain/contact/email-address.js';
import type { AppDeps } from '../deps.js';
import { refusal } from '../people/refusal.js';
import type { Member } from '../ports/stores/people.js';
import { type AppliedSuppression, applySuppression } from './applySuppression.js';

export type SuppressedAddress =
  | ({ readonly ok: true } & AppliedSuppression)
  | { readonly ok: false; readonly reason: 'bad-address'; readonly message: string }
  | { readonly ok: false; readonly reason: 'not-allowed'; readonly needs: Role };

/**
 * Nothing goes to this address any more: a person's wish that anybody may carry out. Its open enrollments end, their
 * tasks are closed. Addresses that nobody is stored under can be suppressed too.
 */
export async function suppress(
  deps: Pick<AppDeps, 'store' | 'clock' | 'ids'>,
  { actor, email: typed }: { readonly actor: Member; readonly email: string },
): Promise<SuppressedAddress> {
  const refused = refusal(actor, 'suppress', false);
  if (refused !== null) return refused;
  const address = parseEmailAddress(typed);
  if (!address.ok) return { ok: false, reason: 'bad-address', message: address.reason };
  const { email } = address;
  const { workspaceId } = actor;
  const { ids } = deps;
  const now = await deps.clock.now();
  const by = { reason: 'by-hand', createdAt: now, createdById: actor.id } as const;
  const suppression = { id: ids.next(), workspaceId, email, ...by };
  const applied = await deps.store.transact((tables) =>
    applySuppression({ tables, ids, now }, { actor, suppression, action: 'suppress' }),
  );
  return { ok: true, ...applied };
}
