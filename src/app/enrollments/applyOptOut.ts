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
  /** What they wrote, where that is known. */
  readonly said?: string;
  /** The contact's open enrollments, their rows held. */
  readonly lock: (tables: Tables, contact: StoredContact) => Promise<readonly Enrollment[]>;
}

/**
 * Whoever answers STOP to a text has said no: no text goes to that number, and every cadence of everybody stored under it
 * ends, which counts for the last text that they got. Their mail address is not suppressed (decision 19). Answers how many
 * enrollments ended.
 */
export async function applyOptOut(
  context: SavingContext,
  { workspaceId, phone, sourceId, said, lock }: OptOut,
): Promise<number> {
  const { tables, ids, now } = context;
  const row = { id: ids.next(), workspaceId, createdAt: now, createdById: null };
  await tables.suppressions.add({ ...row, email: phone, reason: 'unsubscribe' });
  let ended = 0;
  for (const contact of await tables.contacts.byPhone(workspaceId, phone)) {
    const open = await lock(tables, contact);
    const execution = await answeredText(tables, contact, now);
    const of = { contact, execution, open, said, sourceId: `${sourceId}:${contact.id}`, isOfTexts: true };
    ended += (await applyContactEvent(context, { kind: 'unsubscribe', ...of })).ended.length;
  }
  return ended;
}
