import type { DateTime } from 'luxon';
import { audit } from '../audit.js';
import type { AppDeps } from '../deps.js';
import type { NotAllowed } from '../enrollments/target.js';
import { loadSnapshots, type Snapshot } from '../firing/loadSnapshots.js';
import { refusal } from '../people/refusal.js';
import type { Ids } from '../ports/ids.js';
import type { Tables } from '../ports/store.js';
import type { Happening } from '../ports/stores/history.js';
import type { Member } from '../ports/stores/people.js';
import type { Task } from '../ports/stores/tasks.js';
import { showTask } from '../posting/showTask.js';
import { shownHandedOn, shownMember } from '../posting/taskStanding.js';
import type { AlreadyClosed, HandedOnBefore, TaskOutcome, UnknownTask } from './taskOutcome.js';

export type TaskDeps = Pick<AppDeps, 'store' | 'clock' | 'ids' | 'poke'>;

/** Who clicked on which task, and in which message of Slack's, where it was one. */
export interface TaskClick {
  readonly actor: Member;
  readonly taskId: string;
  readonly clickedIn?: { readonly channel: string; readonly ts: string } | undefined;
}

/** What a change of a task works with, inside its transaction: the task is open, its enrollment's row is held. */
export interface OpenTask {
  readonly tables: Tables;
  readonly ids: Ids;
  readonly now: DateTime;
  readonly task: Task;
  readonly snapshot: Snapshot;
}

/**
 * Changes an open task that `actor` may act on: the assignee, the enrollment's owner, for a channel's task anybody, else a
 * manager. Two at once come one after the other; the second finds it closed. A click in the message of somebody who had
 * the task before changes nothing. `change` answers a problem, or null.
 */
export async function changeOpenTask<Problem extends { readonly ok: false }>(
  deps: TaskDeps,
  { actor, taskId, clickedIn }: TaskClick,
  change: (open: OpenTask) => Promise<Problem | null>,
): Promise<TaskOutcome | Problem> {
  const found = await deps.store.read.tasks.byId(taskId);
  if (found === null || found.workspaceId !== actor.workspaceId) return unknownTask;
  const now = await deps.clock.now();
  const outcome = await deps.store.transact(async (tables): Promise<TaskOutcome | Problem> => {
    const enrollment = await tables.enrollments.lock(found.enrollmentId);
    const task = await tables.tasks.byId(taskId);
    const [snapshot] = enrollment === null ? [] : await loadSnapshots(tables, [enrollment]);
    if (task === null || snapshot === undefined) return unknownTask;
    const handedOn = await handedOnBefore(tables, task, snapshot, clickedIn);
    if (handedOn !== null) return handedOn;
    const refused = mayAct(actor, task, snapshot);
    if (refused !== null) return refused;
    if (task.state !== 'open') return alreadyClosed(task, snapshot);
    const problem = await change({ tables, ids: deps.ids, now, task, snapshot });
    if (problem !== null) return problem;
    const shown = await showTask(tables, taskId, now, { reader: actor.slackUserId, postId: null });
    return shown === null ? unknownTask : { ok: true, task: shown };
  });
  deps.poke();
  return outcome;
}

const unknownTask: UnknownTask = { ok: false, reason: 'unknown-task' };

/** Null where they may; whoever it is stood in for may as well. */
export function mayAct(
  actor: Member,
  task: Pick<Task, 'assigneeId' | 'standsInForId'>,
  { enrollment }: Pick<Snapshot, 'enrollment'>,
): NotAllowed | null {
  const theirs = [task.assigneeId, task.standsInForId, enrollment.ownerId];
  return refusal(actor, 'act-on-task', task.assigneeId === null || theirs.includes(actor.id));
}

/** Null unless the task is open and the click was in the message of somebody who had it before. */
export async function handedOnBefore(
  tables: Tables,
  { id, title, state }: Task,
  { members }: Pick<Snapshot, 'members'>,
  clickedIn: TaskClick['clickedIn'],
): Promise<HandedOnBefore | null> {
  if (clickedIn === undefined || state !== 'open') return null;
  const messages = await tables.posts.ofTasks([id]);
  const here = messages.filter(({ at }) => at?.channel === clickedIn.channel && at.ts === clickedIn.ts);
  const handedOn = here.at(-1)?.handedOn ?? null;
  return handedOn === null ? null : { ok: false, reason: 'handed-on', title, ...shownHandedOn(handedOn, members) };
}

function alreadyClosed(task: Task, { members }: Snapshot): AlreadyClosed | UnknownTask {
  if (task.state === 'open' || task.closedAt === null) return unknownTask;
  return {
    ok: false,
    reason: 'already-closed',
    title: task.title,
    state: task.state,
    by: shownMember(members.find(({ id }) => id === task.closedById)),
    at: task.closedAt,
    outcome: task.outcome,
    closedReason: task.closedReason,
  };
}

/** What happened to a task but its end, for the history of its enrollment. */
export async function noteTask({ tables, now, task }: OpenTask, actor: Member, what: Happening): Promise<void> {
  const { workspaceId, enrollmentId } = task;
  await tables.history.add([{ workspaceId, enrollmentId, at: now, byId: actor.id, what }]);
}

/** What was done with a task, for the audit. */
export async function auditTask(
  open: OpenTask,
  actor: Member,
  action: string,
  detail: Readonly<Record<string, unknown>> = {},
): Promise<void> {
  const { task, snapshot } = open;
  const about = { task: task.title, sequence: snapshot.plan.sequence.name, ...detail };
  await audit(open, actor, { action: `task.${action}`, subject: snapshot.contact.email, detail: about });
}
