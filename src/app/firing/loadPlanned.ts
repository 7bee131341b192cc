import type { Plan } from '../../domain/timing/plan.js';
import { planOf } from '../enrollments/planOf.js';
import type { Tables } from '../ports/store.js';
import type { Enrollment } from '../ports/stores/enrollments.js';
import type { StoredContact, Workspace } from '../ports/stores/people.js';
import type { SequenceVersion } from '../ports/stores/sequences.js';

/** An enrollment with what its times are computed from. */
export interface Planned {
  readonly enrollment: Enrollment;
  readonly plan: Plan;
  readonly version: SequenceVersion;
  readonly workspace: Workspace;
  readonly contact: StoredContact;
}

/** Reads what the times of enrollments are computed from, for all of them together. */
export async function loadPlanned(tables: Tables, enrollments: readonly Enrollment[]): Promise<Planned[]> {
  const distinct = (pick: (enrollment: Enrollment) => string) => [...new Set(enrollments.map(pick))];
  const contacts = byId(await tables.contacts.byIds(distinct((one) => one.contactId)));
  const versions = byId(
    await all(
      distinct((one) => one.sequenceVersionId),
      tables.sequences.version,
    ),
  );
  const workspaces = byId(
    await all(
      distinct((one) => one.workspaceId),
      tables.workspaces.byId,
    ),
  );
  return enrollments.map((enrollment) => {
    const contact = required(contacts, enrollment.contactId);
    const version = required(versions, enrollment.sequenceVersionId);
    const workspace = required(workspaces, enrollment.workspaceId);
    return { enrollment, plan: planOf(version, workspace, contact), version, workspace, contact };
  });
}

function byId<T extends { readonly id: string }>(rows: readonly T[]): Map<string, T> {
  return new Map(rows.map((row) => [row.id, row]));
}

async function all<T>(ids: readonly string[], read: (id: string) => Promise<T | null>): Promise<T[]> {
  const found = await Promise.all(ids.map(read));
  return found.flatMap((one) => one ?? []);
}

/** What is stored under an id that a foreign key names. Throws where it is not. */
export function required<T>(rows: ReadonlyMap<string, T>, id: string): T {
  const row = rows.get(id);
  if (row === undefined) throw new Error(`nothing is stored under ${id}, though a foreign key says so`);
  return row;
}
