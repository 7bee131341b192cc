import { exitsOn } from '../../domain/enrollment/exit.js';
import { findContact } from '../contacts/findContact.js';
import { shownName } from '../contacts/shownName.js';
import type { AppDeps } from '../deps.js';
import { loadReadable } from '../firing/loadReadable.js';
import type { Snapshot } from '../firing/loadSnapshots.js';
import { refusal } from '../people/refusal.js';
import type { Member, StoredContact } from '../ports/stores/people.js';
import { findSequence } from '../sequences/findSequence.js';
import type { ShownContactName, ShownEnrollment } from '../shown/enrollments.js';
import { zoneOf } from '../shown/readerZone.js';
import { shownEnrollment } from './shownEnrollment.js';

/** What somebody does to one contact by their address. */
export type DeedToContact = 'suppress' | 'remove' | 'pause' | 'replied';

/** What a deed would stop: all of it, and which of it is the actor's own. */
export interface WouldStop {
  readonly contact: ShownContactName;
  readonly enrollments: readonly (ShownEnrollment & { readonly isOwn: boolean })[];
  /** The slug of the one sequence that was named. */
  readonly slug: string | null;
}

/**
 * What a deed would stop where some of that is a colleague's: to be asked about first. Null where it is all the actor's own,
 * nothing runs, or the deed is refused anyway. What cannot be read here is not asked about: the deed itself says what it can do
 * there. `sequence`: a name or slug; null: all of them.
 */
export async function wouldStopOfColleagues(
  { store }: Pick<AppDeps, 'store'>,
  asked: {
    readonly actor: Member;
    readonly deed: DeedToContact;
    readonly email: string;
    readonly sequence: string | null;
  },
): Promise<WouldStop | null> {
  const { actor, deed, email } = asked;
  const { read } = store;
  const { workspaceId } = actor;
  const contact = await findContact(read, workspaceId, email);
  if ('ok' in contact) return null;
  const found = asked.sequence === null ? null : await findSequence(read, workspaceId, asked.sequence);
  if (found?.ok === false) return null;
  const one = found === null ? {} : { sequenceId: found.sequence.id };
  const running = await read.enrollments.ids({ workspaceId, contactId: contact.id, status: 'active', ...one });
  const { snapshots } = await loadReadable(read, running);
  const stopped = snapshots.filter((snapshot) => stops[deed](snapshot));
  const isOwn = ({ enrollment: { ownerId } }: Snapshot) => ownerId === actor.id;
  if (stopped.every(isOwn) || !reaches(actor, deed, contact, snapshots.some(isOwn))) return null;
  const zone = await zoneOf(read, actor);
  const shown = stopped.map((snapshot) => ({ ...shownEnrollment(snapshot, zone), isOwn: isOwn(snapshot) }));
  return { contact: shownName(contact), enrollments: shown, slug: found?.sequence.slug ?? null };
}

/** Whether a deed changes anything there. */
const stops: Readonly<Record<DeedToContact, (snapshot: Snapshot) => boolean>> = {
  suppress: () => true,
  remove: () => true,
  pause: ({ enrollment }) => !enrollment.pauses.includes('self'),
  replied: ({ plan }) => exitsOn(plan.sequence, 'reply'),
};

/** Whether the deed is one that this person may do to a colleague's: a reply may be told by whoever has the contact too. */
function reaches(actor: Member, deed: DeedToContact, contact: StoredContact, hasOne: boolean): boolean {
  if (deed === 'suppress') return refusal(actor, 'suppress', false) === null;
  const own = deed === 'replied' && (hasOne || contact.ownerId === actor.id);
  return refusal(actor, 'act-on-enrollment', own) === null;
}
