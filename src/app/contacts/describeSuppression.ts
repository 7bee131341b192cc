import type { Tables } from '../ports/store.js';
import type { Suppression, SuppressionReason } from '../ports/stores/people.js';

/** Why an address gets nothing, as `unsubscribed on 2 Mar 2026`; null where it may get mail. */
export async function describeSuppression(
  tables: Pick<Tables, 'suppressions' | 'members'>,
  workspaceId: string,
  email: string,
  zone: string,
): Promise<string | null> {
  const suppression = await tables.suppressions.byEmail(workspaceId, email);
  if (suppression === null) return null;
  const by = suppression.createdById === null ? null : await tables.members.byId(suppression.createdById);
  return suppressionInWords(suppression, by?.name ?? null, zone);
}

/** The same for a suppression at hand. `by` is who did it. */
export function suppressionInWords(
  { reason, createdAt }: Pick<Suppression, 'reason' | 'createdAt'>,
  by: string | null,
  zone: string,
): string {
  const on = createdAt.setZone(zone).setLocale('en-GB').toFormat('d LLL yyyy');
  return `${words[reason]}${reason === 'by-hand' && by !== null ? ` by ${by}` : ''} on ${on}`;
}

const words: Readonly<Record<SuppressionReason, string>> = {
  unsubscribe: 'unsubscribed',
  bounce: 'mail bounced',
  'by-hand': 'suppressed',
};
