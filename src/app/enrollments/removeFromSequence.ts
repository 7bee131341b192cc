import { displayName } from '../../domain/contact/contact.js';
import { exit } from '../../domain/enrollment/exit.js';
import type { StepId } from '../../domain/steps/step-kind.js';
import { audit } from '../audit.js';
import type { AppDeps } from '../deps.js';
import { loadSnapshots, type Snapshot } from '../firing/loadSnapshots.js';
import type { Tables } from '../ports/store.js';
import type { Member } from '../ports/stores/people.js';
import { findTarget } from './findTarget.js';
import { type EndedEnrollment, endedOf } from './recordContactEvent.js';
import { type SavingContext, saveTransitions } from './saveTransition.js';
import type { PauseTarget, TargetProblem } from './target.js';
import { tellOwners } from './tellOwners.js';

/** Who was taken out of what, and the step that they stood at; null: they had come to the end. */
export interface RemovedEnrollment extends EndedEnrollment {
  readonly email: string;
  readonly name: string;
  readonly slug: string;
  readonly stepId: StepId | null;
}

export type RemoveOutcome =
  | {
      readonly ok: true;
      /** Empty: somebody was faster. */
      readonly removed: readonly RemovedEnrollment[];
      /** Those that belong to somebody else and were left alone. */
      readonly notYours: number;
    }
  | TargetProblem;

/** A person's hand: ends the enrollment(s) of one contact for good, reason `removed`. */
export async function removeFromSequence(
  deps: Pick<AppDeps, 'store' | 'clock' | 'ids' | 'poke'>,
  input: { readonly actor: Member; readonly target: Extract<PauseTarget, { kind: 'contact' | 'enrollment' }> },
): Promise<RemoveOutcome> {
  const { actor } = input;
  const { ids } = deps;
  const target = await findTarget(deps.store.read, actor, input.target);
  if (!target.ok) return target;
  const now = await deps.clock.now();
  const removed = await deps.store.transact(async (tables) => {
    const open = await takeOut({ tables, ids, now }, actor, target.ids ?? []);
    const ended = await Promise.all(open.map((snapshot) => removedOf(tables, snapshot)));
    if (ended.length > 0) {
      const detail = { from: ended.map(({ sequenceName }) => sequenceName) };
      await audit({ tables, ids, now }, actor, { action: 'remove', subject: target.subject, detail });
    }
    return ended;
  });
  deps.poke();
  return { ok: true, removed, notYours: target.notYours };
}

/** Ends those of these enrollments that are open, and tells their owners where somebody else does it. Answers them. */
export async function takeOut(
  { tables, ids, now }: SavingContext,
  actor: Member,
  enrollmentIds: readonly string[],
): Promise<Snapshot[]> {
  const locked = await tables.enrollments.lockMany(enrollmentIds);
  const open = await loadSnapshots(
    tables,
    locked.filter(({ progress }) => progress.exited === null),
  );
  const changes = open.map(({ enrollment, plan }) => {
    return { enrollment, plan, transition: exit(enrollment.progress, 'removed', now) };
  });
  await saveTransitions({ tables, ids, now, byId: actor.id }, changes);
  await tables.posts.add(tellOwners({ ids, now }, actor, 'removed', open));
  return open;
}

async function removedOf(tables: Tables, snapshot: Snapshot): Promise<RemovedEnrollment> {
  const { enrollment, contact } = snapshot;
  const { pending, openTask } = enrollment.progress;
  const slug = (await tables.sequences.byId(enrollment.sequenceId))?.slug ?? '';
  return {
    ...endedOf(snapshot),
    email: contact.email,
    name: displayName(contact),
    slug,
    stepId: pending?.stepId ?? openTask?.stepId ?? null,
  };
}
