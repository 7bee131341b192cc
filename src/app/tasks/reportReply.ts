import { applyContactEvent, type ContactEventOutcome, lockOpen, shownName } from '../enrollments/recordContactEvent.js';
import { loadSnapshots } from '../firing/loadSnapshots.js';
import type { Member } from '../ports/stores/people.js';
import { mayAct, type TaskDeps } from './lockTask.js';
import type { UnknownTask } from './taskOutcome.js';

export type ReportReplyOutcome = ContactEventOutcome | UnknownTask;

/**
 * They replied: the same as a reply that came by mail, for the task's contact, by whoever may act on the task. Once for
 * each task, however often the button is pressed.
 */
export async function reportReply(
  deps: TaskDeps,
  input: { readonly actor: Member; readonly taskId: string },
): Promise<ReportReplyOutcome> {
  const { actor, taskId } = input;
  const { ids, store } = deps;
  const task = await store.read.tasks.byId(taskId);
  const enrollment = task === null ? null : await store.read.enrollments.byId(task.enrollmentId);
  if (task === null || enrollment === null || task.workspaceId !== actor.workspaceId) {
    return { ok: false, reason: 'unknown-task' };
  }
  const [snapshot] = await loadSnapshots(store.read, [enrollment]);
  if (snapshot === undefined) return { ok: false, reason: 'unknown-task' };
  const refused = mayAct(actor, task, snapshot);
  if (refused !== null) return refused;
  const { contact } = snapshot;
  const now = await deps.clock.now();
  const applied = await store.transact(async (tables) => {
    const open = await lockOpen(tables, contact);
    const execution = await tables.executions.byId(task.executionId);
    const event = { kind: 'reply' as const, contact, execution, actor, open, sourceId: `task:${taskId}:replied` };
    return applyContactEvent({ tables, ids, now }, event);
  });
  deps.poke();
  return { ok: true, contact: shownName(contact), ...applied };
}
