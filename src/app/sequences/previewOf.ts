import type { DateTime } from 'luxon';
import type { EnrollOptions } from '../../domain/enrollment/enroll.js';
import type { Sequence } from '../../domain/sequence/sequence.js';
import { previewDates } from '../../domain/simulate/preview.js';
import type { Way } from '../../domain/steps/branch.js';
import type { Step } from '../../domain/steps/step.js';
import { dateWhenOf } from '../../domain/timing/date-time.js';
import type { Plan } from '../../domain/timing/plan.js';
import type { ShownPreview, Undated } from '../shown/sequences.js';

/** Firings that are looked through for each step's first: a repeat without end before a step never reaches it. */
const mostFirings = 500;

/** Branches whose other way is looked through too. */
const mostBranches = 10;

/**
 * When each step would fire first for an enrollment made at `now`, or as `start` says; pausing tasks are done the minute
 * they appear. Steps that this enrollment would not come to have the date they get where a branch before them leads the
 * other way. `reader`: the zone of whoever looks.
 */
export function previewOf(plan: Plan, now: DateTime, start: EnrollOptions = {}, reader = plan.zone): ShownPreview {
  const first = firstDates(plan, now, start);
  const { steps } = plan.sequence;
  const branches = steps.filter((step) => step.kind === 'branch').slice(0, mostBranches);
  for (const branch of branches) {
    if (steps.every(({ id }) => first.has(id))) break;
    for (const way of [branch.then, branch.else]) {
      const led = steps.map((step) => (step === branch ? { ...branch, ...leading(way) } : step));
      const dates = firstDates({ ...plan, sequence: { ...plan.sequence, steps: led } }, now, start);
      for (const [id, at] of dates) if (!first.has(id)) first.set(id, at);
    }
  }
  const dates = steps.map(({ id }) => first.get(id) ?? null);
  const undated = steps.map((step) => undatedOf(plan.sequence, step));
  return { enrolledAt: start.startAt ?? now, zone: plan.zone, reader, dates, undated };
}

function undatedOf({ type }: Sequence, step: Step): Undated {
  if (type === 'step') return 'task';
  return 'event' in dateWhenOf(step).on ? 'own-date' : 'past';
}

/** A branch that leads this way, whatever it asks. */
function leading(way: Way) {
  // biome-ignore lint/suspicious/noThenProperty: the key of the file.
  return { if: [], then: way, else: way };
}

function firstDates(plan: Plan, now: DateTime, start: EnrollOptions): Map<string, DateTime> {
  const first = new Map<string, DateTime>();
  for (const { step, at } of previewDates(plan, now, { ...start, limit: mostFirings })) {
    if (!first.has(step.id)) first.set(step.id, at);
  }
  return first;
}
