import type { DateTime } from 'luxon';
import { exit } from '../../domain/enrollment/exit.js';
import { audit } from '../audit.js';
import { lockReadableOpen } from '../enrollments/lockOpen.js';
import { saveTransition } from '../enrollments/saveTransition.js';
import { tellOwners } from '../enrollments/tellOwners.js';
import { loadReadable } from '../firing/loadReadable.js';
import type { Ids } from '../ports/ids.js';
import type { Tables } from '../ports/store.js';
import type { Member, StoredContact, Suppression } from '../ports/stores/people.js';

/** What a suppression did. */
export interface AppliedSuppression {
  readonly email: string;
  /** False: it was suppressed already; `suppression` says since when and why. */
  readonly isNew: boolean;
  readonly suppression: Suppression;
  /** Names of the sequences that the contact was taken out of just now. */
  readonly endedIn: readonly string[];
  /** Null: nobody is stored under this address. */
  readonly contact: StoredContact | null;
}

/**
 * Nothing goes to this address from now on, unless it is suppressed already: its open enrollments end (reason
 * `suppressed`), their tasks are closed; what cannot be read here ends when its turn comes. `action` is what the audit entry
 * calls it.
 */
export async function applySuppression(
  { tables, ids, now }: { readonly tables: Tables; readonly ids: Ids; readonly now: DateTime },
  given: { readonly actor: Member; readonly suppression: Suppression; readonly action: string },
): Promise<AppliedSuppression> {
  const { actor, suppression, action } = given;
  const { workspaceId, email } = suppression;
  const contact = await tables.contacts.byEmail(workspaceId, email);
  const open = contact === null ? [] : await lockReadableOpen(tables, contact);
  const isNew = await tables.suppressions.add(suppression);
  const endedIn: string[] = [];
  const { snapshots: ending } = await loadReadable(
    tables,
    open.map(({ id }) => id),
  );
  for (const { enrollment, plan } of ending) {
    await saveTransition(
      { tables, ids, now, byId: actor.id },
      enrollment,
      plan,
      exit(enrollment.progress, 'suppressed', now),
    );
    endedIn.push(plan.sequence.name);
  }
  await tables.posts.add(tellOwners({ ids, now }, actor, 'suppressed', ending));
  if (isNew || endedIn.length > 0) {
    const detail = { ended: endedIn, reason: suppression.reason };
    await audit({ tables, ids, now }, actor, { action, subject: email, detail });
  }
  const kept = isNew ? null : await tables.suppressions.byEmail(workspaceId, email);
  return { email, isNew, suppression: kept ?? suppression, endedIn, contact };
}
