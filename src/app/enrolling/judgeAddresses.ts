import type { DateTime } from 'luxon';
import { fullName, newContact } from '../../domain/contact/contact.js';
import { emailKey, parseEmailAddress } from '../../domain/contact/email-address.js';
import { parsePhone } from '../../domain/contact/phone.js';
import { previewDates } from '../../domain/simulate/preview.js';
import { isOutwardKind, type Step } from '../../domain/steps/step.js';
import type { StepId } from '../../domain/steps/step-kind.js';
import { inZone } from '../../domain/timing/in-zone.js';
import type { Plan } from '../../domain/timing/plan.js';
import { applyDetails, type ContactDetails } from '../contacts/contactDetails.js';
import { mayEdit } from '../contacts/mayEdit.js';
import { planOf, plansIn } from '../enrollments/planOf.js';
import type { Tables } from '../ports/store.js';
import type { Enrollment, Execution, PauseScope } from '../ports/stores/enrollments.js';
import type { Member, StoredContact, Suppression, Workspace } from '../ports/stores/people.js';
import type { SequenceVersion, StoredSequence } from '../ports/stores/sequences.js';
import { blankFieldsIn } from './blankFields.js';
import { reenrolling, wasRemoved } from './reenrolling.js';
import type { AddressVerdict, Blocker, EnrollmentRequest } from './request.js';

/** A request whose sequence, owner and start are known. */
export interface Enrolling {
  readonly request: EnrollmentRequest;
  readonly sequence: StoredSequence;
  readonly version: SequenceVersion;
  readonly workspace: Workspace;
  /** The owner that was named; null: each contact's own, else the actor. */
  readonly owner: Member | null;
  readonly postalAddress: string | null;
  readonly now: DateTime;
}

const datesShown = 10;

/** The addresses of a request that are any, as they are stored. */
export function addressesIn({ emails }: Pick<EnrollmentRequest, 'emails'>): string[] {
  return emails.flatMap((typed) => {
    const address = parseEmailAddress(typed);
    return address.ok ? address.email : [];
  });
}

/**
 * What would become of each address, in the order given. Changes nothing. `contacts`: those of {@link addressesIn} that are
 * stored, where they have been read just now.
 */
export async function judgeAddresses(
  tables: Tables,
  enrolling: Enrolling,
  contacts?: readonly StoredContact[],
): Promise<AddressVerdict[]> {
  const known = await readKnown(tables, enrolling, contacts);
  const seen = new Set<string>();
  return enrolling.request.emails.map((typed) => {
    const address = parseEmailAddress(typed);
    if (!address.ok) return blocked(typed.trim(), { kind: 'bad-address', message: address.reason }, enrolling);
    const key = emailKey(address.email);
    if (seen.has(key)) return blocked(address.email, { kind: 'duplicate' }, enrolling);
    seen.add(key);
    return judge(address.email, key, known, enrolling);
  });
}

/** What is stored about all of the addresses, read together. */
interface Known {
  readonly contacts: ReadonlyMap<string, StoredContact>;
  readonly suppressions: ReadonlyMap<string, Suppression>;
  readonly enrollments: ReadonlyMap<string, readonly Enrollment[]>;
  /** Steps that reached the contact, or may have, by enrollments out of which somebody was taken by hand. */
  readonly reached: ReadonlyMap<string, ReadonlySet<StepId>>;
  readonly members: ReadonlyMap<string, Member>;
  /** From where it begins. */
  readonly steps: readonly Step[];
  readonly blankFields: ReturnType<typeof blankFieldsIn>;
  readonly details: ReadonlyMap<string, ContactDetails>;
  readonly pausedOwners: ReadonlySet<string>;
  readonly workspaceIsPaused: boolean;
  /** Of what reads nothing of a contact but times. */
  readonly planIn: (contact: StoredContact) => Plan;
}

async function readKnown(
  tables: Tables,
  { request, sequence, version, workspace, owner }: Enrolling,
  given: readonly StoredContact[] | undefined,
): Promise<Known> {
  const workspaceId = workspace.id;
  const emails = addressesIn(request);
  const contacts = given ?? (await tables.contacts.byEmails(workspaceId, emails));
  const contactIds = contacts.map(({ id }) => id);
  const typed = Object.values(request.details ?? {}).map(({ phone }) => phone ?? null);
  const numbers = [...contacts.map(({ phone }) => phone), ...typed].flatMap((phone) => {
    if (phone === null || phone === '') return [];
    const read = parsePhone(phone);
    return read.ok ? read.phone : [];
  });
  const members = new Map((await tables.members.all(workspaceId)).map((member) => [member.id, member]));
  const enrollments = new Map<string, Enrollment[]>();
  if (contactIds.length > 0) {
    for (const enrollment of await tables.enrollments.find({ workspaceId, sequenceId: sequence.id, contactIds })) {
      enrollments.set(enrollment.contactId, [...(enrollments.get(enrollment.contactId) ?? []), enrollment]);
    }
  }
  const reached = new Map<string, ReadonlySet<StepId>>();
  for (const { id } of [...enrollments.values()].flat().filter(({ progress }) => wasRemoved(progress))) {
    reached.set(
      id,
      new Set((await tables.executions.ofEnrollment(id)).filter(mayHaveReached).map((row) => row.stepId)),
    );
  }
  const owners = new Set([owner?.id, request.actor.id, ...contacts.map(({ ownerId }) => ownerId)]);
  const pausedOwners = new Set<string>();
  for (const id of owners) if (id && (await tables.members.pausedSince(id)) !== null) pausedOwners.add(id);
  const steps = stepsFrom(version, request.startStepId);
  const templates = await tables.templates.all(workspaceId);
  return {
    contacts: new Map(contacts.map((contact) => [emailKey(contact.email), contact])),
    suppressions: new Map(
      (await tables.suppressions.byEmails(workspaceId, [...emails, ...numbers])).map((one) => [one.email, one]),
    ),
    enrollments,
    reached,
    members,
    steps,
    blankFields: blankFieldsIn(
      version.definition,
      steps,
      new Map(templates.map((template) => [template.name, template])),
    ),
    details: new Map(Object.entries(request.details ?? {}).map(([email, details]) => [emailKey(email), details])),
    pausedOwners,
    workspaceIsPaused: (await tables.workspaces.pausedSince(workspaceId)) !== null,
    planIn: plansIn(version, workspace),
  };
}

