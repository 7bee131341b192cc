import { exit } from '../../domain/enrollment/exit.js';
import { pause, resume } from '../../domain/enrollment/pause.js';
import { enrollByStep } from '../enrolling/enrollByStep.js';
import { applyContactEvent } from '../enrollments/recordContactEvent.js';
import { type Change, type SavingContext, saveTransitions } from '../enrollments/saveTransition.js';
import type { Tables } from '../ports/store.js';
import type { Enrollment } from '../ports/stores/enrollments.js';
import type { StoredSequence } from '../ports/stores/sequences.js';
import type { Decision } from './decide.js';
import { loadSnapshots, type Snapshot } from './loadSnapshots.js';

/** What a control step does to other enrollments of its contact; `executionId` is the step's own row. */
export type Errand = { readonly executionId: string } & (
  | { readonly kind: 'enroll' | 'pause' | 'resume' | 'remove'; readonly sequence: string }
  | { readonly kind: 'unsubscribe' }
);

/** A decision's errands with what they need, its rows held. */
export interface ReadyErrands {
  readonly decision: Decision;
  readonly others: readonly string[];
}

interface ReservedErrands {
  readonly ready: readonly ReadyErrands[];
  /** All decisions but those that are postponed. */
  readonly standing: readonly Decision[];
  readonly postponed: readonly Decision[];
}

/**
 * Holds the rows that the errands of decisions need, without waiting for anybody: a worker holds other rows already, and
 * two that wait for each other would never end. Decisions whose rows are not free are to be made again in a moment.
 */
export async function reserveErrands(tables: Tables, decisions: readonly Decision[]): Promise<ReservedErrands> {
  const own = new Set(decisions.map(enrollmentIdOf));
  const ready: ReadyErrands[] = [];
  const postponed: Decision[] = [];
  const standing: Decision[] = [];
  for (const decision of decisions) {
    if (decision.errands.length === 0) {
      standing.push(decision);
      continue;
    }
    const { id: contactId, workspaceId } = decision.snapshot.contact;
    const open = await tables.enrollments.find({ workspaceId, contactId, status: 'open' });
    const others = open.map(({ id }) => id).filter((id) => id !== decision.snapshot.enrollment.id);
    const foreign = others.filter((id) => !own.has(id));
    const held = await tables.enrollments.lockFree(foreign);
    const free = held.length === foreign.length && (await areSequencesFree(tables, decision));
    if (free) ready.push({ decision, others });
    (free ? standing : postponed).push(decision);
  }
  return { ready, standing, postponed };
}

function enrollmentIdOf({ snapshot }: Decision): string {
  return snapshot.enrollment.id;
}

async function areSequencesFree(tables: Tables, { snapshot, errands }: Decision): Promise<boolean> {
  for (const errand of errands) {
    if (errand.kind !== 'enroll') continue;
    const sequence = await tables.sequences.byName(snapshot.workspace.id, errand.sequence);
    if (sequence !== null && (await tables.sequences.lockFree(sequence.id)) === null) return false;
  }
  return true;
}

/** Runs the errands of one decision in their order, after the decision itself is written. */
export async function runErrands(context: SavingContext, { decision, others }: ReadyErrands): Promise<void> {
  for (const errand of decision.errands) await runErrand(context, errand, decision, others);
}

async function runErrand(
  context: SavingContext,
  errand: Errand,
  { snapshot, after }: Decision,
  others: readonly string[],
): Promise<void> {
  const { tables } = context;
  const { workspace } = snapshot;
  if (errand.kind === 'unsubscribe') {
    const execution = await tables.executions.byId(errand.executionId);
    const sourceId = `rule:${errand.executionId}`;
    const open = await stillOpen(tables, others);
    const event = { kind: 'unsubscribe', contact: after.contact, execution, sourceId, actor: undefined, open } as const;
    await applyContactEvent(context, event);
    return;
  }
  const sequence = await tables.sequences.byName(workspace.id, errand.sequence);
  if (errand.kind === 'enroll') {
    await enrollByStep(context, { snapshot: { ...snapshot, ...after }, sequence, named: errand.sequence });
    return;
  }
  if (sequence !== null) await changeIn(context, errand.kind, sequence, await stillOpen(tables, others));
}

async function stillOpen(tables: Tables, ids: readonly string[]): Promise<Enrollment[]> {
  const locked = await tables.enrollments.lockMany(ids);
  return locked.filter(({ progress }) => progress.exited === null);
}

async function changeIn(
  context: SavingContext,
  kind: 'pause' | 'resume' | 'remove',
  sequence: StoredSequence,
  open: readonly Enrollment[],
): Promise<void> {
  const there = open.filter(({ sequenceId }) => sequenceId === sequence.id);
  const snapshots = await loadSnapshots(context.tables, there);
  await saveTransitions(
    context,
    snapshots.flatMap((snapshot) => changes[kind](snapshot, context) ?? []),
  );
}

/** What becomes of the contact's enrollment in another sequence; null where nothing does. */
const changes: Readonly<
  Record<'pause' | 'resume' | 'remove', (snapshot: Snapshot, context: SavingContext) => Change | null>
> = {
  pause: ({ enrollment, plan }, { now }) => {
    if (enrollment.pauses.includes('self')) return null;
    const transition = pause(enrollment.progress, now);
    return { enrollment, plan, transition, beside: { pauses: [...enrollment.pauses, 'self'] } };
  },
  resume: ({ enrollment, plan }, { now }) => {
    if (!enrollment.pauses.includes('self')) return null;
    const pauses = enrollment.pauses.filter((scope) => scope !== 'self');
    const { progress } = enrollment;
    const transition = pauses.length > 0 ? { progress, records: [] } : resume(plan, progress, now, 'keep');
    return { enrollment, plan, transition, beside: { pauses } };
  },
  remove: ({ enrollment, plan }, { now }) => {
    return { enrollment, plan, transition: exit(enrollment.progress, 'rule', now) };
  },
};
