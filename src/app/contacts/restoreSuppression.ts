import { DateTime } from 'luxon';
import { z } from 'zod';
import type { Role } from '../../domain/access.js';
import type { AppDeps } from '../deps.js';
import { refusal } from '../people/refusal.js';
import type { AuditEntry } from '../ports/stores/digests.js';
import type { Member, Suppression } from '../ports/stores/people.js';
import { type AppliedSuppression, applySuppression } from './applySuppression.js';

/** What the audit entry of a lifted suppression keeps of it, so that it can come back as it was. */
const liftedSchema = z.object({
  was: z.enum(['unsubscribe', 'bounce', 'by-hand']),
  since: z.iso.datetime({ offset: true }),
  by: z.uuid().nullable(),
});

/** The detail of the audit entry of a lifted suppression. */
export function liftedDetail({ reason, createdAt, createdById }: Suppression): z.infer<typeof liftedSchema> {
  return { was: reason, since: createdAt.toUTC().toJSDate().toISOString(), by: createdById };
}

/** The audit's name for what {@link liftedDetail} is written with. */
export const liftedAction = 'unsuppress';

export type RestoredSuppression =
  | ({ readonly ok: true } & AppliedSuppression)
  | { readonly ok: false; readonly reason: 'gone' }
  | { readonly ok: false; readonly reason: 'not-allowed'; readonly needs: Role };

/**
 * Takes a lifted suppression back: why, when and by whom an address was suppressed is evidence of what its owner wished
 * for, and comes back as it was. `liftedBy` is the audit entry's id. What was enrolled since ends.
 */
export async function restoreSuppression(
  deps: Pick<AppDeps, 'store' | 'clock' | 'ids'>,
  { actor, liftedBy }: { readonly actor: Member; readonly liftedBy: string },
): Promise<RestoredSuppression> {
  const refused = refusal(actor, 'unsuppress', false);
  if (refused !== null) return refused;
  const { ids } = deps;
  const suppression = liftedOf(await deps.store.read.audit.byId(liftedBy), actor, ids.next());
  if (suppression === null) return { ok: false, reason: 'gone' };
  const now = await deps.clock.now();
  const applied = await deps.store.transact((tables) =>
    applySuppression({ tables, ids, now }, { actor, suppression, action: 'suppress' }),
  );
  return { ok: true, ...applied };
}

function liftedOf(entry: AuditEntry | null, { workspaceId }: Member, id: string): Suppression | null {
  if (entry?.workspaceId !== workspaceId || entry.action !== liftedAction) return null;
  const { was, since, by } = liftedSchema.parse(entry.detail);
  const createdAt = DateTime.fromISO(since, { zone: 'utc' });
  return { id, workspaceId, email: entry.subject, reason: was, createdAt, createdById: by };
}
