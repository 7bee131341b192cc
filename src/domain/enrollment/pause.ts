import type { DateTime } from 'luxon';
import { isOutward } from '../steps/step.js';
import type { TimedStep } from '../timing/due-time.js';
import { isGridded, keepMoment, move, timedStep } from '../timing/due-time.js';
import { momentOf, upToGrid, wallTimeAfter } from '../timing/moments.js';
import type { Plan } from '../timing/plan.js';
import { traceTime } from '../timing/trace.js';
import { fromMinutes, localAt, minutesOf, timeOf, wholeMinute } from '../timing/wall-clock.js';
import { resumeDates } from './date-resume.js';
import { recordSkipped } from './fire.js';
import { indexOfStep } from './next-step.js';
import type { Pending, Progress, Transition } from './progress.js';
import type { Rescheduling } from './reschedule.js';
import { reschedule } from './reschedule.js';

/** What a resume does with the due time (scheduling.md, "Pausing and resuming"). */
export type ResumePolicy = 'keep' | 'shift' | 'skip' | { readonly spreadTo: DateTime };

/** Fires nothing until resumed. A second pause changes nothing; what has exited is not paused. */
export function pause(progress: Progress, at: DateTime): Transition {
  if (progress.exited || progress.pausedSince) return { progress, records: [] };
  return { progress: { ...progress, pausedSince: wholeMinute(at) }, records: [] };
}

/**
 * Ends a pause. `keep`, `shift` and `skip` as in scheduling.md; `{spreadTo}` puts an overdue step at the time that
 * `spreadOverdue` gave it and keeps any other.
 */
export function resume(plan: Plan, progress: Progress, at: DateTime, policy: ResumePolicy): Transition {
  const { pausedSince, pending } = progress;
  if (!pausedSince || progress.exited) return { progress, records: [] };
  const now = wholeMinute(at);
  const going: Progress = { ...progress, pausedSince: null };
  if (progress.dates) return resumeDates(plan, going, now, policy);
  if (!pending) return { progress: going, records: [] };
  const timed = timedStep(plan, indexOfStep(plan.sequence, pending.stepId));
  if (policy === 'skip' && isOverdue(pending, now) && isOutward(timed.step)) {
    return recordSkipped(plan, going, now, 'resume');
  }
  const rescheduling =
    policy === 'shift' ? shifted(timed, pending, pausedSince, now) : overdue(timed, pending, now, policy);
  const next = rescheduling ? reschedule(timed, pending, rescheduling) : pending;
  return { progress: { ...going, pending: next }, records: [] };
}

/** Whether a step's time is past: strictly before now. */
export function isOverdue(pending: Pending, now: DateTime): boolean {
  return pending.dueAt < now;
}

function overdue(timed: TimedStep, pending: Pending, now: DateTime, policy: ResumePolicy): Rescheduling | null {
  if (!isOverdue(pending, now)) return null;
  const note = traceTime(now);
  if (typeof policy === 'string') return { rule: 'resume-keep', to: keepMoment(timed, now), note };
  return { rule: 'resume-spread', to: momentOf(timed.plan.zone, wholeMinute(policy.spreadTo)), note };
}

/** By the whole length of the pause; then up to the own wall time, where it stood there, or to the grid. */
function shifted(timed: TimedStep, pending: Pending, pausedSince: DateTime, now: DateTime): Rescheduling {
  const { plan, timing } = timed;
  const instant = fromMinutes(minutesOf(pending.dueAt) + minutesOf(now) - minutesOf(pausedSince));
  const by = { rule: 'resume-shift', note: traceTime(now) } as const;
  if (timing.form === 'at' && standsAt(plan.zone, pending.dueAt, timing.at)) {
    const reached = momentOf(plan.zone, instant);
    const to = timeOf(reached.local) === timing.at ? reached : wallTimeAfter(plan.zone, instant, 0, timing.at);
    return to.instant > instant ? { ...by, to, via: [move('wall-time', instant, to.instant)] } : { ...by, to };
  }
  if (isGridded(timed, pending.occurrence > 1)) {
    const to = upToGrid(plan.zone, instant, plan.delayGridMinutes);
    const note = String(plan.delayGridMinutes);
    return to.instant > instant ? { ...by, to, via: [move('grid', instant, to.instant, note)] } : { ...by, to };
  }
  return { ...by, to: momentOf(plan.zone, instant) };
}

/** Whether a due time is that of the wall time `at`: as the clock shows it, or as a spring gap lets it be. */
function standsAt(zone: string, dueAt: DateTime, at: number): boolean {
  const local = localAt(zone, dueAt);
  return timeOf(local) === at || wallTimeAfter(zone, dueAt, 0, at).instant.toMillis() === dueAt.toMillis();
}
