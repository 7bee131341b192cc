import type { DateTime } from 'luxon';
import { applyEvent, type ContactEvent } from '../../domain/enrollment/exit.js';
import { audit } from '../audit.js';
import { findContact } from '../contacts/findContact.js';
import { shownName } from '../contacts/shownName.js';
import type { AppDeps } from '../deps.js';
import { loadSnapshots, type Snapshot } from '../firing/loadSnapshots.js';
import { noticeToOwner } from '../firing/noticeToOwner.js';
import { refusal } from '../people/refusal.js';
import type { Tables } from '../ports/store.js';
import type { Enrollment, Execution } from '../ports/stores/enrollments.js';
import type { Member, StoredContact } from '../ports/stores/people.js';
import type { ShownMember } from '../posting/shown.js';
import type { ShownContactName } from '../shown/enrollments.js';
import { firstLines } from './firstLines.js';
import { lockOpen } from './lockOpen.js';
import { saveTransitions } from './saveTransition.js';
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
    }
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
  | { readonly actor: Member };

/** Whose event it is: by what was sent to them, or by address. */
export type ContactEventInput = Teller &
  ({ readonly executionId: string } | { readonly workspaceId: string; readonly email: string });

export type ContactEventDeps = Pick<AppDeps, 'store' | 'clock' | 'ids' | 'poke'>;

/**
 * Records what a contact did and ends every open enrollment of theirs that it ends, completed ones too. Their owners are
 * told, except the one who says so. A bounce suppresses the address. What was told before changes nothing.
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
    const open = await lockOpen(tables, contact);
    if (actor !== undefined) {
      const own = contact.ownerId === actor.id || open.some(({ ownerId }) => ownerId === actor.id);
      const refused = refusal(actor, 'act-on-enrollment', own);
      if (refused !== null) return refused;
    }
    const teller: Teller =
      input.actor === undefined ? { sourceId: input.sourceId, said: input.said } : { actor: input.actor };
    const applied = await applyContactEvent({ tables, ids: deps.ids, now }, { ...found, ...teller, kind, open });
    return { ok: true, contact: shownName(contact), ...applied };
  });
  deps.poke();
  return outcome;
}

export type EventOfContact = Teller & {
  readonly kind: ContactEvent;
  readonly contact: StoredContact;
  readonly execution: Execution | null;
  /** The contact's open enrollments, locked. */
  readonly open: readonly Enrollment[];
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
  const isNew = await addEvents(context, event);
  if (!isNew && actor === undefined) return { ended: [], goesOn: [], repeated: true };
  if (kind === 'bounce' || kind === 'unsubscribe') await suppressContact(context, event);
  const changes = (await loadSnapshots(tables, open)).map((snapshot) => {
    const { enrollment, plan } = snapshot;
    const step = event.execution?.enrollmentId === enrollment.id ? event.execution.stepId : null;
    const transition = applyEvent(plan.sequence, enrollment.progress, kind, { at: now, step });
    return { snapshot, enrollment, plan, transition };
  });
  const ending = changes.filter(({ transition }) => transition.progress.exited !== null);
  const goesOn = changes.filter((change) => !ending.includes(change)).map(({ plan }) => plan.sequence.name);
  if (!isNew && ending.length === 0) return { ended: [], goesOn, repeated: true };
  const closedBy = actor === undefined ? {} : { closedById: actor.id };
  // One that goes on keeps the answer for its conditions.
  const changed = changes.filter(({ enrollment, transition }) => transition.progress !== enrollment.progress);
  await saveTransitions({ tables, ids, now, ...closedBy }, changed);
  const told = ending.filter(({ enrollment }) => enrollment.ownerId !== actor?.id);
  await tables.posts.add(told.flatMap(({ snapshot }) => endedNotice(snapshot, event, context)));
  const ended = ending.map(({ snapshot }) => endedOf(snapshot));
  const detail = { ended: ended.map(({ sequenceName }) => sequenceName) };
  const by = { workspaceId: contact.workspaceId, id: actor?.id ?? null };
  await audit(context, by, { action: `contact.${kind}`, subject: contact.email, detail });
  return { ended, goesOn, repeated: false };
}

/** One row for each enrollment that it concerns. False: all of it is known already, or it concerns none. */
async function addEvents({ tables, ids, now }: Context, event: EventOfContact): Promise<boolean> {
  const { kind, contact, execution, open } = event;
  const concerned = [
    ...new Set([...(execution === null ? [] : [execution.enrollmentId]), ...open.map(({ id }) => id)]),
  ];
  const add = (enrollmentId: string | null, sourceId: string) => {
    const executionId = enrollmentId !== null && enrollmentId === execution?.enrollmentId ? execution.id : null;
    const whose = { workspaceId: contact.workspaceId, contactId: contact.id, enrollmentId, executionId };
    return tables.events.add({ ...whose, id: ids.next(), kind, sourceId, at: now });
  };
  if (event.actor !== undefined) {
    let isNew = false;
    for (const id of concerned) if (await add(id, `said:${kind}:${id}`)) isNew = true;
    return isNew;
  }
  // The first carries the provider's own id, which decides.
  const [first = null, ...others] = concerned;
  if (!(await add(first, event.sourceId))) return false;
  for (const id of others) await add(id, `${event.sourceId}:${id}`);
  return true;
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

function endedNotice(snapshot: Snapshot, event: EventOfContact, { now, ids }: Context) {
  const enrollmentId = snapshot.enrollment.id;
  const said = event.actor === undefined ? firstLines(event.said ?? '') : '';
  const notice = { kind: 'ended', enrollmentId, reason: event.kind, ...(said === '' ? {} : { said }) } as const;
  return noticeToOwner(snapshot, notice, now, ids, enrollmentId);
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
