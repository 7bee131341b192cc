import type { DateTime } from 'luxon';
import type { MailInThread } from '../../domain/mail/thread.js';
import { readAssignee } from '../../domain/steps/assignee.js';
import { textsOf } from '../../domain/steps/step-texts.js';
import { planOf } from '../enrollments/planOf.js';
import type { Tables } from '../ports/store.js';
import type { Enrollment } from '../ports/stores/enrollments.js';
import type { StoredList } from '../ports/stores/parcels.js';
import type { Member, StoredContact } from '../ports/stores/people.js';
import type { SequenceVersion, TemplateRow } from '../ports/stores/sequences.js';
import { loadPlanned, type Planned, required } from './loadPlanned.js';
import { mailsBefore } from './mailContent.js';

/** Everything a decision about one enrollment needs, read together. */
export interface Snapshot extends Planned {
  readonly owner: Member;
  /** Everybody of the workspace. */
  readonly members: readonly Member[];
  /** Who stands in for members who are away: ids by ids; none are read where no step gives a task to a member by name. */
  readonly standIns: ReadonlyMap<string, string>;
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
  const planned = await loadPlanned(tables, enrollments);
  const versions = [...new Set(planned.map(versionOf))];
  const workspaceIds = new Set(planned.map(workspaceIdOf));
  const templates = new Map<string, ReadonlyMap<string, TemplateRow>>();
  const lists = new Map<string, ReadonlyMap<string, StoredList>>();
  const usesStoredLists = versions.some(usesLists);
  const members = new Map<string, readonly Member[]>();
  const standIns = new Map<string, ReadonlyMap<string, string>>();
  const namesMembers = versions.some(givesToMembers);
  const owners = new Map<string, Member>();
  const usesStored = versions.some(usesTemplates);
  const suppressions = new Map<string, ReadonlyMap<string, DateTime>>();
  for (const workspaceId of workspaceIds) {
    const stored = usesStored ? await tables.templates.all(workspaceId) : [];
    templates.set(workspaceId, new Map(stored.map((template) => [template.name, template])));
    const ofLists = usesStoredLists ? await tables.parcels.lists(workspaceId) : [];
    lists.set(workspaceId, new Map(ofLists.map((list) => [list.name, list])));
    const everybody = await tables.members.all(workspaceId);
    members.set(workspaceId, everybody);
    standIns.set(workspaceId, namesMembers ? await tables.members.standIns(workspaceId) : new Map());
    for (const member of everybody) owners.set(member.id, member);
    const addresses = addressesOf(planned, workspaceId);
    const suppressed = await tables.suppressions.byEmails(workspaceId, addresses);
    suppressions.set(workspaceId, new Map(suppressed.map(({ email, createdAt }) => [email, createdAt])));
  }
  const previousMails = await mailsBefore(tables, planned, templates);
  const surroundings = { owners, members, standIns, suppressions, templates, previousMails, lists };
  const snapshots: Snapshot[] = [];
  for (const one of planned) snapshots.push(snapshotOf(one, surroundings));
  return snapshots;
}

/**
 * What is read for many enrollments at once: owners by their ids, mails by enrollment, suppressions by workspace and address, the
 * rest by workspace.
 */
interface Surroundings {
  readonly owners: ReadonlyMap<string, Member>;
  readonly members: ReadonlyMap<string, readonly Member[]>;
  readonly standIns: ReadonlyMap<string, Snapshot['standIns']>;
  readonly suppressions: ReadonlyMap<string, ReadonlyMap<string, DateTime>>;
  readonly templates: ReadonlyMap<string, Snapshot['templates']>;
  readonly previousMails: ReadonlyMap<string, MailInThread>;
  readonly lists: ReadonlyMap<string, Snapshot['lists']>;
}

function snapshotOf({ enrollment, plan, version, workspace, contact }: Planned, around: Surroundings): Snapshot {
  const suppressions = required(around.suppressions, workspace.id);
  const stoppedAt = contact.phone === null ? undefined : suppressions.get(contact.phone);
  // Written out: each property after an object that is spread takes longer than all of these together.
  return {
    enrollment,
    plan,
    version,
    workspace,
    contact,
    owner: required(around.owners, enrollment.ownerId),
    members: required(around.members, workspace.id),
    standIns: required(around.standIns, workspace.id),
    suppressed: suppressions.has(contact.email.toLowerCase()),
    numberSuppressed: stoppedAt !== undefined,
    saidStop: stoppedAt !== undefined && stoppedAt >= enrollment.enrolledAt,
    templates: required(around.templates, workspace.id),
    previousMail: around.previousMails.get(enrollment.id) ?? null,
    lists: required(around.lists, workspace.id),
  };
}

function versionOf({ version }: Planned): SequenceVersion {
  return version;
}

function workspaceIdOf({ workspace }: Planned): string {
  return workspace.id;
}

/** Mail addresses and numbers of a workspace's contacts. */
function addressesOf(planned: readonly Planned[], workspaceId: string): string[] {
  const addresses: string[] = [];
  for (const { contact, workspace } of planned) {
    if (workspace.id !== workspaceId) continue;
    addresses.push(contact.email);
    if (contact.phone !== null) addresses.push(contact.phone);
  }
  return addresses;
}

/** Whether a step calls a stored text by its name. */
function usesTemplates({ definition }: SequenceVersion): boolean {
  return definition.steps.some((step) => textsOf(step).some(({ at }) => at.at(-1) === 'template'));
}

/** Whether a step, or a rule, gives a task to a member by name: what is the owner's comes up only while they are here. */
function givesToMembers({ definition }: SequenceVersion): boolean {
  const isMember = (assignee: string | undefined) => assignee !== undefined && readAssignee(assignee).to === 'member';
  return definition.steps.some((step) => {
    if (step.kind === 'task') return isMember(step.assignee);
    return step.kind === 'rule' && step.do.some((one) => 'createTask' in one && isMember(one.createTask.assignee));
  });
}

function usesLists({ definition }: SequenceVersion): boolean {
  return definition.steps.some(({ kind }) => kind === 'fulfillment');
}

/** The same with another state of its contact. */
export function withContact(snapshot: Snapshot, contact: StoredContact): Snapshot {
  return { ...snapshot, contact, plan: planOf(snapshot.version, snapshot.workspace, contact) };
}
