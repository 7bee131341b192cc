import type { DateTime } from 'luxon';
import type { ContactFacts } from '../contact/facts.js';
import type { Action } from '../steps/action.js';
import type { BranchStep, Way } from '../steps/branch.js';
import type { ExitStep } from '../steps/exit.js';
import type { RuleStep } from '../steps/rule.js';
import type { StepId } from '../steps/step-kind.js';
import type { Plan } from '../timing/plan.js';
import { applyToContact } from './apply-action.js';
import { holdAll } from './conditions.js';
import { exit } from './exit.js';
import { firedAtFor, recordFired } from './fire.js';
import { indexOfStep } from './next-step.js';
import { pause } from './pause.js';
import type { Progress, Transition } from './progress.js';

/** What firing the next step made of an enrollment, and of its contact. */
export interface Fired extends Transition {
  /** The contact after it: a rule may have changed tags and fields. */
  readonly contact: ContactFacts;
  /** What a rule did, in order, what bears on this enrollment alone included; empty for any other step. */
  readonly actions: readonly Action[];
  /** The way that a branch took; null for any other step. */
  readonly way: Way | null;
}

/**
 * Fires the next step at `leftAt`: a branch, an exit or a rule has its effect in that minute, any other step is recorded
 * (see `recordFired`) and what it does to the world is for the caller.
 */
export function fireNext(plan: Plan, progress: Progress, leftAt: DateTime): Fired {
  const { pending } = progress;
  const step = pending ? plan.sequence.steps[indexOfStep(plan.sequence, pending.stepId)] : undefined;
  const unchanged = { contact: plan.contact, actions: [], way: null };
  switch (step?.kind) {
    case 'rule':
      return fireRule(plan, progress, step, leftAt);
    case 'branch':
      return { ...unchanged, ...fireBranch(plan, progress, step, leftAt) };
    case 'exit':
      return { ...fireExit(plan, progress, step, leftAt), ...unchanged };
    default:
      return { ...recordFired(plan, progress, leftAt), ...unchanged };
  }
}

function fireRule(plan: Plan, progress: Progress, step: RuleStep, leftAt: DateTime): Fired {
  const { contact } = plan;
  if (!holdAll(step.if, { contact, answers: progress.answers })) {
    const as = { outcome: 'skipped', reason: 'conditions' } as const;
    return { ...recordFired(plan, progress, leftAt, undefined, as), contact, actions: [], way: null };
  }
  const changed = step.do.reduce(applyToContact, contact);
  const fired = recordFired({ ...plan, contact: changed }, progress, leftAt);
  const at = minuteOf(progress, leftAt);
  const ended = step.do.reduce((so, action) => applyToEnrollment(so, action, at), fired.progress);
  return { progress: ended, records: fired.records, contact: changed, actions: step.do, way: null };
}

function applyToEnrollment(progress: Progress, action: Action, at: DateTime): Progress {
  if ('pause' in action && action.pause === 'this') return pause(progress, at).progress;
  if ('removeFromSequence' in action && action.removeFromSequence === 'this')
    return exit(progress, 'rule', at).progress;
  if ('unsubscribe' in action) return exit(progress, 'unsubscribe', at).progress;
  return progress;
}

function fireBranch(
  plan: Plan,
  progress: Progress,
  step: BranchStep,
  leftAt: DateTime,
): Transition & Pick<Fired, 'way'> {
  const way = holdAll(step.if, { contact: plan.contact, answers: progress.answers }) ? step.then : step.else;
  if (typeof way === 'object' && 'goto' in way) {
    return { ...fireGoto(plan, progress, { from: step.id, to: way.goto, leftAt }), way };
  }
  const { progress: over, records } = recordFired(plan, progress, leftAt);
  return { ...leave(over, way, minuteOf(progress, leftAt)), records, way };
}

function leave(progress: Progress, way: Exclude<Way, { goto: StepId }>, at: DateTime): Transition {
  if (way === 'continue') return { progress, records: [] };
  return way === 'exit' ? exit(progress, 'branch', at) : exit(progress, 'moved', at, way.move);
}

interface Jump {
  readonly from: StepId;
  readonly to: StepId;
  readonly leftAt: DateTime;
}

/** The steps between are passed, so that the target, or where that is passed the first after it, comes next. */
function fireGoto(plan: Plan, progress: Progress, { from, to, leftAt }: Jump): Transition {
  const { sequence } = plan;
  const between = sequence.steps.slice(indexOfStep(sequence, from) + 1, indexOfStep(sequence, to));
  const jumped = Object.fromEntries(between.map(({ id }) => [id, 0]));
  const fired = recordFired(plan, { ...progress, passed: { ...jumped, ...progress.passed } }, leftAt);
  const { pending } = fired.progress;
  if (pending?.stepId !== to) return fired;
  return { ...fired, progress: { ...fired.progress, pending: { ...pending, jumpedTo: true } } };
}

function fireExit(plan: Plan, progress: Progress, step: ExitStep, leftAt: DateTime): Transition {
  const { progress: over, records } = recordFired(plan, progress, leftAt);
  const { progress: ended } = exit(over, step.reason ?? 'exit step', minuteOf(progress, leftAt), step.moveTo);
  return { progress: ended, records };
}

/** The minute in which the pending step counts as fired. */
function minuteOf({ pending }: Progress, leftAt: DateTime): DateTime {
  return pending ? firedAtFor(pending.dueAt, leftAt) : leftAt;
}
