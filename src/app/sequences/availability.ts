import type { PathSegment, Problem } from '../../domain/sequence/problems.js';
import { pathOf } from '../../domain/sequence/problems.js';
import type { ActionKind } from '../../domain/steps/action.js';
import { kindOfAction } from '../../domain/steps/action.js';
import type { Step } from '../../domain/steps/step.js';
import type { StepKind } from '../../domain/steps/step-kind.js';

/** Kinds of steps that nothing carries, and why: a step of these is refused when it is built, not when it fires. */
export const unavailableKinds: Readonly<Partial<Record<StepKind, string>>> = {
  sms: 'no provider for texts is configured',
  postcard: 'no provider for postcards is configured',
  fulfillment: 'no provider for fulfillment is configured',
};

/** What a rule cannot do here, and why. */
export const unavailableActions: Readonly<Partial<Record<ActionKind, string>>> = {
  webhook: 'no key that webhooks are signed with is configured',
};

/** That nothing here carries a step, which stands at `path` in the file, or an action of it. */
export function stepAvailabilityProblems(step: Step, path: readonly PathSegment[]): Problem[] {
  const reason = unavailableKinds[step.kind];
  if (reason !== undefined) return [{ path: pathOf(...path, 'kind'), message: reason }];
  if (step.kind !== 'rule') return [];
  return step.do.flatMap((action, index) => {
    const kind = kindOfAction(action);
    const why = unavailableActions[kind];
    return why === undefined ? [] : [{ path: pathOf(...path, 'do', index, kind), message: why }];
  });
}
