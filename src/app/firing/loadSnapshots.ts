import { textsOf } from '../../domain/steps/step-texts.js';
import type { Plan } from '../../domain/timing/plan.js';
import { planOf } from '../enrollments/planOf.js';
import type { Tables } from '../ports/store.js';
import type { Enrollment } from '../ports/stores/enrollments.js';
import type { Member, StoredContact, Workspace } from '../ports/stores/people.js';
import type { SequenceVersion, TemplateRow } from '../ports/stores/sequences.js';

/** Everything a decision about one enrollment needs, read together. */
export interface Snapshot {
  readonly enrollment: Enrollment;
  readonly plan: Plan;
  readonly version: SequenceVersion;
  readonly workspace: Workspace;
  readonly contact: StoredContact;
  readonly owner: Member;
  /** Everybody of the workspace. */
  readonly members: readonly Member[];
  /** Nothing may be sent to the contact's address. */
  readonly suppressed: boolean;
  /** The workspace's stored texts by name; none are read where no step calls one. */
  readonly templates: ReadonlyMap<string, TemplateRow>;
}

/** Reads what belongs to enrollments, a few statements for all of them together. */
export async function loadSnapshots(tables: Tables, enrollments: readonly Enrollment[]): Promise<Snapshot[]> {
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
  const templates = new Map<string, ReadonlyMap<string, TemplateRow>>();
  const members = new Map<string, readonly Member[]>();
  const owners = new Map<string, Member>();
  const usesStored = [...versions.values()].some(usesTemplates);
  const suppressed = new Set<string>();
  for (const workspaceId of workspaces.keys()) {
    const stored = usesStored ? await tables.templates.all(workspaceId) : [];
    templates.set(workspaceId, new Map(stored.map((template) => [template.name, template])));
    const everybody = await tables.members.all(workspaceId);
    members.set(workspaceId, everybody);
    for (const member of everybody) owners.set(member.id, member);
    const emails = [...contacts.values()].filter((one) => one.workspaceId === workspaceId).map(({ email }) => email);
    for (const { email } of await tables.suppressions.byEmails(workspaceId, emails)) {
      suppressed.add(`${workspaceId} ${email}`);
    }
  }
  return enrollments.map((enrollment) => {
    const contact = required(contacts, enrollment.contactId);
    const version = required(versions, enrollment.sequenceVersionId);
    const workspace = required(workspaces, enrollment.workspaceId);
    return {
      enrollment,
      plan: planOf(version, workspace, contact),
      version,
      workspace,
      contact,
      owner: required(owners, enrollment.ownerId),
      members: required(members, workspace.id),
      suppressed: suppressed.has(`${workspace.id} ${contact.email.toLowerCase()}`),
      templates: required(templates, workspace.id),
    };
  });
}

/** Whether a step calls a stored text by its name. */
function usesTemplates({ definition }: SequenceVersion): boolean {
  return definition.steps.some((step) => textsOf(step).some(({ at }) => at.at(-1) === 'template'));
}

/** The same with another state of its contact. */
export function withContact(snapshot: Snapshot, contact: StoredContact): Snapshot {
  return { ...snapshot, contact, plan: planOf(snapshot.version, snapshot.workspace, contact) };
}

function byId<T extends { readonly id: string }>(rows: readonly T[]): Map<string, T> {
  return new Map(rows.map((row) => [row.id, row]));
}

async function all<T>(ids: readonly string[], read: (id: string) => Promise<T | null>): Promise<T[]> {
  const found = await Promise.all(ids.map(read));
  return found.flatMap((one) => one ?? []);
}

function required<T>(rows: ReadonlyMap<string, T>, id: string): T {
  const row = rows.get(id);
  if (row === undefined) throw new Error(`nothing is stored under ${id}, though a foreign key says so`);
  return row;
}
