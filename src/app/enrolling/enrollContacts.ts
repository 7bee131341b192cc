import type { DateTime } from 'luxon';
import { displayName } from '../../domain/contact/contact.js';
import { emailKey } from '../../domain/contact/email-address.js';
import { auditMany } from '../audit.js';
import { releaseFilled } from '../contacts/fillHeld.js';
import { lockConcerned } from '../contacts/lockConcerned.js';
import { refreshDated } from '../contacts/refreshContactDates.js';
import type { AppDeps } from '../deps.js';
import { pausesForNew } from '../enrollments/pausesForNew.js';
import { plansIn } from '../enrollments/planOf.js';
import { tellOwners } from '../enrollments/tellOwners.js';
import type { Tables } from '../ports/store.js';
import type { Enrollment, PauseScope } from '../ports/stores/enrollments.js';
import type { Member, StoredContact } from '../ports/stores/people.js';
import type { StoredSequence } from '../ports/stores/sequences.js';
import { missingDates } from '../posting/describeNext.js';
import { stepLabelIn } from '../shown/stepLabelIn.js';
import { beginEnrollments } from './beginEnrollment.js';
import { addressesIn, type Enrolling, judgeAddresses, startOf } from './judgeAddresses.js';
import { makeWay } from './makeWay.js';
import type { AddressVerdict, EnrollmentRefusal, EnrollmentRequest } from './request.js';
import { checkStartStep, type EnrollingDeps, resolveRequest } from './resolveRequest.js';
import { storeContacts } from './storeContacts.js';
import { enrolledTogether } from './undoEnrollment.js';

export interface EnrollmentOrder extends EnrollmentRequest {
  /** `everybody` (unless given): nothing happens while an address is blocked. `ready`: those who are ready come in. */
  readonly enroll?: 'everybody' | 'ready';
  /** Blank merge fields block nobody: the person knows that those mails will be held. */
  readonly acceptBlank?: boolean;
}

/** Somebody who is in the sequence now. */
export interface EnrolledContact {
  readonly email: string;
  readonly name: string;
  readonly contactId: string;
  readonly isNewContact: boolean;
  readonly enrollment: Enrollment;
  readonly owner: Member;
  /** What comes first, and when; null where the sequence has nothing left. */
  readonly first: { readonly step: string; readonly at: DateTime } | null;
  /** Dates of theirs that steps wait for. */
  readonly waitsFor: readonly string[];
  readonly zone: string;
  /** An earlier enrollment made way. */
  readonly isAgain: boolean;
}

export type EnrolledContacts =
  | {
      readonly ok: true;
      readonly sequence: StoredSequence;
      readonly enrolled: readonly EnrolledContact[];
      /** Those who were left out, with `enroll: 'ready'`. */
      readonly blocked: readonly AddressVerdict[];
      /** The audit entry that {@link undoEnrollment} takes back. */
      readonly undo: string;
    }
  /** Nothing was changed. All addresses, the ready ones too, in the order of the request. */
  | {
      readonly ok: false;
      readonly reason: 'blocked';
      readonly sequence: StoredSequence;
      readonly addresses: readonly AddressVerdict[];
    }
  | EnrollmentRefusal;

/**
 * Enrolls contacts, in one transaction: unknown ones are created, blank fields filled in, earlier enrollments that were
 * completed make way. A second submission finds them enrolled already and changes nothing.
 */
export async function enrollContacts(
  deps: EnrollingDeps & Pick<AppDeps, 'poke'>,
  order: EnrollmentOrder,
): Promise<EnrolledContacts> {
  const resolved = await resolveRequest(deps, order);
  if (!resolved.ok) return resolved;
  const enrollThem = () =>
    deps.store.transact((tables) => enrollAll(tables, deps, order, resolved.enrolling), { writes: 'many' });
  const outcome = await enrollThem().catch((error: unknown) => {
    // Seen by the unique index alone; the second look finds them enrolled.
    if (error instanceof EnrolledMeanwhile) return enrollThem();
    throw error;
  });
  if (outcome.ok) deps.poke();
  return outcome;
}

class EnrolledMeanwhile extends Error {}

