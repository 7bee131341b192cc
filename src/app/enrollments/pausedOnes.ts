import type { DateTime } from 'luxon';
import { wholeMinute } from '../../domain/timing/wall-clock.js';
import type { Tables } from '../ports/store.js';
import type { PauseScope } from '../ports/stores/enrollments.js';
import type { FoundTarget } from './findTarget.js';
import { pagesOf } from './inBatches.js';

/** An enrollment that a resume concerns. */
export interface PausedOne {
  readonly id: string;
  /** Its next step's time; null where nothing is pending (it waits for a task, or is completed). */
  readonly dueAt: DateTime | null;
  /** It waits for somebody (a blank field, a refusal), and goes on by no resume: it is not overdue. */
  readonly isHeld: boolean;
}

/** Enrollments that other pauses hold, by pause; one may count twice. */
export type StillPaused = Readonly<Record<PauseScope, number>>;

export interface PausedOnes {
  /** Those whose last pause this is: they go on. */
  readonly goingOn: readonly PausedOne[];
  readonly stillPaused: StillPaused;
}

/** What a resume of this target concerns: of thousands only ids and times are kept. */
export async function pausedOnes(tables: Tables, target: FoundTarget): Promise<PausedOnes> {
  const goingOn: PausedOne[] = [];
  const stillPaused = { self: 0, sequence: 0, owner: 0, workspace: 0 };
  for await (const page of pagesOf(tables, target, target.ids === null ? { pause: target.scope } : {})) {
    for (const { id, pauses, progress, hold } of page) {
      const others = pauses.filter((pause) => pause !== target.scope);
      for (const pause of others) stillPaused[pause] += 1;
      if (others.length > 0 || !pauses.includes(target.scope)) continue;
      goingOn.push({ id, dueAt: progress.pending?.dueAt ?? null, isHeld: hold !== null });
    }
  }
  return { goingOn, stillPaused };
}

/** Those whose next step is overdue (strictly before now) and may go, with its time. */
export function overdueOnes(ones: readonly PausedOne[], now: DateTime): { id: string; dueAt: DateTime }[] {
  const minute = wholeMinute(now);
  return ones.flatMap(({ id, dueAt, isHeld }) => (!isHeld && dueAt !== null && dueAt < minute ? [{ id, dueAt }] : []));
}
