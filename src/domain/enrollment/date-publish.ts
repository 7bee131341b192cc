import type { DateTime } from 'luxon';
import { dateWhenOf, sameDateWhen } from '../timing/date-time.js';
import type { Plan } from '../timing/plan.js';
import { planDates, standingOf, withStanding } from './date-standing.js';
import { indexOfStep } from './next-step.js';
import type { Progress, Transition } from './progress.js';
import { inNewWindow } from './publish.js';

/**
 * Takes an enrollment of a date sequence over into an edited one: a step whose `when` means the same keeps its time, a
 * new or changed one is computed as when enrolled, a removed one is gone. What is over is remembered by id.
 */
export function publishDates(oldPlan: Plan, newPlan: Plan, progress: Progress, now: DateTime): Transition {
  const { steps } = newPlan.sequence;
  const kept = new Set(steps.filter(({ id }) => keepsItsDate(oldPlan, newPlan, id)).map(({ id }) => id));
  const gone = Object.keys(progress.dates ?? {}).filter((id) => !kept.has(id));
  const without = gone.reduce((so, id) => {
    return withStanding(so, id, { ...standingOf(so, id), from: null, isWaiting: false, pending: null, year: null });
  }, progress);
  const moved = [...kept].reduce((so, id) => withNewWindow(oldPlan, newPlan, so, id), without);
  return planDates(newPlan, moved, now, ({ id }) => !kept.has(id));
}

function keepsItsDate(oldPlan: Plan, newPlan: Plan, stepId: string): boolean {
  const [before, after] = [oldPlan, newPlan].map(({ sequence }) => sequence.steps[indexOfStep(sequence, stepId)]);
  if (!before || !after) return false;
  return sameDateWhen(dateWhenOf(before), oldPlan.sequence, dateWhenOf(after), newPlan.sequence);
}

function withNewWindow(oldPlan: Plan, newPlan: Plan, progress: Progress, stepId: string): Progress {
  const standing = standingOf(progress, stepId);
  if (!standing.pending) return progress;
  const pending = inNewWindow(oldPlan, newPlan, standing.pending, indexOfStep(newPlan.sequence, stepId));
  return withStanding(progress, stepId, { ...standing, pending });
}
