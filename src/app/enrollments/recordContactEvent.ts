import type { DateTime } from 'luxon';
import { applyEvent, type ContactEvent } from '../../domain/enrollment/exit.js';
import { audit } from '../audit.js';
import { findContact } from '../contacts/findContact.js';
import { shownName } from '../contacts/shownName.js';
import type { AppDeps } from '../deps.js';
import type { UnreadableContent } from '../faults.js';
import { loadReadable, type Readable } from '../firing/loadReadable.js';
import { loadSnapshots, type Snapshot } from '../firing/loadSnapshots.js';
import { noticeToOwner } from '../firing/noticeToOwner.js';
import { refusal } from '../people/refusal.js';
import type { Tables } from '../ports/store.js';
import type { Enrollment, Execution } from '../ports/stores/enrollments.js';
import type { Member, StoredContact } from '../ports/stores/people.js';
import type { ShownMember } from '../posting/shown.js';
import type { ShownContactName } from '../shown/enrollments.js';
import { addContactEvents, answeredSteps } from './contactEventRows.js';
import { firstLines } from './firstLines.js';
import { holdUnread } from './holdUnread.js';
import { lockOpen, lockReadableOpen } from './lockOpen.js';
import { replyUndo } from './replyUndo.js';
import { saveTransitions } from './saveTransition.js';
import { settleSeen } from './settleSeen.js';
import type { NotAllowed, UnknownContact } from './target.js';

/** An enrollment that ended just now. */
export interface EndedEnrollment {
  readonly id: string;
  readonly sequenceName: string;
  readonly owner: ShownMember;
}

export type ContactEventOutcome =
  | {
      readonly ok: true;
      readonly contact: ShownContactName;
      /** What ended. Empty: nothing was open, or no sequence of theirs ends by this. */
      readonly ended: readonly EndedEnrollment[];
      /** Names of sequences that go on, because they do not end by this. */
      readonly goesOn: readonly string[];
      /** It was recorded before, or there was nothing to record; nothing changed. */
      readonly repeated: boolean;
      /** A reply that a person told of can be taken back by this id ({@link takeBackReply}); null: there is nothing to. */
      readonly undo: string | null;
    }
  /** The time that was given is still ahead, or before the contact was enrolled anywhere. */
  | { readonly ok: false; readonly reason: 'ahead'; readonly at: DateTime }
  | { readonly ok: false; readonly reason: 'before-enrolled'; readonly at: DateTime; readonly enrolledAt: DateTime }
  | UnknownContact
  | { readonly ok: false; readonly reason: 'unknown-execution' }
  | NotAllowed;

/** Who tells of an event. */
export type Teller =
  /** A provider, by its own id of the event: a repeated delivery is one event. */
  | {
      readonly actor?: undefined;
      readonly sourceId: string;
      /** What a reply says: its first lines are shown to the owner. */
      readonly said?: string | undefined;
    }
  /** A person: once for each enrollment, however often, in whatever way and by whom it is said. */
  | {
      readonly actor: Member;
      /** When it happened; left out: just now. */
      readonly at?: DateTime | null | undefined;
    };

/** Whose event it is: by what was sent to them, or by address. */
export type ContactEventInput = Teller &
  ({ readonly executionId: string } | { readonly workspaceId: string; readonly email: string });

export type ContactEventDeps = Pick<AppDeps, 'store' | 'clock' | 'ids' | 'poke'>;

/**
 * Records what a contact did and ends every open enrollment of theirs that it ends, completed ones too. Their owners are
 * told, except the one who says so. A bounce suppresses the address. What was told before changes nothing. What cannot be read
 * here is held where a provider tells of it; to a person it is an UnreadableContent.
 */
