import type { DateTime } from 'luxon';
import type { Tables } from '../ports/store.js';
import type { Execution } from '../ports/stores/enrollments.js';
import type { StoredContact } from '../ports/stores/people.js';

/** The last text that went to a contact by then: what a text of theirs answers. Null where none did. */
export async function answeredText(
  tables: Tables,
  { id: contactId, workspaceId }: StoredContact,
  at: DateTime,
): Promise<Execution | null> {
  return tables.executions.lastTouch(await tables.enrollments.ids({ workspaceId, contactId }), ['sms'], at);
}
