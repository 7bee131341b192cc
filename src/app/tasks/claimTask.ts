import { changeOpenTask, type TaskClick, type TaskDeps } from './lockTask.js';
import { giveTo, type ReassignOutcome, type ReassignProblem } from './reassignTask.js';

/**
 * Gives a task that is nobody's yet, one in a channel, to whoever asks for it: it appears in their DM, and its message in the
 * channel says who took it. Of two at once the first has it; the second is told whose it is (`same-person`).
 */
export function claimTask(deps: TaskDeps, click: TaskClick): Promise<ReassignOutcome> {
  return changeOpenTask<ReassignProblem>(deps, click, async (open) => {
    const { assigneeId } = open.task;
    const has = open.snapshot.members.find(({ id }) => id === assigneeId);
    if (has === undefined) return giveTo(open, click.actor, { to: click.actor.id, standsInForId: null });
    const { slackUserId, name } = has;
    return { ok: false, reason: 'same-person', to: { slackUserId, name } };
  });
}
