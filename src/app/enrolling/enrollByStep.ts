import { displayName } from '../../domain/contact/contact.js';
import { exit } from '../../domain/enrollment/exit.js';
import { audit } from '../audit.js';
import { planOf } from '../enrollments/planOf.js';
import { type SavingContext, saveTransition } from '../enrollments/saveTransition.js';
import type { Snapshot } from '../firing/loadSnapshots.js';
import { noticeToOwner } from '../firing/noticeToOwner.js';
import type { Tables } from '../ports/store.js';
import type { PauseScope } from '../ports/stores/enrollments.js';
import type { StoredSequence } from '../ports/stores/sequences.js';
import { beginEnrollment } from './beginEnrollment.js';
import { reenrolling } from './reenrolling.js';

export interface EnrollingByStep {
  /** Where the contact comes from. */
  readonly snapshot: Snapshot;
  /** Where it goes; its row and the contact's open enrollments are held. Null: there is no such sequence. */
  readonly sequence: StoredSequence | null;
  /** As the step names it. */
  readonly named: string;
}

/**
 * A branch, an exit or a rule brings a contact into another sequence, with the same owner. Where that cannot be, the owner
 * is told why; fields that its texts leave blank hold its mails as ever.
 */
export async function enrollByStep(context: SavingContext, enrolling: EnrollingByStep): Promise<void> {
  const { tables, ids, now } = context;
  const { snapshot } = enrolling;
  const reason = await enrollIn(context, enrolling);
  const { contact, plan, enrollment } = snapshot;
  const subject = contact.email;
  if (reason === null) {
    const detail = { sequence: enrolling.named, from: plan.sequence.name };
    await audit(context, { workspaceId: contact.workspaceId, id: null }, { action: 'enroll', subject, detail });
    return;
  }
  const text = `${displayName(contact)} (${subject}) could not go from ${plan.sequence.name} on to ${enrolling.named}: ${reason}.`;
  const about = `${enrollment.id}:${enrolling.named}:${now.toMillis()}`;
  await tables.posts.add(noticeToOwner(snapshot, { kind: 'report', text }, now, ids, about));
}

/** Null where it went well, else why not. */
async function enrollIn(
  { tables, ids, now }: SavingContext,
  { snapshot, sequence }: EnrollingByStep,
): Promise<string | null> {
  const { contact, workspace, owner } = snapshot;
  if (sequence === null) return 'there is no such sequence any more';
  if (sequence.archivedAt !== null) return 'that sequence has been archived';
  if (snapshot.suppressed) return 'nothing may be sent to that address';
  const version = await tables.sequences.version(sequence.currentVersionId);
  if (version === null) return 'that sequence has no version';
  const filter = { workspaceId: workspace.id, sequenceId: sequence.id, contactIds: [contact.id] };
  const before = await tables.enrollments.find(filter);
  // What somebody took out by hand comes back by a hand, not by a step.
  const again = reenrolling(before, version.definition.reenroll, workspace.zone, now, () => true);
  if (again.kind === 'blocked') return 'they are in it, or were and may not come in again yet';
  for (const { id, sequenceVersionId, progress } of before) {
    if (progress.exited !== null) continue;
    const [completed] = await tables.enrollments.lockMany([id]);
    const old = await tables.sequences.version(sequenceVersionId);
    if (completed === undefined || old === null) continue;
    const ended = exit(completed.progress, 're-enrolled', now);
    await saveTransition({ tables, ids, now }, completed, planOf(old, workspace, contact), ended);
  }
  const pauses = await pausesOf(tables, sequence, snapshot);
  const begun = await beginEnrollment(
    { tables, ids, now },
    { whole: { version, workspace, options: {} }, contact, ownerId: owner.id, pauses },
  );
  return begun === null ? 'they are in it already' : null;
}

/** As `pausesForNew`, but without holding rows: a worker that holds enrollments waits for nobody. */
async function pausesOf(
  tables: Tables,
  { pausedAt }: StoredSequence,
  { owner, workspace }: Snapshot,
): Promise<PauseScope[]> {
  return [
    ...(pausedAt === null ? [] : (['sequence'] as const)),
    ...((await tables.members.pausedSince(owner.id)) === null ? [] : (['owner'] as const)),
    ...((await tables.workspaces.pausedSince(workspace.id)) === null ? [] : (['workspace'] as const)),
  ];
}
