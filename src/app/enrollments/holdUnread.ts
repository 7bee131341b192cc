import type { DateTime } from 'luxon';
import type { Tables } from '../ports/store.js';
import type { StoredContact } from '../ports/stores/people.js';

/**
 * An answer came that may end these of a contact, whose rows are held, and they cannot be read here: nothing more of them leaves
 * before somebody has decided. A provider does not always tell of an answer twice.
 */
export async function holdUnread(
  { enrollments }: Pick<Tables, 'enrollments'>,
  { workspaceId, id: contactId }: Pick<StoredContact, 'workspaceId' | 'id'>,
  unread: Iterable<string>,
  now: DateTime,
): Promise<void> {
  const active = new Set(await enrollments.ids({ workspaceId, contactId, status: 'active' }));
  const reason = 'they answered, and the version of Drumbeat that heard of it cannot read this one';
  const held = [...new Set(unread)].filter((id) => active.has(id)).map((id) => ({ id, reason }));
  await enrollments.setAside(held, now);
}
