import type { Tables } from '../ports/store.js';
import type { Enrollment } from '../ports/stores/enrollments.js';
import type { StoredContact } from '../ports/stores/people.js';

/**
 * The open enrollments of a contact, their rows held: also those into which a step, or somebody, brought the contact while
 * the others' rows were waited for.
 */
export async function lockOpen(tables: Tables, contact: StoredContact): Promise<Enrollment[]> {
  const held = new Set<string>();
  let locked: Enrollment[] = [];
  for (;;) {
    const open = await openIds(tables, contact);
    if (open.every((id) => held.has(id))) return locked.filter(({ progress }) => progress.exited === null);
    for (const id of open) held.add(id);
    locked = await tables.enrollments.lockMany([...held]);
  }
}

/** The same without ever waiting: those that somebody else holds are left out. */
export async function lockFreeOpen(tables: Tables, contact: StoredContact): Promise<Enrollment[]> {
  const locked = await tables.enrollments.lockFree(await openIds(tables, contact));
  return locked.filter(({ progress }) => progress.exited === null);
}

async function openIds(tables: Tables, { workspaceId, id: contactId }: StoredContact): Promise<string[]> {
  return (await tables.enrollments.find({ workspaceId, contactId, status: 'open' })).map(({ id }) => id);
}
