import { enroll } from '../enrollment/enroll.js';
import { applyEvent } from '../enrollment/exit.js';
import { closeTask, recordFired } from '../enrollment/fire.js';
import { pause, resume } from '../enrollment/pause.js';
import type { Pending, Progress, StepRecord, Transition } from '../enrollment/progress.js';
import { dueAt } from '../enrollment/progress.js';
import { publish } from '../enrollment/publish.js';
import type { Plan } from '../timing/plan.js';
import type { SimulationCase } from './case.js';
import type { SimulationEvent } from './events.js';

/** What became of a case: every record, how each fired one came by its time, and where it stands. */
export interface SimulationRun {
  readonly records: readonly StepRecord[];
  /** The pending step that each record came from, in the records' order. */
  readonly pendings: readonly (Pending | null)[];
  readonly progress: Progress;
  readonly plan: Plan;
}

interface Standing {
  readonly plan: Plan;
  readonly progress: Progress;
}

/**
 * Runs a case over the transitions that the live engine uses: events and firings in order of time, events first in one
 * minute, until nothing is left, `limit` records are made, or all that is left comes after `until`.
 */
export function runCase(simulated: SimulationCase): SimulationRun {
  const { limit, until } = simulated;
  const events = simulated.events.filter((event) => !until || event.at <= until);
  const records: StepRecord[] = [];
  const pendings: (Pending | null)[] = [];
  let { plan } = simulated;
  let { progress } = enroll(plan, simulated.enrolledAt);
  const take = (transition: Transition) => {
    for (const record of transition.records) {
      records.push(record);
      pendings.push(progress.pending);
    }
    progress = transition.progress;
  };
  let applied = 0;
  for (;;) {
    const event = events[applied];
    const due = dueAt(progress);
    if (event && (!due || event.at <= due)) {
      applied += 1;
      const edited = event.edited ? { ...plan, sequence: event.edited } : plan;
      take(applyTo({ plan, progress }, event, edited));
      plan = edited;
      continue;
    }
    if (!due || records.length >= limit || (until && due > until)) return { records, pendings, progress, plan };
    take(recordFired(plan, progress, due));
  }
}

function applyTo({ plan, progress }: Standing, { at, event }: SimulationEvent, edited: Plan): Transition {
  switch (event.type) {
    case 'reply':
    case 'meeting-booked':
    case 'unsubscribe':
    case 'bounce':
      return applyEvent(plan.sequence, progress, event.type, at);
    case 'task-done':
      return closeTask(plan, progress, { stepId: event.step, outcome: event.outcome ?? 'done', at });
    case 'pause':
      return pause(progress, at);
    case 'resume':
      return resume(plan, progress, at, event.policy ?? 'keep');
    case 'append':
    case 'publish':
      return publish(plan, edited, progress, at);
    case 'open':
    case 'click':
    case 'field':
    case 'tag':
      // Only conditions look at these, and no step of this version has any.
      return { progress, records: [] };
  }
}
