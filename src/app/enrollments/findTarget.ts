import type { DateTime } from 'luxon';
import { displayName } from '../../domain/contact/contact.js';
import { findContact } from '../contacts/findContact.js';
import { refusal } from '../people/refusal.js';
import type { Tables } from '../ports/store.js';
import type { Enrollment, EnrollmentFilter, PauseScope } from '../ports/stores/enrollments.js';
import type { PauseOfMany } from '../ports/stores/pause-ends.js';
import type { Member, StoredContact } from '../ports/stores/people.js';
import type { StoredSequence } from '../ports/stores/sequences.js';
import { namedSequence } from '../sequences/findSequence.js';
import type { PauseTarget, TargetLabel, TargetProblem } from './target.js';

/** What a target stands for: which enrollments, under which scope of pause, and where the pause itself is remembered. */
export interface FoundTarget {
  readonly ok: true;
  readonly label: TargetLabel;
  /** What audit entries name. */
  readonly subject: string;
  readonly scope: PauseScope;
  /** Open enrollments; with `ids`, only these of them. */
  readonly filter: EnrollmentFilter;
  readonly ids: readonly string[] | null;
  /** The contact's enrollments that the actor may not touch. */
  readonly notYours: number;
  /** The pause of many that it stands for; null: of one contact, whose enrollments know of it themselves. */
  readonly many: PauseOfMany | null;
  /** Since when new enrollments begin paused by this; null where nothing remembers it, or it is not paused. `hold`: it stays so. */
  readonly pausedSince: (tables: Tables, hold?: 'hold') => Promise<DateTime | null>;
  readonly setPaused: (tables: Tables, at: DateTime | null) => Promise<void>;
}

/** Finds what somebody means, and whether they may. */
export async function findTarget(
  tables: Tables,
  actor: Member,
  target: PauseTarget,
): Promise<FoundTarget | TargetProblem> {
  const { workspaceId } = actor;
  switch (target.kind) {
    case 'contact':
    case 'enrollment':
      return findEnrollments(tables, actor, target);
    case 'sequence': {
      // What is not there is said first: nobody is to be asked about it.
      const sequence = await sequenceOf(tables, workspaceId, target);
      if ('ok' in sequence) return sequence;
      return refusal(actor, 'pause-sequence', false) ?? wholeSequence(sequence);
    }
    case 'owner': {
      const refused = refusal(actor, 'pause-owner', target.memberId === actor.id);
      if (refused !== null) return refused;
      const owner = await tables.members.byId(target.memberId);
      if (owner === null || owner.workspaceId !== workspaceId) return { ok: false, reason: 'gone' };
      return allOfOwner(owner);
    }
    case 'everything': {
      const refused = refusal(actor, 'pause-workspace', false);
      if (refused !== null) return refused;
      return everything(workspaceId);
    }
  }
}

/** What a pause of many stands for, whoever asks; null where that is gone. */
export async function targetOfMany(
  tables: Tables,
  { workspaceId, scope, subjectId }: PauseOfMany,
): Promise<FoundTarget | null> {
  if (scope === 'workspace') return everything(workspaceId);
  if (scope === 'owner') {
    const owner = await tables.members.byId(subjectId);
    return owner === null ? null : allOfOwner(owner);
  }
  const sequence = await tables.sequences.byId(subjectId);
  return sequence === null ? null : wholeSequence(sequence);
}

function allOfOwner({ id, workspaceId, name }: Member): FoundTarget {
  return {
    ...whole('owner', name, { workspaceId, ownerId: id, status: 'open' }, id),
    pausedSince: ({ members }, hold) => members.pausedSince(id, hold),
    setPaused: async ({ members }, at) => {
      await members.setPaused(id, at);
      // Whoever is back gets their own tasks again.
      if (at === null) await members.setStandIn(id, null);
    },
  };
}

function everything(workspaceId: string): FoundTarget {
  return {
    ...whole('workspace', 'everything', { workspaceId, status: 'open' }, workspaceId),
    pausedSince: ({ workspaces }, hold) => workspaces.pausedSince(workspaceId, hold),
    setPaused: ({ workspaces }, at) => workspaces.setPaused(workspaceId, at),
  };
}

