import type { Tables } from '../ports/store.js';
import type { Enrollment } from '../ports/stores/enrollments.js';

/** Enrollments that a change of their contact concerns; their rows are held. */
export interface Concerned {
  /** Those that wait for a field. */
  readonly held: readonly Enrollment[];
  /** Open ones that go by dates. */
  readonly dated: readonly Enrollment[];
  /** Rows were held: whoever held one of them before may have changed the contact, so that it is read anew. */
  readonly mayHaveWaited: boolean;
}

const nobody: Concerned = { held: [], dated: [], mayHaveWaited: false };

/** What a change of these contacts concerns. Call before the contacts are locked. */
export async function lockConcerned(
  tables: Pick<Tables, 'enrollments'>,
  workspaceId: string,
  contactIds: readonly string[],
): Promise<Concerned> {
  if (contactIds.length === 0) return nobody;
  const concerned = await tables.enrollments.concernedBy(workspaceId, contactIds);
  if (concerned.length === 0) return nobody;
  const dated = new Set(concerned.flatMap(({ id, isDated }) => (isDated ? id : [])));
  const locked = await tables.enrollments.lockMany(concerned.map(({ id }) => id));
  return {
    held: locked.filter(({ hold }) => hold === 'blank-field'),
    dated: locked.filter(({ id }) => dated.has(id)),
    mayHaveWaited: true,
  };
}
