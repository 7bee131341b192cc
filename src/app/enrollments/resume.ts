import type { DateTime } from 'luxon';
import { type ResumePolicy, resume as resumeProgress } from '../../domain/enrollment/pause.js';
import type { Pending } from '../../domain/enrollment/progress.js';
import { spreadOverdue } from '../../domain/enrollment/spread.js';
import { requestLimits } from '../../domain/limits.js';
import { minutesOf, wholeMinute } from '../../domain/timing/wall-clock.js';
import { audit } from '../audit.js';
import type { AppDeps } from '../deps.js';
import { loadSnapshots, type Snapshot } from '../firing/loadSnapshots.js';
import type { Member } from '../ports/stores/people.js';
import { backAgain } from './backAgain.js';
import { findPaused, type NotPaused } from './findPaused.js';
import type { FoundTarget } from './findTarget.js';
import { inBatches } from './inBatches.js';
import { overdueOnes, type PausedOne, pausedOnes, type StillPaused } from './pausedOnes.js';
import { type Change, saveTransitions } from './saveTransition.js';
import type { PauseTarget, TargetLabel, TargetProblem } from './target.js';

export type { StillPaused };

/** What becomes of due times (scheduling.md, "Pausing and resuming"). `hours` may be a fraction; more than 0, at most `requestLimits` allows. */
export type ResumeChoice =
  | { readonly policy: 'keep' | 'shift' | 'skip' }
  | { readonly policy: 'spread'; readonly hours: number };

export type ResumeOutcome =
  | {
      readonly ok: true;
      readonly label: TargetLabel;
      /** Enrollments that go on now. */
      readonly resumed: number;
      /** Of these, those whose next step was overdue. */
      readonly overdue: number;
      /** Steps recorded as skipped (policy `skip`). */
      readonly skipped: number;
      /** Of the steps that come next for them: how many have a later time than before, and by how much. */
      readonly moved: MovedSteps;
      /** Tasks that are with them again, which a colleague stood in for. */
      readonly tasksBack: number;
      /** Those that another pause still holds, by that pause (one may count twice). */
      readonly stillPaused: StillPaused;
      readonly notYours: number;
      /** When the pause would have ended by itself; null where it would not. */
      readonly wasUntil: DateTime | null;
    }
  | NotPaused
  | { readonly ok: false; readonly reason: 'bad-hours'; readonly hours: number }
  | TargetProblem;

/** Steps that a resume moved; minutes that the least moved one and the most moved one went on, 0 where there is none. */
export interface MovedSteps {
  readonly steps: number;
  readonly leastMinutes: number;
  readonly mostMinutes: number;
}

type ResumeDeps = Pick<AppDeps, 'store' | 'clock' | 'ids' | 'poke'>;

/**
 * Ends a pause: an enrollment goes on when its last one is gone. In batches; repeating the command after a crash goes on
 * with those that are left.
 */
export async function resume(
  deps: ResumeDeps,
  input: { readonly actor: Member; readonly target: PauseTarget; readonly policy: ResumeChoice },
): Promise<ResumeOutcome> {
  const { actor, policy } = input;
  if (policy.policy === 'spread' && !(policy.hours > 0 && policy.hours <= requestLimits.spreadHours)) {
    return { ok: false, reason: 'bad-hours', hours: policy.hours };
  }
  const target = await findPaused(deps.store.read, actor, input.target);
  if (!target.ok) return target;
  const now = await deps.clock.now();
  const { label, scope, notYours } = target;
  const { goingOn, stillPaused } = await pausedOnes(deps.store.read, target);
  const { many } = target;
  let wasUntil = many === null ? null : await deps.store.read.pauseEnds.of(many);
  await forget(deps, actor, target, policy, now);
  const policyOf = policies(policy, goingOn, now);
  const counts = { resumed: 0, overdue: 0, skipped: 0 };
  let moved: MovedSteps = { steps: 0, leastMinutes: 0, mostMinutes: 0 };
  await inBatches(deps.store, { target, isPaused: false }, { pause: scope }, async (tables, locked) => {
    const paused = locked.filter(({ pauses }) => pauses.includes(scope));
    const changes = (await loadSnapshots(tables, paused)).map((snapshot) => change(snapshot, target, policyOf, now));
    await saveTransitions({ tables, ids: deps.ids, now, byId: actor.id }, changes);
    for (const { enrollment, transition, beside } of changes) {
      if (scope === 'self') wasUntil = enrollment.pausedUntil;
      if (beside?.pauses?.length !== 0) continue;
      counts.resumed += 1;
      counts.skipped += transition.records.length;
      const { pending } = enrollment.progress;
      moved = withMoved(moved, pending, transition.progress.pending);
      if (enrollment.hold === null && pending !== null && pending.dueAt < wholeMinute(now)) counts.overdue += 1;
    }
  });
  const tasksBack = await backAgain(deps, target);
  deps.poke();
  return { ok: true, label, ...counts, moved, tasksBack, stillPaused, notYours, wasUntil };
}

function withMoved(moved: MovedSteps, before: Pending | null, after: Pending | null): MovedSteps {
  if (before === null || after === null || before.stepId !== after.stepId) return moved;
  const minutes = minutesOf(after.dueAt) - minutesOf(before.dueAt);
  if (minutes === 0) return moved;
  const { steps, leastMinutes, mostMinutes } = moved;
  return {
    steps: steps + 1,
    leastMinutes: steps === 0 ? minutes : Math.min(leastMinutes, minutes),
    mostMinutes: Math.max(mostMinutes, minutes),
  };
}

/** The domain's policy for each enrollment: `spread` lays all that are overdue out together, in due order. */
export function policies(
  choice: ResumeChoice,
  goingOn: readonly PausedOne[],
  now: DateTime,
): (enrollmentId: string) => ResumePolicy {
  if (choice.policy !== 'spread') return () => choice.policy;
  const overdue = overdueOnes(goingOn, now);
  const times = spreadOverdue(
    overdue.map(({ dueAt }) => dueAt),
    now,
    choice.hours,
  );
  const spreadTo = new Map(overdue.map(({ id }, index) => [id, times[index]]));
  return (id) => {
    const to = spreadTo.get(id);
    return to === undefined ? 'keep' : { spreadTo: to };
  };
}

function change(
  { enrollment, plan }: Snapshot,
  { scope }: FoundTarget,
  policyOf: ReturnType<typeof policies>,
  now: DateTime,
): Change {
  const { progress } = enrollment;
  const pauses = enrollment.pauses.filter((pause) => pause !== scope);
  const unchanged = { progress, records: [] };
  const transition = pauses.length > 0 ? unchanged : resumeProgress(plan, progress, now, policyOf(enrollment.id));
  return { enrollment, plan, transition, beside: { pauses } };
}

async function forget(
  { store, ids }: ResumeDeps,
  actor: Member,
  target: FoundTarget,
  policy: ResumeChoice,
  now: DateTime,
): Promise<void> {
  await store.transact(async (tables) => {
    await target.setPaused(tables, null);
    if (target.many !== null) await tables.pauseEnds.set(target.many, null);
    const { label, scope, subject } = target;
    const detail = { scope, of: label, ...policy };
    await audit({ tables, ids, now }, actor, { action: 'resume', subject, detail });
  });
}
