import { nearestAddresses } from '../../../app/contacts/findContact.js';
import type { CommandProblem } from '../../command/intent.js';
import type { Acting } from '../acting.js';
import { type MessageAnswer, refused } from '../answers.js';
import { named } from '../refusals.js';
import { runButtons } from '../run-button.js';

/** Whom somebody may have meant who typed a name where an address belongs, each as a button; null where nobody is called so. */
export async function meantByName(
  { deps, workspace }: Acting,
  { sought, topic }: CommandProblem,
): Promise<MessageAnswer | null> {
  if (sought === undefined || topic === null) return null;
  const addresses = await nearestAddresses(deps.store.read, workspace.id, sought.name);
  if (addresses.length === 0) return null;
  const corrected = (email: string) =>
    [topic, sought.before, email, sought.rest].filter((part) => part !== '').join(' ');
  return refused(
    `“${named(sought.name)}” is not an e-mail address. Did you mean:`,
    runButtons(addresses.map((email) => ({ label: email, text: corrected(email) }))),
  );
}
