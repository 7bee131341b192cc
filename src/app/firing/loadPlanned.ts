import type { Plan } from '../../domain/timing/plan.js';
import { type PlanOfContact, planOf, plansByDates, plansInZones } from '../enrollments/planOf.js';
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

/**
 * Reads what the times of enrollments are computed from, for all of them together: of their contacts no more than that takes.
 * `zones`: those that contacts have of their own, by the contacts' ids.
 */
export async function loadTimed(
  tables: Tables,
  enrollments: readonly Enrollment[],
  zones: ReadonlyMap<string, string>,
): Promise<Timed[]> {
  const terms = await loadTerms(tables, enrollments);
  const timed: Omit<Timed, 'plan'>[] = [];
  for (const enrollment of enrollments) {
    const { version, workspace } = termsOf(enrollment, terms);
    timed.push({ enrollment, version, workspace });
  }
  const planners = new Map<Workspace, Planners>();
  for (const workspace of terms.workspaces.values()) {
    const date = await plansByDates(tables, workspace, datedContacts(timed, workspace));
    planners.set(workspace, { step: plansInZones(workspace, zones), date });
  }
  return timed.map(({ enrollment, version, workspace }) => {
    const planFor = required(planners, workspace)[version.definition.type];
    return { enrollment, plan: planFor(version, enrollment.contactId), version, workspace };
  });
}

/** The plans of a workspace's contacts, by the type of the sequence. */
type Planners = Readonly<Record<SequenceVersion['definition']['type'], PlanOfContact>>;

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

/** The contacts of a workspace's enrollments in date sequences. */
function datedContacts(timed: readonly Omit<Timed, 'plan'>[], workspace: Workspace): string[] {
  const contactIds = new Set<string>();
  for (const { enrollment, version, workspace: its } of timed) {
    if (its === workspace && version.definition.type === 'date') contactIds.add(enrollment.contactId);
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
export function required<Key, T>(rows: ReadonlyMap<Key, T>, key: Key): T {
  const row = rows.get(key);
  if (row === undefined) throw new Error(`nothing is stored under ${key}, though a foreign key says so`);
  return row;
}
