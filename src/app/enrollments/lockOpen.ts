import type { UnreadableContent } from '../faults.js';
import { readEach } from '../firing/loadReadable.js';
import type { Tables } from '../ports/store.js';
import type { Enrollment } from '../ports/stores/enrollments.js';
import type { StoredContact } from '../ports/stores/people.js';

/**
 * The open enrollments of a contact, their rows held: also those into which a step, or somebody, brought the contact while
 * the others' rows were waited for.
 */
export function lockOpen(tables: Tables, contact: StoredContact): Promise<Enrollment[]> {
  return lockAll(tables, contact, tables.enrollments.lockMany);
}

/** The same of those that can be read here; `unread` is told of the others, whose rows are held too, by their ids. */
export function lockReadableOpen(
  tables: Tables,
  contact: StoredContact,
  unread: Map<string, UnreadableContent> = new Map(),
): Promise<Enrollment[]> {
  return lockAll(tables, contact, (ids) => readEach(ids, tables.enrollments.lockMany, unread));
}

async function lockAll(
  tables: Tables,
  contact: StoredContact,
  lock: (ids: readonly string[]) => Promise<readonly Enrollment[]>,
): Promise<Enrollment[]> {
  const held = new Set<string>();
  let locked: readonly Enrollment[] = [];
  for (;;) {
    const open = await openIds(tables, contact);
    if (open.every((id) => held.has(id))) return locked.filter(({ progress }) => progress.exited === null);
    for (const id of open) held.add(id);
    locked = await lock([...held]);
  }
}

/** The same without ever waiting: those that somebody else holds are left out. */
export async function lockFreeOpen(tables: Tables, contact: StoredContact): Promise<Enrollment[]> {
  const locked = await tables.enrollments.lockFree(await openIds(tables, contact));
  return locked.filter(({ progress }) => progress.exited === null);
}

function openIds(tables: Tables, { workspaceId, id: contactId }: StoredContact): Promise<string[]> {
  return tables.enrollments.ids({ workspaceId, contactId, status: 'open' });
}
