import { DateTime } from 'luxon';
import { resume as resumeProgress } from '../../domain/enrollment/pause.js';
import { wholeMinute } from '../../domain/timing/wall-clock.js';
import type { AppDeps } from '../deps.js';
import { loadSnapshots, type Snapshot } from '../firing/loadSnapshots.js';
import type { Member } from '../ports/stores/people.js';
import { readerZone } from '../shown/readerZone.js';
import { findPaused, type NotPaused } from './findPaused.js';
import { pagesOf } from './inBatches.js';
import { overdueOnes, pausedOnes, type StillPaused } from './pausedOnes.js';
import { policies, type ResumeChoice } from './resume.js';
import type { PauseTarget, TargetLabel, TargetProblem } from './target.js';

/** What one policy would do. */
export interface PolicyPreview {
  /** Overdue steps that would be due at once. */
  readonly atOnce: number;
  /** Steps recorded as skipped. */
  readonly skipped: number;
  /** The earliest and the latest next step of the others that go on; null where none is pending. */
  readonly first: DateTime | null;
  readonly last: DateTime | null;
}

export type ResumePreview =
  | {
      readonly ok: true;
      readonly label: TargetLabel;
      /** Whose zone times are to be shown in: the actor's. */
      readonly zone: string;
      /** Enrollments that would go on. */
      readonly concerned: number;
      readonly overdue: number;
      /** Since when the longest of them stands still; null when there is none. */
      readonly pausedSince: DateTime | null;
      readonly stillPaused: StillPaused;
      readonly policies: { readonly [K in ResumeChoice['policy']]: PolicyPreview };
    }
  | NotPaused
  | TargetProblem;

/** What a resume would do, by policy; changes nothing. `spreadHours` is what `spread` is shown with. */
export async function previewResume(
  { store, clock }: Pick<AppDeps, 'store' | 'clock'>,
  input: { readonly actor: Member; readonly target: PauseTarget; readonly spreadHours: number },
): Promise<ResumePreview> {
  const { actor } = input;
  const target = await findPaused(store.read, actor, input.target);
  if (!target.ok) return target;
  const now = await clock.now();
  const { label } = target;
  const { goingOn, stillPaused } = await pausedOnes(store.read, target);
  const of = (choice: ResumeChoice) => counting(policies(choice, goingOn, now), now);
  const counts = {
    keep: of({ policy: 'keep' }),
    shift: of({ policy: 'shift' }),
    skip: of({ policy: 'skip' }),
    spread: of({ policy: 'spread', hours: input.spreadHours }),
  };
  let pausedSince: DateTime | null = null;
  for await (const page of pagesOf(store.read, target, { pause: target.scope })) {
    const going = page.filter(({ pauses }) => pauses.length === 1);
    for (const snapshot of await loadSnapshots(store.read, going)) {
      for (const count of Object.values(counts)) count.add(snapshot);
      pausedSince = earlier(pausedSince, snapshot.enrollment.progress.pausedSince);
    }
  }
  const workspace = await store.read.workspaces.byId(actor.workspaceId);
  const { keep, shift, skip, spread } = counts;
  return {
    ok: true,
    label,
    zone: readerZone(actor, workspace),
    concerned: goingOn.length,
    overdue: overdueOnes(goingOn, now).length,
    pausedSince,
    stillPaused,
    policies: { keep: keep.result, shift: shift.result, skip: skip.result, spread: spread.result },
  };
}

/** Adds up what one policy makes of enrollments. */
function counting(policyOf: ReturnType<typeof policies>, now: DateTime) {
  const result: { -readonly [K in keyof PolicyPreview]: PolicyPreview[K] } = {
    atOnce: 0,
    skipped: 0,
    first: null,
    last: null,
  };
  const minute = wholeMinute(now);
  const add = ({ enrollment, plan }: Snapshot) => {
    const { progress, records } = resumeProgress(plan, enrollment.progress, now, policyOf(enrollment.id));
    result.skipped += records.length;
    const dueAt = progress.pending?.dueAt ?? null;
    if (dueAt === null || enrollment.hold !== null) return;
    if (dueAt <= minute) {
      result.atOnce += 1;
      return;
    }
    result.first = earlier(result.first, dueAt);
    result.last = result.last === null ? dueAt : DateTime.max(result.last, dueAt);
  };
  return { result, add };
}

function earlier(one: DateTime | null, other: DateTime | null): DateTime | null {
  if (one === null || other === null) return one ?? other;
  return DateTime.min(one, other);
}
