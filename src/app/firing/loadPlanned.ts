import type { Plan } from '../../domain/timing/plan.js';
import { planOf, plansOf } from '../enrollments/planOf.js';
import type { Tables } from '../ports/store.js';
import type { Enrollment } from '../ports/stores/enrollments.js';
import type { StoredContact, Workspace } from '../ports/stores/people.js';
import type { SequenceVersion } from '../ports/stores/sequences.js';

/** An enrollment with what its times are computed from. */
export interface Timed {
  readonly enrollment: Enrollment;
  readonly plan: Plan;
  readonly version: SequenceVersion;
  readonly workspace: Workspace;
}

/** The same with all that is known of its contact. */
export interface Planned extends Timed {
  readonly contact: StoredContact;
}

/** Reads what the times of enrollments are computed from, for all of them together: of their contacts no more than that takes. */
export async function loadTimed(tables: Tables, enrollments: readonly Enrollment[]): Promise<Timed[]> {
  const { versions, workspaces } = await loadTerms(tables, enrollments);
  const typeOf = ({ sequenceVersionId }: Enrollment) => required(versions, sequenceVersionId).definition.type;
  const timed = new Map<Enrollment, Timed>();
  for (const workspace of workspaces.values()) {
    for (const type of ['step', 'date'] as const) {
      const those = enrollments.filter((one) => one.workspaceId === workspace.id && typeOf(one) === type);
      const contactIds = distinct(those, (one) => one.contactId);
      const planFor = await plansOf(tables, workspace, { type, contactIds });
      for (const enrollment of those) {
        const version = required(versions, enrollment.sequenceVersionId);
        const plan = planFor(version, enrollment.contactId);
        timed.set(enrollment, { enrollment, plan, version, workspace });
      }
    }
  }
  return enrollments.flatMap((enrollment) => timed.get(enrollment) ?? []);
}

/** Reads the same, and their contacts. */
export async function loadPlanned(tables: Tables, enrollments: readonly Enrollment[]): Promise<Planned[]> {
  const contacts = byId(await tables.contacts.byIds(distinct(enrollments, (one) => one.contactId)));
  const { versions, workspaces } = await loadTerms(tables, enrollments);
  return enrollments.map((enrollment) => {
    const contact = required(contacts, enrollment.contactId);
    const version = required(versions, enrollment.sequenceVersionId);
    const workspace = required(workspaces, enrollment.workspaceId);
    return { enrollment, plan: planOf(version, workspace, contact), version, workspace, contact };
  });
}

/** The versions and workspaces of enrollments, by id. */
async function loadTerms(tables: Tables, enrollments: readonly Enrollment[]) {
  const versionIds = distinct(enrollments, (one) => one.sequenceVersionId);
  const workspaceIds = distinct(enrollments, (one) => one.workspaceId);
  return {
    versions: byId(await all(versionIds, tables.sequences.version)),
    workspaces: byId(await all(workspaceIds, tables.workspaces.byId)),
  };
}

function distinct(enrollments: readonly Enrollment[], pick: (enrollment: Enrollment) => string): string[] {
  return [...new Set(enrollments.map(pick))];
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