async function sequenceOf(
  tables: Tables,
  workspaceId: string,
  target: Extract<PauseTarget, { kind: 'sequence' }>,
): Promise<StoredSequence | TargetProblem> {
  if ('name' in target) return namedSequence(tables, workspaceId, target.name);
  const sequence = await tables.sequences.byId(target.sequenceId);
  return sequence === null || sequence.workspaceId !== workspaceId ? { ok: false, reason: 'gone' } : sequence;
}

function wholeSequence(sequence: StoredSequence): FoundTarget {
  const { id: sequenceId, workspaceId, name } = sequence;
  return {
    ...whole('sequence', name, { workspaceId, sequenceId, status: 'open' }, sequenceId),
    pausedSince: async ({ sequences }, hold) => {
      const row = await (hold === undefined ? sequences.byId(sequenceId) : sequences.lock(sequenceId));
      return row?.pausedAt ?? null;
    },
    setPaused: async ({ sequences }, at) => {
      await sequences.lock(sequenceId);
      await sequences.setPaused(sequenceId, at);
    },
  };
}

function whole(scope: PauseOfMany['scope'], label: string, filter: EnrollmentFilter, subjectId: string) {
  const many = { workspaceId: filter.workspaceId, scope, subjectId };
  return { ok: true, label, subject: label, scope, filter, ids: null, notYours: 0, many } as const;
}

async function findEnrollments(
  tables: Tables,
  actor: Member,
  target: Extract<PauseTarget, { kind: 'contact' | 'enrollment' }>,
): Promise<FoundTarget | TargetProblem> {
  const found =
    target.kind === 'enrollment'
      ? await oneEnrollment(tables, actor, target.enrollmentId)
      : await enrollmentsOfContact(tables, actor, target);
  if ('ok' in found) return found;
  const refused = refusal(actor, 'act-on-enrollment', false);
  const mine = found.enrollments.filter(({ ownerId }) => refused === null || ownerId === actor.id);
  if (refused !== null && mine.length === 0) return refused;
  const { workspaceId } = actor;
  return {
    ok: true,
    label: found.label,
    subject: found.contact.email,
    scope: 'self',
    filter: { workspaceId, contactId: found.contact.id, status: 'open' },
    ids: mine.map(({ id }) => id),
    notYours: found.enrollments.length - mine.length,
    many: null,
    pausedSince: async () => null,
    setPaused: async () => undefined,
  };
}

interface SomeEnrollments {
  readonly contact: StoredContact;
  readonly enrollments: readonly Enrollment[];
  readonly label: TargetLabel;
}

async function oneEnrollment(
  tables: Tables,
  actor: Member,
  enrollmentId: string,
): Promise<SomeEnrollments | TargetProblem> {
  const enrollment = await tables.enrollments.byId(enrollmentId);
  const contact = enrollment === null ? null : await tables.contacts.byId(enrollment.contactId);
  if (enrollment === null || contact === null || enrollment.workspaceId !== actor.workspaceId) {
    return { ok: false, reason: 'gone' };
  }
  const name = (await tables.sequences.byId(enrollment.sequenceId))?.name ?? '';
  if (enrollment.progress.exited !== null) {
    return { ok: false, reason: 'not-enrolled', email: contact.email, sequence: name, sequences: [] };
  }
  return { contact, enrollments: [enrollment], label: `${displayName(contact)} in ${name}` };
}

async function enrollmentsOfContact(
  tables: Tables,
  actor: Member,
  target: Extract<PauseTarget, { kind: 'contact' }>,
): Promise<SomeEnrollments | TargetProblem> {
  const { workspaceId } = actor;
  const contact = await findContact(tables, workspaceId, target.email);
  if ('ok' in contact) return contact;
  const open = await tables.enrollments.find({ workspaceId, contactId: contact.id, status: 'open' });
  const sequence = target.sequence === null ? null : await namedSequence(tables, workspaceId, target.sequence);
  if (sequence !== null && 'ok' in sequence) return sequence;
  const enrollments = open.filter(({ sequenceId }) => sequence === null || sequenceId === sequence.id);
  if (enrollments.length === 0) {
    const names = (await tables.sequences.byIds(open.map(({ sequenceId }) => sequenceId))).map(({ name }) => name);
    const { email } = contact;
    return { ok: false, reason: 'not-enrolled', email, sequence: sequence?.name ?? null, sequences: names };
  }
  const who = displayName(contact);
  const label = sequence === null ? who : `${who} in ${sequence.name}`;
  return { contact, enrollments, label };
}
