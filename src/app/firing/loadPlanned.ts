import type { Plan } from '../../domain/timing/plan.js';
import { type PlanOfContact, planOf, plansOf } from '../enrollments/planOf.js';
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
  const terms = await loadTerms(tables, enrollments);
  const planners = new Map<string, PlanOfContact>();
  for (const workspace of terms.workspaces.values()) {
    for (const type of ['step', 'date'] as const) {
      const contactIds = contactsOf(enrollments, terms, workspace, type);
      planners.set(`${workspace.id} ${type}`, await plansOf(tables, workspace, { type, contactIds }));
    }
  }
  const timed: Timed[] = [];
  for (const enrollment of enrollments) {
    const { version, workspace } = termsOf(enrollment, terms);
    const planFor = required(planners, `${workspace.id} ${version.definition.type}`);
    timed.push({ enrollment, plan: planFor(version, enrollment.contactId), version, workspace });
  }
  return timed;
}

/** Reads the same, and their contacts. */
export async function loadPlanned(tables: Tables, enrollments: readonly Enrollment[]): Promise<Planned[]> {
  const contacts = byId(await tables.contacts.byIds(distinct(enrollments.map(contactIdOf))));
  const terms = await loadTerms(tables, enrollments);
  const planned: Planned[] = [];
  for (const enrollment of enrollments) {
    const contact = required(contacts, enrollment.contactId);
    const { version, workspace } = termsOf(enrollment, terms);
    planned.push({ enrollment, plan: planOf(version, workspace, contact), version, workspace, contact });
  }
  return planned;
}

/** The versions and workspaces of enrollments, by id. */
interface Terms {
  readonly versions: ReadonlyMap<string, SequenceVersion>;
  readonly workspaces: ReadonlyMap<string, Workspace>;
}

async function loadTerms(tables: Tables, enrollments: readonly Enrollment[]): Promise<Terms> {
  return {
    versions: byId(await all(distinct(enrollments.map(versionIdOf)), tables.sequences.version)),
    workspaces: byId(await all(distinct(enrollments.map(workspaceIdOf)), tables.workspaces.byId)),
  };
}

function termsOf({ sequenceVersionId, workspaceId }: Enrollment, { versions, workspaces }: Terms) {
  return { version: required(versions, sequenceVersionId), workspace: required(workspaces, workspaceId) };
}

/** The contacts of a workspace's enrollments in sequences of a type. */
function contactsOf(
  enrollments: readonly Enrollment[],
  terms: Terms,
  workspace: Workspace,
  type: SequenceVersion['definition']['type'],
): string[] {
  const contactIds = new Set<string>();
  for (const enrollment of enrollments) {
    const its = termsOf(enrollment, terms);
    if (its.workspace === workspace && its.version.definition.type === type) contactIds.add(enrollment.contactId);
  }
  return [...contactIds];
}

function contactIdOf({ contactId }: Enrollment): string {
  return contactId;
}

function versionIdOf({ sequenceVersionId }: Enrollment): string {
  return sequenceVersionId;
}

function workspaceIdOf({ workspaceId }: Enrollment): string {
  return workspaceId;
}

function distinct(ids: readonly string[]): string[] {
  return [...new Set(ids)];
}

function byId<T extends { readonly id: string }>(rows: readonly T[]): Map<string, T> {
  const known = new Map<string, T>();
  for (const row of rows) known.set(row.id, row);
  return known;
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
