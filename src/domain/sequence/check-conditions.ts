import { refuse } from '../refusal.js';
import type { Condition } from '../steps/condition.js';
import { isOutwardKind, type Step } from '../steps/step.js';
import type { StepKind } from '../steps/step-kind.js';
import { type PathSegment, type Problem, pathOf } from './problems.js';

/** A condition that asks something by itself, and where it stands. */
export interface ConditionLeaf {
  readonly at: readonly PathSegment[];
  readonly condition: Exclude<Condition, { readonly not: Condition } | { readonly any: readonly Condition[] }>;
}

/** What the branches and rules of a list of steps ask, from within `not` and `any` too. */
export function conditionLeaves(steps: readonly Step[], path: readonly PathSegment[]): ConditionLeaf[] {
  return steps.flatMap((step, index) => {
    if (step.kind !== 'branch' && step.kind !== 'rule') return [];
    return step.if.flatMap((condition, nth) => leavesOf(condition, [...path, index, 'if', nth]));
  });
}

function leavesOf(condition: Condition, at: readonly PathSegment[]): ConditionLeaf[] {
  if ('not' in condition) return leavesOf(condition.not, [...at, 'not']);
  if ('any' in condition) return condition.any.flatMap((one, index) => leavesOf(one, [...at, 'any', index]));
  return [{ at, condition }];
}

/**
 * Conditions that ask a step of the list for what a step of its kind never comes to, so that they never hold: only mails are
 * opened and clicked, only what goes out is replied to, only tasks have an outcome. A step that is not in the list may have been,
 * for those who are past it.
 */
export function conditionKindProblems(steps: readonly Step[], path: readonly PathSegment[]): Problem[] {
  const kinds = new Map(steps.map(({ id, kind }) => [id, kind]));
  return conditionLeaves(steps, path).flatMap(({ at, condition }) => {
    const asked = askedOf(condition);
    const kind = asked === null ? undefined : kinds.get(asked.stepId);
    if (asked === null || kind === undefined || asked.comesTo(kind)) return [];
    return [{ path: pathOf(...at, asked.key), ...refuse(asked.refused, asked.stepId, kind) }];
  });
}

function askedOf(condition: ConditionLeaf['condition']) {
  const isMail = (kind: StepKind) => kind === 'email';
  if ('opened' in condition) {
    return { key: 'opened', stepId: condition.opened, comesTo: isMail, refused: 'neverOpened' } as const;
  }
  if ('clicked' in condition) {
    return { key: 'clicked', stepId: condition.clicked, comesTo: isMail, refused: 'neverOpened' } as const;
  }
  if ('replied' in condition && condition.replied !== 'any') {
    return { key: 'replied', stepId: condition.replied, comesTo: isOutwardKind, refused: 'neverReplied' } as const;
  }
  if ('taskOutcome' in condition) {
    const isTask = (kind: StepKind) => kind === 'task';
    return { key: 'taskOutcome', stepId: condition.taskOutcome, comesTo: isTask, refused: 'neverEnded' } as const;
  }
  return null;
}
