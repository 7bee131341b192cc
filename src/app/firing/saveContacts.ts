import { factsOf, withFacts } from '../../domain/contact/facts.js';
import type { SavingContext } from '../enrollments/saveTransition.js';
import type { Decision } from './decide.js';

/**
 * Writes what rules made of contacts over the contacts as they are stored now: what somebody else changed meanwhile stays.
 * Their enrollments that go by dates are due at once, and take the change over when they are decided.
 */
export async function saveContacts(
  { tables, now }: Pick<SavingContext, 'tables' | 'now'>,
  decisions: readonly Decision[],
): Promise<void> {
  const changed = decisions.filter(changesContact);
  if (changed.length === 0) return;
  const workspaces = new Set(changed.map(({ snapshot }) => snapshot.workspace.id));
  for (const workspaceId of workspaces) {
    const here = changed.filter(({ snapshot }) => snapshot.workspace.id === workspaceId);
    const emails = here.map(({ snapshot }) => snapshot.contact.email);
    const contacts = new Map((await tables.contacts.lockByEmails(workspaceId, emails)).map((one) => [one.id, one]));
    for (const { snapshot, after } of here) {
      const stored = contacts.get(after.contact.id);
      if (stored === undefined) continue;
      const merged = withFacts(stored, factsOf(snapshot.contact), factsOf(after.contact));
      const isMoved = after.contact.ownerId !== snapshot.contact.ownerId;
      contacts.set(stored.id, isMoved ? { ...merged, ownerId: after.contact.ownerId } : merged);
    }
    await tables.contacts.saveMany([...contacts.values()], now);
    await tables.enrollments.wakeDated([...contacts.keys()], now);
  }
}

/** Whether a rule made something else of the contact. */
export function changesContact({ snapshot, after }: Pick<Decision, 'snapshot' | 'after'>): boolean {
  return snapshot.contact !== after.contact;
}
