import type { Member } from '../ports/stores/people.js';
import type { ShownMember } from '../posting/shown.js';
import { addTaskPost } from './addTaskPost.js';
import { announcement } from './announceOverdue.js';
import { auditTask, changeOpenTask, noteTask, type OpenTask, type TaskClick, type TaskDeps } from './lockTask.js';
import type { TaskOutcome } from './taskOutcome.js';

export type ReassignProblem =
  /** A guest, a bot, somebody who left or is unknown. */
  | { readonly ok: false; readonly reason: 'not-a-member' }
  /** It is theirs already. */
  | { readonly ok: false; readonly reason: 'same-person'; readonly to: ShownMember };

export type ReassignOutcome = TaskOutcome | ReassignProblem;

/**
 * Gives the task to somebody else, in whose DM it appears anew, also where it was snoozed; messages that it stood in
 * before say to whom it went. The enrollment keeps its owner. `standsInFor`: who gets it back when they are here again.
 */
export function reassignTask(
  deps: TaskDeps,
  input: TaskClick & {
    /** A member's id. */
    readonly to: string;
    readonly standsInFor?: string;
  },
): Promise<ReassignOutcome> {
  return changeOpenTask<ReassignProblem>(deps, input, async (open) => {
    const { task } = open;
    const standsInForId = input.standsInFor === undefined ? null : (task.standsInForId ?? input.standsInFor);
    return giveTo(open, input.actor, { to: input.to, standsInForId });
  });
}

/**
 * Gives somebody who is here again the tasks that colleagues stood in for and that are still open, one by one. Answers how
 * many.
 */
export async function returnTasks(deps: TaskDeps, member: Member): Promise<number> {
  const { id, workspaceId } = member;
  const stoodIn = await deps.store.read.tasks.find({ workspaceId, standsInForId: id, state: 'open' });
  let returned = 0;
  for (const { id: taskId } of stoodIn) {
    const outcome = await changeOpenTask<ReassignProblem>(deps, { actor: member, taskId }, async (open) => {
      // Somebody gave it to another one meanwhile.
      if (open.task.standsInForId !== id) return { ok: false, reason: 'not-a-member' };
      return giveTo(open, member, { to: id, standsInForId: null });
    });
    if (outcome.ok) returned += 1;
  }
  return returned;
}

/** Gives an open task to a member; null where it is theirs now. */
export async function giveTo(
  open: OpenTask,
  actor: Member,
  { to: toId, standsInForId }: { readonly to: string; readonly standsInForId: string | null },
): Promise<ReassignProblem | null> {
  const { tables, now, task, snapshot } = open;
  const to = snapshot.members.find(({ id }) => id === toId);
  if (to === undefined || to.isRefused) return { ok: false, reason: 'not-a-member' };
  const { slackUserId, name } = to;
  if (task.assigneeId === to.id) return { ok: false, reason: 'same-person', to: { slackUserId, name } };
  await tables.posts.dropUnshown(task.id);
  await tables.posts.handOn(task.id, { to: to.id, by: actor.id, at: now });
  await tables.posts.refreshTask(task.id, now);
  await addTaskPost(open, {
    key: `task:${task.id}:to:${to.id}:${now.toISO()}`,
    dueAt: now,
    conversation: slackUserId,
  });
  await tables.tasks.save({ ...task, assigneeId: to.id, standsInForId, snoozedUntil: null });
  // One that is overdue by now says so in its new message.
  const told = announcement(task, to, snapshot.workspace);
  await tables.tasks.announce([{ taskId: task.id, at: told !== null && told.at > now ? told.at : null }]);
  await noteTask(open, actor, { kind: 'task-handed-on', taskId: task.id, from: task.assigneeId, to: to.id });
  await auditTask(open, actor, 'reassign', { to: name });
  return null;
}