export async function recordContactEvent(
  deps: ContactEventDeps,
  kind: ContactEvent,
  input: ContactEventInput,
): Promise<ContactEventOutcome> {
  const { actor } = input;
  const found = await whose(deps.store.read, input);
  if ('ok' in found) return found;
  const { contact } = found;
  const now = await deps.clock.now();
  const outcome = await deps.store.transact(async (tables): Promise<ContactEventOutcome> => {
    const unread = new Map<string, UnreadableContent>();
    const locked =
      actor === undefined ? await lockReadableOpen(tables, contact, unread) : await lockOpen(tables, contact);
    const open = await withoutDoubt({ tables, ids: deps.ids, now }, locked, found.execution);
    if (actor !== undefined) {
      const own = contact.ownerId === actor.id || open.some(({ ownerId }) => ownerId === actor.id);
      const refused = refusal(actor, 'act-on-enrollment', own) ?? impossibleTime(input.at ?? null, open, now);
      if (refused !== null) return refused;
    }
    const teller: Teller =
      input.actor === undefined
        ? { sourceId: input.sourceId, said: input.said }
        : { actor: input.actor, at: input.at ?? null };
    const event = { ...found, ...teller, kind, open, unread: unread.keys() };
    const applied = await applyContactEvent({ tables, ids: deps.ids, now }, event);
    return { ok: true, contact: shownName(contact), ...applied };
  });
  deps.poke();
  return outcome;
}

/** What they answered had reached them, also where nobody knew whether it had left. Answers the enrollments as stored. */
async function withoutDoubt(context: Context, locked: readonly Enrollment[], execution: Execution | null) {
  const row = execution === null ? null : await context.tables.executions.byId(execution.id);
  const inDoubt = row?.state === 'uncertain' ? locked.find(({ id }) => id === row.enrollmentId) : undefined;
  if (row === null || inDoubt === undefined) return locked;
  const known = await settleSeen(context, inDoubt, row, null);
  return locked.map((one) => (one.id === known.id ? known : one));
}

/** Null where a time that somebody gave can be one of an answer. */
export function impossibleTime(at: DateTime | null, open: readonly Enrollment[], now: DateTime) {
  if (at === null) return null;
  if (at > now) return { ok: false, reason: 'ahead', at } as const;
  const [enrolledAt] = open.map((one) => one.enrolledAt).sort((a, b) => a.toMillis() - b.toMillis());
  if (enrolledAt === undefined || at >= enrolledAt.startOf('minute')) return null;
  return { ok: false, reason: 'before-enrolled', at, enrolledAt } as const;
}

export type EventOfContact = Teller & {
  readonly kind: ContactEvent;
  readonly contact: StoredContact;
  readonly execution: Execution | null;
  /** The contact's open enrollments, locked. */
  readonly open: readonly Enrollment[];
  /** Ids of others, whose rows are held and cannot be read here. */
  readonly unread?: Iterable<string>;
  /** They said it of texts: mails may still go to them. */
  readonly isOfTexts?: boolean;
};

interface Context {
  readonly tables: Tables;
  readonly ids: AppDeps['ids'];
  readonly now: DateTime;
}

