import type { Tables } from '../ports/store.js';
import type { Enrollment } from '../ports/stores/enrollments.js';
import type { StoredContact } from '../ports/stores/people.js';
import { answeredText } from './answeredText.js';
import { applyContactEvent } from './recordContactEvent.js';
import type { SavingContext } from './saveTransition.js';

export interface OptOut {
  readonly workspaceId: string;
  /** E.164. */
  readonly phone: string;
  /** The provider's own id of the event: a repeated delivery is one event. */
  readonly sourceId: string;
  /** The contact's open enrollments, their rows held. */
  readonly lock: (tables: Tables, contact: StoredContact) => Promise<readonly Enrollment[]>;
}

/**
 * Whoever answers STOP to a text wants nothing more: no text goes to that number, and everybody stored under it is
 * unsubscribed, which counts for the last text that they got. Answers how many enrollments ended.
 */
export async function applyOptOut(
  context: SavingContext,
  { workspaceId, phone, sourceId, lock }: OptOut,
): Promise<number> {
  const { tables, ids, now } = context;
  const row = { id: ids.next(), workspaceId, createdAt: now, createdById: null };
  await tables.suppressions.add({ ...row, email: phone, reason: 'unsubscribe' });
  let ended = 0;
  for (const contact of await tables.contacts.byPhone(workspaceId, phone)) {
    const open = await lock(tables, contact);
    const execution = await answeredText(tables, contact, now);
    const of = { contact, execution, open, sourceId: `${sourceId}:${contact.id}` };
    ended += (await applyContactEvent(context, { kind: 'unsubscribe', ...of })).ended.length;
  }
  return ended;
}
