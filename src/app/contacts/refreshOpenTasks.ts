import type { DateTime } from 'luxon';
import type { Tables } from '../ports/store.js';
import type { StoredContact } from '../ports/stores/people.js';

/** After a contact was changed: the messages of their open tasks, which say who they are, are written anew. */
export async function refreshOpenTasks(
  tables: Pick<Tables, 'enrollments' | 'tasks' | 'posts'>,
  { id: contactId, workspaceId }: Pick<StoredContact, 'id' | 'workspaceId'>,
  now: DateTime,
): Promise<void> {
  const tasks = await tables.tasks.openOf(await tables.enrollments.ids({ workspaceId, contactId, status: 'open' }));
  await tables.posts.refreshTasks(
    tasks.map(({ id }) => id),
    now,
  );
}
