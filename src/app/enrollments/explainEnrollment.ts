import type { DateTime } from 'luxon';
import { explainTrace } from '../../domain/timing/explain.js';
import { describeSuppression } from '../contacts/describeSuppression.js';
import { findContact } from '../contacts/findContact.js';
import { shownName } from '../contacts/shownName.js';
import type { AppDeps } from '../deps.js';
import { loadSnapshots, type Snapshot } from '../firing/loadSnapshots.js';
import type { Tables } from '../ports/store.js';
import type { Member, StoredContact } from '../ports/stores/people.js';
import { namedSequence } from '../sequences/findSequence.js';
import { aheadOf, placeOf } from '../shown/clocks.js';
import type { ShownWhy, ShownWhyEnrollment } from '../shown/enrollments.js';
import { zoneOf } from '../shown/readerZone.js';
import { stepLabelIn } from '../shown/stepLabelIn.js';
import { enrollmentEvents } from './enrollmentEvents.js';
import { lineWithFacts } from './lineWithFacts.js';
import { presentFacts } from './presentFacts.js';
import { shownEnrollment } from './shownEnrollment.js';
import { readableOfContact } from './showStatus.js';
import type { Gone, NotEnrolled, UnknownContact, UnknownSequence } from './target.js';

/** `why` of one enrollment, and the present facts that keep it from firing, each a sentence without its full stop. */
export interface ExplainedEnrollment extends ShownWhyEnrollment {
  readonly facts: readonly string[];
}

export interface ExplainedWhy extends ShownWhy {
  readonly enrollments: readonly ExplainedEnrollment[];
}

export type WhyOutcome =
  | { readonly ok: true; readonly why: ExplainedWhy }
  | UnknownContact
  | UnknownSequence
  | NotEnrolled
  | Gone;

/** By address (`sequence`: a name or slug; null: all of theirs), or one enrollment. */
export type WhyInput = { readonly actor: Member } & (
  | { readonly email: string; readonly sequence: string | null }
  | { readonly enrollmentId: string }
);

/** What happened, what is next, the rule that set that time, and what keeps it from firing now. */
export async function explainEnrollment(
  { store, clock }: Pick<AppDeps, 'store' | 'clock'>,
  input: WhyInput,
): Promise<WhyOutcome> {
  const { read } = store;
  const found = await findSnapshots(read, input);
  if ('ok' in found) return found;
  const now = await clock.now();
  const zone = await zoneOf(read, input.actor);
  const { contact, snapshots, unread } = found;
  const why: ExplainedWhy = {
    zone,
    now,
    contact: shownName(contact),
    suppressed: await describeSuppression(read, contact.workspaceId, contact.email, zone),
    enrollments: await Promise.all(snapshots.map((snapshot) => explained(read, snapshot, now, zone))),
    unread,
  };
  return { ok: true, why };
}

async function explained(
  tables: Tables,
  snapshot: Snapshot,
  now: DateTime,
  zone: string,
): Promise<ExplainedEnrollment> {
  const facts = await presentFacts(tables, snapshot, now, zone);
  return {
    ...shownEnrollment(snapshot, zone),
    line: lineWithFacts(snapshot, facts, zone),
    facts,
    events: await enrollmentEvents(tables, snapshot, zone),
    next: nextOf(snapshot, zone),
  };
}

function nextOf({ enrollment, plan }: Snapshot, zone: string): ShownWhyEnrollment['next'] {
  const { pending, exited } = enrollment.progress;
  if (pending === null || exited !== null) return null;
  const nameOf = (stepId: string) => stepLabelIn(plan.sequence, stepId);
  const label = nameOf(pending.stepId);
  // Rules are written in the plan's zone ("at 09:00"): their times are explained on its clock.
  const clock = aheadOf(pending.dueAt, plan.zone, zone);
  const elsewhere =
    clock === null ? [] : [`Counted on the clock in ${placeOf(plan.zone)}, ${clock} yours; so are these times.`];
  return {
    step: pending.occurrence > 1 ? `${label} (occurrence ${pending.occurrence})` : label,
    at: pending.dueAt,
    rulesZone: plan.zone,
    because: [...elsewhere, ...explainTrace(pending.trace, plan.zone, nameOf, enrollment.enrolledAt)],
  };
}

interface FoundSnapshots {
  readonly contact: StoredContact;
  readonly snapshots: readonly Snapshot[];
  /** One line about those that cannot be read here; null where there are none. */
  readonly unread: string | null;
}

async function findSnapshots(
  tables: Tables,
  input: WhyInput,
): Promise<FoundSnapshots | Extract<WhyOutcome, { ok: false }>> {
  const { workspaceId } = input.actor;
  if ('enrollmentId' in input) {
    const enrollment = await tables.enrollments.byId(input.enrollmentId);
    const [snapshot] =
      enrollment === null || enrollment.workspaceId !== workspaceId ? [] : await loadSnapshots(tables, [enrollment]);
    if (snapshot === undefined) return { ok: false, reason: 'gone' } as const;
    return { contact: snapshot.contact, snapshots: [snapshot], unread: null };
  }
  const contact = await findContact(tables, workspaceId, input.email);
  if ('ok' in contact) return contact;
  if (input.sequence === null) return { contact, ...(await readableOfContact(tables, contact)) };
  const sequence = await namedSequence(tables, workspaceId, input.sequence);
  if ('ok' in sequence) return sequence;
  const there = await readableOfContact(tables, contact, { sequenceId: sequence.id });
  if (there.snapshots.length > 0 || there.unread !== null) return { contact, ...there };
  const all = await readableOfContact(tables, contact);
  const sequences = all.snapshots.map(({ plan }) => plan.sequence.name);
  const { email } = contact;
  return { ok: false, reason: 'not-enrolled', email, sequence: sequence.name, sequences } as const;
}
