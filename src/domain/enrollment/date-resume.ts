import type { DateTime } from 'luxon';
import type { Step } from '../steps/step.js';
import { isOutward } from '../steps/step.js';
import { dateWhenOf } from '../timing/date-time.js';
import { keepMoment, timedStep } from '../timing/due-time.js';
import { momentOf } from '../timing/moments.js';
import type { Plan } from '../timing/plan.js';
import { traceTime } from '../timing/trace.js';
import { minutesOf, wholeMinute } from '../timing/wall-clock.js';
import {
  planDate,
  recordDateOver,
  recordPast,
  refreshDates,
  standingOf,
  withNextDate,
  withStanding,
} from './date-standing.js';
import { indexOfStep } from './next-step.js';
import type { ResumePolicy } from './pause.js';
import type { Pending, Progress, StepRecord, Transition } from './progress.js';
import type { Rescheduling } from './reschedule.js';
import { reschedule } from './reschedule.js';

/** Up to this late a step still goes out; a birthday greeting does not go out the week after. */
const stillWelcomeMinutes = 24 * 60;

/** A resume in a date sequence: what is overdue, each step for itself, in the order of the list. */
export function resumeDates(plan: Plan, progress: Progress, now: DateTime, policy: ResumePolicy): Transition {
  // What became of the contact's dates during the pause, where nobody has looked at it yet.
  const refreshed = refreshDates(plan, progress, now);
  const records: StepRecord[] = [...refreshed.records];
  let resumed = refreshed.progress;
  for (const step of plan.sequence.steps) {
    const { pending } = standingOf(resumed, step.id);
    if (!pending || pending.dueAt >= now) continue;
    const next =
      policy === 'skip' && isOutward(step)
        ? skipDate(plan, resumed, pending, now)
        : keepDate(plan, resumed, step, { now, ...ruleFor(plan, step, policy, now) });
    resumed = next.progress;
    records.push(...next.records);
  }
  return { progress: withNextDate(plan, resumed), records };
}

function ruleFor(plan: Plan, step: Step, policy: ResumePolicy, now: DateTime): Rescheduling {
  const note = traceTime(now);
  if (typeof policy === 'object') {
    return { rule: 'resume-spread', to: momentOf(plan.zone, wholeMinute(policy.spreadTo)), note };
  }
  return { rule: 'resume-keep', to: keepMoment(timedStep(plan, indexOfStep(plan.sequence, step.id)), now), note };
}

function skipDate(plan: Plan, progress: Progress, { stepId, occurrence }: Pending, now: DateTime): Transition {
  const recorded = { ...progress, passed: { ...progress.passed, [stepId]: occurrence } };
  return recordDateOver(plan, recorded, { stepId, occurrence, at: now, outcome: 'skipped', reason: 'resume' });
}

/** An overdue step at another time, while it is not too late for it; else it is past, an annual one until next year. */
export function keepDate(
  plan: Plan,
  progress: Progress,
  step: Step,
  { now, ...rescheduling }: Rescheduling & { readonly now: DateTime },
): Transition {
  const standing = standingOf(progress, step.id);
  const { pending } = standing;
  if (!pending) return { progress, records: [] };
  if (minutesOf(now) - minutesOf(pending.dueAt) > stillWelcomeMinutes) {
    const past = recordPast(progress, step.id, now);
    const next = dateWhenOf(step).annually ? planDate(plan, past.progress, step, now) : past;
    return { progress: withNextDate(plan, next.progress), records: past.records };
  }
  const timed = timedStep(plan, indexOfStep(plan.sequence, step.id));
  const moved = { ...standing, pending: reschedule(timed, pending, rescheduling) };
  return { progress: withNextDate(plan, withStanding(progress, step.id, moved)), records: [] };
}
