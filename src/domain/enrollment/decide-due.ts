import type { DateTime } from 'luxon';
import type { Step } from '../steps/step.js';
import { keepMoment, timedStep } from '../timing/due-time.js';
import { momentOf } from '../timing/moments.js';
import type { Plan } from '../timing/plan.js';
import { settle } from '../timing/settle.js';
import { minutesOf, wholeMinute } from '../timing/wall-clock.js';
import { keepDate } from './date-resume.js';
import { indexOfStep } from './next-step.js';
import type { Progress, Transition } from './progress.js';
import { dueAt } from './progress.js';
import { reschedule } from './reschedule.js';

export type DueDecision =
  | { readonly kind: 'not-due' }
  | { readonly kind: 'fire'; readonly step: Step }
  /** Too late, or the window has closed: it has another time now, whose trace says why, or, on a date, is past. */
  | (Transition & { readonly kind: 'moved' });

/** A step in its due minute, or seen in the next, is on time: its window was asked when the time was computed. */
const onTimeMinutes = 1;

/**
 * Whether the enrollment's next step is to fire now. A worker that was down treats what it missed honestly: up to
 * `lateAfterMinutes` late it fires at once if its window is open, else when the window opens; later, as `keep` does.
 */
export function decideDue(plan: Plan, progress: Progress, now: DateTime): DueDecision {
  const due = dueAt(progress);
  const { pending } = progress;
  if (!due || !pending || due > now) return { kind: 'not-due' };
  const minute = wholeMinute(now);
  const lateMinutes = minutesOf(minute) - minutesOf(due);
  const timed = timedStep(plan, indexOfStep(plan.sequence, pending.stepId));
  const { step } = timed;
  if (lateMinutes <= onTimeMinutes) return { kind: 'fire', step };
  const to = lateMinutes <= plan.lateAfterMinutes ? momentOf(plan.zone, minute) : keepMoment(timed, minute);
  if (settle(timed.openings, to).instant <= minute) return { kind: 'fire', step };
  const rescheduling = { rule: 'late', to, note: String(lateMinutes) } as const;
  if (progress.dates) return { kind: 'moved', ...keepDate(plan, progress, step, { now: minute, ...rescheduling }) };
  const moved = reschedule(timed, pending, rescheduling);
  return { kind: 'moved', progress: { ...progress, pending: moved }, records: [] };
}
