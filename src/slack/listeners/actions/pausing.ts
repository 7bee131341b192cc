import type { PauseTarget } from '../../../app/enrollments/target.js';
import { later } from '../answers.js';
import { askResume, isLarge, runPause } from '../pausing.js';
import type { ActionContext, ActionHandler } from './action.js';

type TargetOf = (context: ActionContext) => PauseTarget;

/** A button that pauses what `target` reads from its value. */
export function pausing(target: TargetOf): ActionHandler {
  return async (context) => {
    const meant = { target: target(context) };
    return isLarge(meant.target) ? later(() => runPause(context, meant)) : runPause(context, meant);
  };
}

/** A button that asks how to resume it. */
export function resuming(target: TargetOf): ActionHandler {
  return (context) => askResume(context, target(context));
}

/** A sequence by the id in the button. */
export const sequenceInValue: TargetOf = ({ value }) => ({ kind: 'sequence', sequenceId: value });
/** An enrollment by the id in the button. */
export const enrollmentInValue: TargetOf = ({ value }) => ({ kind: 'enrollment', enrollmentId: value });
/** Everything of whoever clicks. */
export const mine: TargetOf = ({ actor }) => ({ kind: 'owner', memberId: actor.id });
