import { describeSuppression } from '../contacts/describeSuppression.js';
import { findContact } from '../contacts/findContact.js';
import { shownName } from '../contacts/shownName.js';
import type { AppDeps } from '../deps.js';
import { loadReadable } from '../firing/loadReadable.js';
import type { Snapshot } from '../firing/loadSnapshots.js';
import type { Tables } from '../ports/store.js';
import type { Member, StoredContact } from '../ports/stores/people.js';
import type { ShownStatus } from '../shown/enrollments.js';
import { zoneOf } from '../shown/readerZone.js';
import { unreadWords } from '../shown/unreadWords.js';
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
  const { snapshots, unread } = await readableOfContact(read, contact);
  const zone = await zoneOf(read, actor);
  const enrollments = await Promise.all(
    snapshots.map(async (snapshot) => {
      const facts = await presentFacts(read, snapshot, now, zone);
      const events = await enrollmentEvents(read, snapshot, zone);
      return { ...shownEnrollment(snapshot, zone), line: lineWithFacts(snapshot, facts, zone), events };
    }),
  );
  const suppressed = await describeSuppression(read, actor.workspaceId, contact.email, zone);
  return { ok: true, status: { zone, now, contact: shownName(contact), suppressed, enrollments, unread } };
}

/** Every enrollment of a contact: open ones first, then the latest. `unread`: one line about those that cannot be read here. */
export async function readableOfContact(
  tables: Tables,
  { workspaceId, id: contactId }: StoredContact,
  inSequence: { readonly sequenceId?: string } = {},
): Promise<{ readonly snapshots: readonly Snapshot[]; readonly unread: string | null }> {
  const ids = await tables.enrollments.ids({ workspaceId, contactId, ...inSequence });
  const { snapshots, unread } = await loadReadable(tables, ids);
  const isOver = ({ enrollment }: Snapshot) => Number(enrollment.progress.exited !== null);
  return {
    snapshots: [...snapshots].sort((a, b) => isOver(a) - isOver(b)),
    unread: unreadWords(unread.values(), 'enrollment'),
  };
}