/** {@link recordContactEvent} inside a transaction. */
export async function applyContactEvent(context: Context, event: EventOfContact) {
  const { tables, ids, now } = context;
  const { kind, contact, actor, open } = event;
  const added = await addContactEvents(context, event);
  const isNew = added.length > 0;
  if (!isNew && actor === undefined) return { ended: [], goesOn: [], repeated: true, undo: null };
  const isRefusal = kind === 'bounce' || kind === 'unsubscribe';
  if (isRefusal && !event.isOfTexts) await suppressContact(context, event);
  const answered = await answeredSteps(tables, event);
  const { snapshots, unread } =
    actor === undefined ? await loadReadable(tables, open.map(idOf)) : await all(tables, open);
  // Who wants nothing more is out of everything: what cannot be read here ends by that when its turn comes.
  if (!isRefusal) await holdUnread(tables, contact, [...unread.keys(), ...(event.unread ?? [])], now);
  const changes = snapshots.map((snapshot) => {
    const { enrollment, plan } = snapshot;
    const step = answered.get(enrollment.id) ?? null;
    const transition = applyEvent(plan.sequence, enrollment.progress, kind, { at: now, step });
    return { snapshot, enrollment, plan, transition };
  });
  const ending = changes.filter(({ transition }) => transition.progress.exited !== null);
  const goesOn = changes.filter((change) => !ending.includes(change)).map(({ plan }) => plan.sequence.name);
  if (!isNew && ending.length === 0) return { ended: [], goesOn, repeated: true, undo: null };
  const closedBy = actor === undefined ? {} : { byId: actor.id };
  // One that goes on keeps the answer for its conditions.
  const changed = changes.filter(({ enrollment, transition }) => transition.progress !== enrollment.progress);
  const undo = actor === undefined || kind !== 'reply' ? null : await replyUndo(tables, { changed, events: added });
  await saveTransitions({ tables, ids, now, ...closedBy }, changed);
  for (const { enrollment, snapshot } of ending) {
    if (enrollment.ownerId !== actor?.id) await tables.posts.add(await endedNotice(snapshot, event, context));
  }
  const ended = ending.map(({ snapshot }) => endedOf(snapshot));
  const detail = { ended: ended.map(({ sequenceName }) => sequenceName), ...(undo === null ? {} : { undo }) };
  const by = { workspaceId: contact.workspaceId, id: actor?.id ?? null };
  const entryId = await audit(context, by, { action: `contact.${kind}`, subject: contact.email, detail });
  return { ended, goesOn, repeated: false, undo: undo === null ? null : entryId };
}

function idOf({ id }: Enrollment): string {
  return id;
}

/** A person who tells of it is told where it cannot be done, and does it again. */
async function all(tables: Tables, open: readonly Enrollment[]): Promise<Readable> {
  return { snapshots: await loadSnapshots(tables, open), unread: new Map() };
}

async function suppressContact({ tables, ids, now }: Context, { kind, contact, actor }: EventOfContact): Promise<void> {
  await tables.suppressions.add({
    id: ids.next(),
    workspaceId: contact.workspaceId,
    email: contact.email,
    reason: kind === 'bounce' ? 'bounce' : 'unsubscribe',
    createdAt: now,
    createdById: actor?.id ?? null,
  });
}

/** One that ended before, and went on since, is told anew. */
async function endedNotice(snapshot: Snapshot, event: EventOfContact, { tables, now, ids }: Context) {
  const { id: enrollmentId, workspaceId } = snapshot.enrollment;
  const said = event.actor === undefined ? firstLines(event.said ?? '') : '';
  const notice = { kind: 'ended', enrollmentId, reason: event.kind, ...(said === '' ? {} : { said }) } as const;
  const isFirst = (await tables.posts.idOfKey(workspaceId, `notice:ended:${enrollmentId}`)) === null;
  return noticeToOwner(snapshot, notice, now, ids, isFirst ? enrollmentId : `${enrollmentId}:${now.toMillis()}`);
}

/** An enrollment as outcomes name one that ended. */
export function endedOf({ enrollment, plan, owner }: Snapshot): EndedEnrollment {
  const { slackUserId, name } = owner;
  return { id: enrollment.id, sequenceName: plan.sequence.name, owner: { slackUserId, name } };
}

async function whose(
  tables: Tables,
  input: ContactEventInput,
): Promise<
  { contact: StoredContact; execution: Execution | null } | UnknownContact | { ok: false; reason: 'unknown-execution' }
> {
  if ('email' in input) {
    const contact = await findContact(tables, input.workspaceId, input.email);
    return 'ok' in contact ? contact : { contact, execution: null };
  }
  const execution = await tables.executions.byId(input.executionId);
  const contact = execution === null ? null : await contactOf(tables, execution);
  return contact === null ? { ok: false, reason: 'unknown-execution' } : { contact, execution };
}

/** To whom something was sent. */
export async function contactOf(tables: Tables, execution: Execution): Promise<StoredContact | null> {
  const enrollment = await tables.enrollments.byId(execution.enrollmentId);
  return enrollment === null ? null : tables.contacts.byId(enrollment.contactId);
}