/** A task reaches nobody but its assignee. */
function mayHaveReached({ state, kind }: Execution): boolean {
  return isOutwardKind(kind) && kind !== 'task' && (state === 'fired' || state === 'sending' || state === 'uncertain');
}

function judge(email: string, key: string, known: Known, enrolling: Enrolling): AddressVerdict {
  const { request, version, workspace, sequence, now } = enrolling;
  const stored = known.contacts.get(key) ?? null;
  const refuse = (blocker: Blocker) => blocked(stored?.email ?? email, blocker, enrolling, stored);
  const suppression = known.suppressions.get(key);
  if (suppression !== undefined) {
    const by = suppression.createdById === null ? null : (known.members.get(suppression.createdById)?.name ?? null);
    return refuse({ kind: 'suppressed', why: suppression.reason, since: suppression.createdAt, by });
  }
  const before = stored === null ? [] : (known.enrollments.get(stored.id) ?? []);
  const { steps } = known;
  const again = reenrolling(before, version.definition.reenroll, workspace.zone, now, (id) =>
    steps.some((step) => known.reached.get(id)?.has(step.id)),
  );
  if (again.kind === 'blocked') return refuse(again.blocker);
  const applied = withDetails(stored, email, known.details.get(key), request.actor);
  if (!applied.ok) return refuse({ kind: 'invalid-details', problems: applied.problems });
  const { contact } = applied;
  const number = numberBlocker(contact.phone, steps, known);
  if (number !== null) return refuse(number);
  const owner = enrolling.owner ?? ownerOf(stored, known.members) ?? request.actor;
  const { zone } = known.planIn(contact);
  const { blanks, broken } = known.blankFields({
    contact,
    owner,
    workspace: { name: workspace.name, postalAddress: enrolling.postalAddress },
    now: inZone(now, zone),
  });
  const blocker = broken ?? (blanks.length > 0 ? ({ kind: 'blank-fields' } as const) : null);
  const startsPaused: PauseScope[] = [];
  if (sequence.pausedAt !== null) startsPaused.push('sequence');
  if (known.pausedOwners.has(owner.id)) startsPaused.push('owner');
  if (known.workspaceIsPaused) startsPaused.push('workspace');
  return {
    email: stored?.email ?? email,
    blocker,
    contact: stored,
    name: fullName(contact),
    blanks,
    owner,
    // Of many who are enrolled without a look, nobody asks.
    get dates() {
      return previewDates(planOf(version, workspace, contact), now, { ...startOf(request), limit: datesShown });
    },
    zone,
    startsPaused,
    isAgain: again.kind === 'again',
  };
}

/** That no text reaches the contact's number, where one of the steps is a text. */
function numberBlocker(phone: string | null, steps: readonly Step[], { suppressions }: Known): Blocker | null {
  if (phone === null || phone.trim() === '' || steps.every(({ kind }) => kind !== 'sms')) return null;
  const read = parsePhone(phone);
  const stopped = read.ok ? suppressions.get(read.phone) : undefined;
  return !read.ok || stopped === undefined
    ? null
    : { kind: 'number-suppressed', phone: read.phone, since: stopped.createdAt };
}

/** The contact as it would be with the details given. */
export function withDetails(
  stored: StoredContact | null,
  email: string,
  details: ContactDetails | undefined,
  actor: Member,
) {
  const known = stored ?? { ...newContact(email), id: '', workspaceId: actor.workspaceId, ownerId: null };
  const onlyBlank = stored !== null && !mayEdit(actor, stored).ok;
  return applyDetails(known, details ?? {}, { empty: 'ignore', onlyBlank });
}

/** Where and when it begins, as the domain takes it. */
export function startOf({ startStepId, startAt }: EnrollmentRequest) {
  return {
    ...(startStepId === undefined ? {} : { startStepId }),
    ...(startAt === undefined ? {} : { startAt }),
  };
}

/** Texts of steps that are passed over need nothing. */
function stepsFrom({ definition }: SequenceVersion, startStepId: string | undefined): readonly Step[] {
  if (startStepId === undefined) return definition.steps;
  return definition.steps.slice(definition.steps.findIndex(({ id }) => id === startStepId));
}

/** The contact's own owner, while that person is still here. */
function ownerOf(contact: StoredContact | null, members: ReadonlyMap<string, Member>): Member | null {
  const owner = contact?.ownerId == null ? undefined : members.get(contact.ownerId);
  return owner === undefined || owner.isRefused ? null : owner;
}

function blocked(
  email: string,
  blocker: Blocker,
  { workspace }: Enrolling,
  contact: StoredContact | null = null,
): AddressVerdict {
  const name = contact === null ? null : fullName(contact);
  const nothing = { blanks: [], owner: null, dates: [], startsPaused: [], isAgain: false };
  return { email, blocker, contact, name, zone: workspace.zone, ...nothing };
}
