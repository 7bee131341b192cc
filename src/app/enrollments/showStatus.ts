import { describeSuppression } from '../contacts/describeSuppression.js';
import { findContact } from '../contacts/findContact.js';
import { shownName } from '../contacts/shownName.js';
import type { AppDeps } from '../deps.js';
import { loadSnapshots, type Snapshot } from '../firing/loadSnapshots.js';
import type { Tables } from '../ports/store.js';
import type { Member, StoredContact } from '../ports/stores/people.js';
import type { ShownStatus } from '../shown/enrollments.js';
import { zoneOf } from '../shown/readerZone.js';
import { enrollmentEvents } from './enrollmentEvents.js';
import { lineWithFacts } from './lineWithFacts.js';
import { presentFacts } from './presentFacts.js';
import { shownEnrollment } from './shownEnrollment.js';
import type { UnknownContact } from './target.js';

export type StatusOutcome = { readonly ok: true; readonly status: ShownStatus } | UnknownContact;

/** Where a contact is, in every sequence: state and next step in `line`, with what keeps it; what happened, as events. */
export async function showStatus(
  { store, clock }: Pick<AppDeps, 'store' | 'clock'>,
  input: { readonly actor: Member; readonly email: string },
): Promise<StatusOutcome> {
  const { actor } = input;
  const { read } = store;
  const contact = await findContact(read, actor.workspaceId, input.email);
  if ('ok' in contact) return contact;
  const now = await clock.now();
  const snapshots = await snapshotsOfContact(read, contact);
  const zone = await zoneOf(read, actor);
  const enrollments = await Promise.all(
    snapshots.map(async (snapshot) => {
      const facts = await presentFacts(read, snapshot, now, zone);
      const events = await enrollmentEvents(read, snapshot, zone);
      return { ...shownEnrollment(snapshot, zone), line: lineWithFacts(snapshot, facts, zone), events };
    }),
  );
  const suppressed = await describeSuppression(read, actor.workspaceId, contact.email, zone);
  return { ok: true, status: { zone, now, contact: shownName(contact), suppressed, enrollments } };
}

/** Every enrollment of a contact: open ones first, then the latest. */
export async function snapshotsOfContact(tables: Tables, contact: StoredContact): Promise<Snapshot[]> {
  const { workspaceId, id: contactId } = contact;
  const enrollments = await tables.enrollments.find({ workspaceId, contactId });
  const isOver = ({ enrollment }: Snapshot) => Number(enrollment.progress.exited !== null);
  return (await loadSnapshots(tables, enrollments)).sort((a, b) => isOver(a) - isOver(b));
}
