import type { DateTime } from 'luxon';
import type { Plan } from '../timing/plan.js';
import { wholeMinute } from '../timing/wall-clock.js';
import { resume } from './pause.js';
import type { Progress, Transition } from './progress.js';

/**
 * Takes back an end that was a slip: the enrollment stands as it did `before`, as if it had been paused from its end until
 * `at`. It goes on as a resume with `keep` lets it, unless `isPaused`: then it stands still from its end on, or since
 * when it did before.
 */
export function reopen(
  plan: Plan,
  before: Progress,
  { endedAt, at, isPaused }: { readonly endedAt: DateTime; readonly at: DateTime; readonly isPaused: boolean },
): Transition {
  const paused: Progress = { ...before, pausedSince: before.pausedSince ?? wholeMinute(endedAt) };
  return isPaused ? { progress: paused, records: [] } : resume(plan, paused, at, 'keep');
}
