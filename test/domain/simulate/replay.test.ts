import fc from 'fast-check';
import type { DateTime } from 'luxon';
import { withField, withTag } from '../../../src/domain/contact/facts.js';
import { recordAnswer } from '../../../src/domain/enrollment/answers.js';
import { refreshDates } from '../../../src/domain/enrollment/date-standing.js';
import { decideDue } from '../../../src/domain/enrollment/decide-due.js';
import { enroll } from '../../../src/domain/enrollment/enroll.js';
import { applyEvent } from '../../../src/domain/enrollment/exit.js';
import { closeTask } from '../../../src/domain/enrollment/fire.js';
import { fireNext } from '../../../src/domain/enrollment/fire-next.js';
import { pause, resume } from '../../../src/domain/enrollment/pause.js';
import type { Progress, StepRecord, Transition } from '../../../src/domain/enrollment/progress.js';
import { dueAt } from '../../../src/domain/enrollment/progress.js';
import { progressFromJson, progressToJson } from '../../../src/domain/enrollment/progress-json.js';
import { publish } from '../../../src/domain/enrollment/publish.js';
import type { Sequence } from '../../../src/domain/sequence/sequence.js';
import type { SimulationEvent } from '../../../src/domain/simulate/events.js';
import { runCase } from '../../../src/domain/simulate/run.js';
import { repeatOf, whenOf } from '../../../src/domain/steps/step.js';
import { arbitraryCase, readable } from './arbitrary-case.js';

const limit = 25;

/** Everything that happens, told by a worker that keeps nothing but what it stores. */
function worked(input: unknown): string[] {
  const simulated = readable(input);
  const begun = enroll(simulated.plan, simulated.enrolledAt);
  let { plan } = simulated;
  let progress = stored(begun.progress);
  const told = begun.records.map(tell);
  /** The step of each task that is open. */
  const openTasks: string[] = [];
  const take = (transition: Transition) => {
    told.push(...transition.records.map(tell));
    progress = stored(transition.progress);
  };
  const fireUpTo = (until: DateTime | null) => {
    for (let due = dueAt(progress); due && told.length < limit; due = dueAt(progress)) {
      if (until && due >= until) return;
      expect(decideDue(plan, progress, due.minus({ seconds: 1 })).kind).toBe('not-due');
      const decision = decideDue(plan, progress, due.plus({ seconds: 3 }));
      if (decision.kind !== 'fire') throw new Error(decision.kind);
      const fired = fireNext(plan, progress, due.plus({ seconds: 5 }));
      plan = { ...plan, contact: fired.contact };
      openTasks.push(...fired.records.map(({ stepId }) => stepId).filter((stepId) => isTask(plan, stepId)));
      take(fired);
    }
  };
  for (const happened of simulated.events) {
    fireUpTo(happened.at);
    if (told.length >= limit) break;
    const next = planAfter(happened, plan);
    const { event } = happened;
    // Who finds no open task has nothing to close.
    if (event.type !== 'task-done' || close(openTasks, event.step)) {
      const waitedFor = progress.openTask;
      take(transitionOf(happened, plan, next, progress));
      if (event.type !== 'task-done' && waitedFor && !progress.openTask) close(openTasks, waitedFor.stepId);
    }
    plan = next;
  }
  fireUpTo(null);
  return told;
}

const isTask = ({ sequence }: Plan, stepId: string) =>
  sequence.steps.some(({ id, kind }) => id === stepId && kind === 'task');

/** Takes one of a step's tasks off the list; false where there is none. */
function close(openTasks: string[], stepId: string): boolean {
  const index = openTasks.indexOf(stepId);
  return index >= 0 && openTasks.splice(index, 1).length > 0;
}

function planAfter({ event, edited }: SimulationEvent, plan: ReturnType<typeof readable>['plan']) {
  const sequence: Sequence = edited ?? plan.sequence;
  if (event.type === 'tag') return { ...plan, contact: withTag(plan.contact, event.tag) };
  if (event.type === 'field') return { ...plan, contact: withField(plan.contact, event.name, event.value) };
  return { ...plan, sequence };
}

function transitionOf({ at, event }: SimulationEvent, plan: Plan, next: Plan, progress: Progress): Transition {
  switch (event.type) {
    case 'pause':
      return pause(progress, at);
    case 'resume':
      return resume(plan, progress, at, event.policy ?? 'keep');
    case 'task-done':
      return closeTask(plan, progress, { stepId: event.step, outcome: event.outcome ?? 'done', at });
    case 'append':
    case 'publish':
      return publish(plan, next, progress, at);
    case 'field':
    case 'tag':
      return refreshDates(next, progress, at);
    case 'open':
    case 'click':
      return recordAnswer(progress, event);
    case 'reply':
      return applyEvent(plan.sequence, progress, 'reply', { at, step: event.step ?? null });
    default:
      return applyEvent(plan.sequence, progress, event.type, { at });
  }
}
type Plan = ReturnType<typeof readable>['plan'];

function stored(progress: Progress): Progress {
  return progressFromJson(JSON.parse(JSON.stringify(progressToJson(progress))));
}

function tell({ stepId, occurrence, at, outcome, reason }: StepRecord): string {
  return `${stepId} ${occurrence} ${at.toISO()} ${outcome} ${reason}`;
}

const runs = { numRuns: 150 };

test('a worker that stores its progress after every decision and event does what simulate says', () => {
  fc.assert(
    fc.property(arbitraryCase, (input) => {
      expect(worked(input)).toEqual(runCase(readable(input)).records.map(tell));
    }),
    runs,
  );
});

test('no step fires more often than its repeat says, and what is over stays over through every edit', () => {
  fc.assert(
    fc.property(arbitraryCase, (input) => {
      const simulated = readable(input);
      const versions = [simulated.plan.sequence, ...simulated.events.flatMap(({ edited }) => edited ?? [])];
      const fired = new Map<string, number>();
      for (const { stepId, outcome } of runCase(simulated).records) {
        if (outcome === 'fired') fired.set(stepId, (fired.get(stepId) ?? 0) + 1);
      }
      for (const [stepId, count] of fired) {
        const steps = versions.flatMap(({ steps: all }) => all.filter(({ id }) => id === stepId));
        const most = steps.map((step) => {
          const when = whenOf(step);
          if (when?.form === 'date') return when.annually ? limit : 1;
          const repeat = repeatOf(step);
          return repeat === null ? 1 : (repeat.times ?? limit);
        });
        expect([stepId, count <= Math.max(...most)]).toEqual([stepId, true]);
      }
    }),
    runs,
  );
});

test('an enrollment that has ended records nothing any more and stays as it ended, whatever happens', () => {
  fc.assert(
    fc.property(arbitraryCase, (input) => {
      const simulated = readable(input);
      const { records, progress } = runCase(simulated);
      const { exited } = progress;
      if (exited === null) return;
      expect(records.filter(({ at }) => at > exited.at)).toEqual([]);
      expect([progress.pending, progress.openTask, progress.pausedSince]).toEqual([null, null, null]);
    }),
    runs,
  );
});