async function enrollAll(
  tables: Tables,
  { ids }: Pick<AppDeps, 'ids'>,
  order: EnrollmentOrder,
  resolved: Enrolling,
): Promise<EnrolledContacts> {
  // Pausing and publishing wait until this is through, and the other way round; who else enrolls does not. The workspace first, as
  // publishing does.
  await tables.workspaces.pausedSince(resolved.workspace.id, 'hold');
  const sequence = await tables.sequences.hold(resolved.sequence.id);
  const version = sequence === null ? null : await tables.sequences.version(sequence.currentVersionId);
  if (sequence === null || version === null || sequence.archivedAt !== null) {
    return { ok: false, reason: 'archived', sequence: sequence ?? resolved.sequence };
  }
  const noStep = checkStartStep(version, order.startStepId);
  if (noStep !== null) return noStep;
  const enrolling = { ...resolved, sequence, version };
  const { workspace, now } = enrolling;
  const before = await tables.contacts.byEmails(workspace.id, addressesIn(order));
  const { held, dated, mayHaveWaited } = await lockConcerned(
    tables,
    workspace.id,
    before.map(({ id }) => id),
  );
  const addresses = await judgeAddresses(tables, enrolling, mayHaveWaited ? undefined : before);
  const isReady = ({ blocker }: AddressVerdict) =>
    blocker === null || (blocker.kind === 'blank-fields' && order.acceptBlank === true);
  const ready = addresses.filter(isReady);
  const blocked = addresses.filter((verdict) => !isReady(verdict));
  if (ready.length === 0 || (blocked.length > 0 && order.enroll !== 'ready')) {
    return { ok: false, reason: 'blocked', sequence, addresses };
  }
  await makeWay(tables, ids, enrolling, ready);
  const contacts = await storeContacts(tables, ids, enrolling, ready);
  const storedIds = new Set([...contacts.values()].map(({ id }) => id));
  await releaseFilled(
    tables,
    held.filter(({ contactId }) => storedIds.has(contactId)),
    now,
  );
  await refreshDated({ tables, ids, now }, dated);
  const pauses = await pausesByOwner(tables, enrolling, ready);
  const entering = ready.map((verdict) => {
    const contact = contacts.get(emailKey(verdict.email));
    const { owner } = verdict;
    if (contact === undefined || owner === null) throw new Error('a contact that is ready was not stored');
    return { verdict, contact, owner, pauses: pauses.get(owner.id) ?? [] };
  });
  const enrolled = await enrollEach(tables, ids, enrolling, entering);
  const undo = await auditAll(tables, ids, enrolling, enrolled);
  await tables.posts.add(tellOwners({ ids, now }, order.actor, 'enrolled', enrolled));
  return { ok: true, sequence, enrolled, blocked, undo };
}

async function pausesByOwner(
  tables: Tables,
  { sequence, workspace }: Enrolling,
  ready: readonly AddressVerdict[],
): Promise<ReadonlyMap<string, readonly PauseScope[]>> {
  const owners = [...new Set(ready.flatMap(({ owner }) => owner?.id ?? []))].sort();
  const pauses = new Map<string, readonly PauseScope[]>();
  for (const ownerId of owners) {
    pauses.set(ownerId, await pausesForNew(tables, { sequence, ownerId, workspaceId: workspace.id }));
  }
  return pauses;
}

interface Entering {
  readonly verdict: AddressVerdict;
  readonly contact: StoredContact;
  readonly owner: Member;
  readonly pauses: readonly PauseScope[];
}

async function enrollEach(
  tables: Tables,
  ids: AppDeps['ids'],
  { request, version, workspace, now }: Enrolling,
  entering: readonly Entering[],
): Promise<EnrolledContact[]> {
  const whole = { version, workspace, options: startOf(request) };
  const byId = request.actor.id;
  const begun = await beginEnrollments(
    { tables, ids, now },
    entering.map(({ contact, owner, pauses }) => ({ whole, byId, contact, ownerId: owner.id, pauses })),
  );
  const planIn = plansIn(version, workspace);
  const byContact = new Map(begun.map((enrollment) => [enrollment.contactId, enrollment]));
  return entering.map(({ verdict, contact, owner }) => {
    const enrollment = byContact.get(contact.id);
    if (enrollment === undefined) throw new EnrolledMeanwhile();
    const { pending } = enrollment.progress;
    const plan = planIn(contact);
    return {
      email: contact.email,
      name: displayName(contact),
      contactId: contact.id,
      isNewContact: verdict.contact === null,
      enrollment,
      owner,
      first: pending === null ? null : { step: stepLabelIn(version.definition, pending.stepId), at: pending.dueAt },
      waitsFor: missingDates(plan, enrollment.progress),
      zone: plan.zone,
      isAgain: verdict.isAgain,
    };
  });
}

/** An entry for each, the last of which names all who came in with it, as the way back. Answers its id. */
async function auditAll(
  tables: Tables,
  ids: AppDeps['ids'],
  { request, sequence, now }: Enrolling,
  enrolled: readonly EnrolledContact[],
): Promise<string> {
  const entries = enrolled.map(({ email, enrollment, owner, isAgain: again }, index) => {
    const together = index < enrolled.length - 1 ? {} : enrolledTogether(enrolled.map((one) => one.enrollment.id));
    const detail = { sequence: sequence.name, enrollmentId: enrollment.id, owner: owner.name, again, ...together };
    return { action: 'enroll', subject: email, detail };
  });
  return (await auditMany({ tables, ids, now }, request.actor, entries)).at(-1) ?? '';
}
