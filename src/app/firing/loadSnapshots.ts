import type { DateTime } from 'luxon';
import type { MailInThread } from '../../domain/mail/thread.js';
import { textsOf } from '../../domain/steps/step-texts.js';
import type { Plan } from '../../domain/timing/plan.js';
import { planOf } from '../enrollments/planOf.js';
import type { Tables } from '../ports/store.js';
import type { Enrollment } from '../ports/stores/enrollments.js';
import type { StoredList } from '../ports/stores/parcels.js';
import type { Member, StoredContact, Workspace } from '../ports/stores/people.js';
import type { SequenceVersion, TemplateRow } from '../ports/stores/sequences.js';
import { mailsBefore } from './mailContent.js';

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
  /** No text may be sent to the contact's number. */
  readonly numberSuppressed: boolean;
  /** They said STOP while they were enrolled: nothing more goes to them here, whatever it is. */
  readonly saidStop: boolean;
  /** The workspace's stored texts by name; none are read where no step calls one. */
  readonly templates: ReadonlyMap<string, TemplateRow>;
  /** The mail that left last for it; null: none did, or no step goes on in its thread. */
  readonly previousMail: MailInThread | null;
  /** The workspace's fulfillment lists by name; none are read where no step puts anybody on one. */
  readonly lists: ReadonlyMap<string, StoredList>;
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
  const lists = new Map<string, ReadonlyMap<string, StoredList>>();
  const usesStoredLists = [...versions.values()].some(usesLists);
  const members = new Map<string, readonly Member[]>();
  const owners = new Map<string, Member>();
  const usesStored = [...versions.values()].some(usesTemplates);
  const suppressed = new Map<string, DateTime>();
  for (const workspaceId of workspaces.keys()) {
    const stored = usesStored ? await tables.templates.all(workspaceId) : [];
    templates.set(workspaceId, new Map(stored.map((template) => [template.name, template])));
    const ofLists = usesStoredLists ? await tables.parcels.lists(workspaceId) : [];
    lists.set(workspaceId, new Map(ofLists.map((list) => [list.name, list])));
    const everybody = await tables.members.all(workspaceId);
    members.set(workspaceId, everybody);
    for (const member of everybody) owners.set(member.id, member);
    const addresses = [...contacts.values()]
      .filter((one) => one.workspaceId === workspaceId)
      .flatMap(({ email, phone }) => [email, phone ?? []].flat());
    for (const { email, createdAt } of await tables.suppressions.byEmails(workspaceId, addresses)) {
      suppressed.set(`${workspaceId} ${email}`, createdAt);
    }
  }
  const previousMails = await mailsBefore(
    tables,
    enrollments.map(({ id, sequenceVersionId, workspaceId }) => ({
      id,
      version: required(versions, sequenceVersionId),
      templates: required(templates, workspaceId),
    })),
  );
  return enrollments.map((enrollment) => {
    const contact = required(contacts, enrollment.contactId);
    const version = required(versions, enrollment.sequenceVersionId);
    const workspace = required(workspaces, enrollment.workspaceId);
    const stoppedAt = contact.phone === null ? undefined : suppressed.get(`${workspace.id} ${contact.phone}`);
    return {
      enrollment,
      plan: planOf(version, workspace, contact),
      version,
      workspace,
      contact,
      owner: required(owners, enrollment.ownerId),
      members: required(members, workspace.id),
      suppressed: suppressed.has(`${workspace.id} ${contact.email.toLowerCase()}`),
      numberSuppressed: stoppedAt !== undefined,
      saidStop: stoppedAt !== undefined && stoppedAt >= enrollment.enrolledAt,
      templates: required(templates, workspace.id),
      previousMail: previousMails.get(enrollment.id) ?? null,
      lists: required(lists, workspace.id),
    };
  });
}

/** Whether a step calls a stored text by its name. */
function usesTemplates({ definition }: SequenceVersion): boolean {
  return definition.steps.some((step) => textsOf(step).some(({ at }) => at.at(-1) === 'template'));
}

function usesLists({ definition }: SequenceVersion): boolean {
  return definition.steps.some(({ kind }) => kind === 'fulfillment');
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
