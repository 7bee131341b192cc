import type { DateTime } from 'luxon';
import type { EnrollOptions } from '../../domain/enrollment/enroll.js';
import { previewDates } from '../../domain/simulate/preview.js';
import type { Plan } from '../../domain/timing/plan.js';
import type { ShownPreview } from '../shown/sequences.js';

/** Firings that are looked through for each step's first: a repeat without end before a step never reaches it. */
const mostFirings = 500;

/**
 * When each step would fire first for an enrollment made at `now`, or as `start` says; pausing tasks are done the minute
 * they appear. `reader`: the zone of whoever looks.
 */
export function previewOf(plan: Plan, now: DateTime, start: EnrollOptions = {}, reader = plan.zone): ShownPreview {
  const first = new Map<string, DateTime>();
  for (const { step, at } of previewDates(plan, now, { ...start, limit: mostFirings })) {
    if (!first.has(step.id)) first.set(step.id, at);
  }
  const dates = plan.sequence.steps.map(({ id }) => first.get(id) ?? null);
  return { enrolledAt: start.startAt ?? now, zone: plan.zone, reader, dates };
}
