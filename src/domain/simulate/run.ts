import { withField, withTag } from '../contact/facts.js';
import { recordAnswer } from '../enrollment/answers.js';
import { refreshDates, standingOf } from '../enrollment/date-standing.js';
import { enroll } from '../enrollment/enroll.js';
import { applyEvent } from '../enrollment/exit.js';
import { closeTask } from '../enrollment/fire.js';
import { fireNext } from '../enrollment/fire-next.js';
import { pause, resume } from '../enrollment/pause.js';
import type { Pending, Progress, StepRecord, Transition } from '../enrollment/progress.js';
import { dueAt } from '../enrollment/progress.js';
import { publish } from '../enrollment/publish.js';
import type { Plan } from '../timing/plan.js';
import type { SimulationCase } from './case.js';
import type { SimulationEvent } from './events.js';
import { hasOpenTask, type OpenTasks, withAppeared, withClosed, withEdited } from './open-tasks.js';

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
  readonly tasks: OpenTasks;
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
  const enrolled = enroll(plan, simulated.enrolledAt);
  let { progress } = enrolled;
  let tasks: OpenTasks = new Map();
  records.push(...enrolled.records);
  pendings.push(...enrolled.records.map(() => null));
  const take = (transition: Transition) => {
    for (const record of transition.records) {
      records.push(record);
      pendings.push(pendingOf(progress, record));
    }
    progress = transition.progress;
  };
  let applied = 0;
  for (;;) {
    const event = events[applied];
    const due = dueAt(progress);
    if (event && (!due || event.at <= due)) {
      applied += 1;
      const next = planAfter(plan, event);
      const standing = { plan, progress, tasks };
      take(applyTo(standing, event, next));
      tasks = tasksAfter(standing, event, progress);
      plan = next;
      continue;
    }
    if (!due || records.length >= limit || (until && due > until)) return { records, pendings, progress, plan };
    const fired = fireNext(plan, progress, due);
    take(fired);
    tasks = withAppeared(tasks, plan.sequence, fired.records);
    plan = { ...plan, contact: fired.contact };
  }
}

/** The pending step that a record came from; null where it was not pending. */
function pendingOf(progress: Progress, { stepId }: StepRecord): Pending | null {
  return progress.dates ? standingOf(progress, stepId).pending : progress.pending;
}

/** What an event changes of the sequence, or of what is known of the contact. */
function planAfter(plan: Plan, { event, edited }: SimulationEvent): Plan {
  if (edited) return { ...plan, sequence: edited };
  const { contact } = plan;
  if (event.type === 'tag') return { ...plan, contact: withTag(contact, event.tag) };
  return event.type === 'field' ? { ...plan, contact: withField(contact, event.name, event.value) } : plan;
}

/** Which tasks are open after an event that left `after`. */
function tasksAfter({ progress, tasks }: Standing, { event }: SimulationEvent, after: Progress): OpenTasks {
  if (event.type === 'task-done') return hasOpenTask(tasks, event.step) ? withClosed(tasks, event.step) : tasks;
  return withEdited(tasks, progress, after);
}

function applyTo(
  { plan, progress, tasks }: Standing,
  { at, event, spreadTo }: SimulationEvent,
  next: Plan,
): Transition {
  switch (event.type) {
    case 'reply':
      return applyEvent(plan.sequence, progress, event.type, { at, step: event.step ?? null });
    case 'meeting-booked':
    case 'unsubscribe':
    case 'bounce':
      return applyEvent(plan.sequence, progress, event.type, { at });
    case 'task-done':
      if (!hasOpenTask(tasks, event.step)) return { progress, records: [] };
      return closeTask(plan, progress, { stepId: event.step, outcome: event.outcome ?? 'done', at });
    case 'pause':
      return pause(progress, at);
    case 'resume':
      return resume(plan, progress, at, spreadTo === null ? (event.policy ?? 'keep') : { spreadTo });
    case 'append':
    case 'publish':
      return publish(plan, next, progress, at);
    case 'open':
    case 'click':
      return recordAnswer(progress, { type: event.type, step: event.step });
    case 'field':
    case 'tag':
      return refreshDates(next, progress, at);
  }
}
