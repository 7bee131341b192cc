import type { DateTime } from 'luxon';
import type { EnrollOptions } from '../enrollment/enroll.js';
import { enroll } from '../enrollment/enroll.js';
import { closeTask } from '../enrollment/fire.js';
import { fireNext } from '../enrollment/fire-next.js';
import type { Progress } from '../enrollment/progress.js';
import type { Step } from '../steps/step.js';
import type { Plan } from '../timing/plan.js';
import type { Trace } from '../timing/trace.js';

export interface PreviewedStep {
  readonly step: Step;
  readonly occurrence: number;
  /** UTC. */
  readonly at: DateTime;
  readonly trace: Trace;
}

export interface PreviewOptions extends EnrollOptions {
  /** At most so many firings (50 unless given): a repeat without `times` never ends. */
  readonly limit?: number;
}

/** The dates of an enrollment if nothing else happens, pausing tasks done the minute they appear. */
export function previewDates(plan: Plan, enrolledAt: DateTime, options: PreviewOptions = {}): PreviewedStep[] {
  return previewFrom(plan, enroll(plan, enrolledAt, options).progress, options.limit ?? 50);
}

/** The dates still to come of an enrollment that is under way, as {@link previewDates}; a pause is taken as over. */
export function previewFrom(plan: Plan, from: Progress, limit: number): PreviewedStep[] {
  const previewed: PreviewedStep[] = [];
  let progress: Progress = { ...from, pausedSince: null };
  let going = plan;
  while (previewed.length < limit) {
    const { pending, openTask } = progress;
    if (openTask) {
      progress = closeTask(going, progress, { stepId: openTask.stepId, outcome: 'done', at: openTask.since }).progress;
      continue;
    }
    const step = going.sequence.steps.find(({ id }) => id === pending?.stepId);
    if (!pending || !step) break;
    previewed.push({ step, occurrence: pending.occurrence, at: pending.dueAt, trace: pending.trace });
    const fired = fireNext(going, progress, pending.dueAt);
    progress = fired.progress;
    going = { ...going, contact: fired.contact };
  }
  return previewed;
}
