import type { DateTime } from 'luxon';
import { shownName } from '../contacts/shownName.js';
import { lockOpen } from '../enrollments/lockOpen.js';
import { applyContactEvent, type ContactEventOutcome, impossibleTime } from '../enrollments/recordContactEvent.js';
import { loadSnapshots } from '../firing/loadSnapshots.js';
import { handedOnBefore, mayAct, type TaskClick, type TaskDeps } from './lockTask.js';
import type { HandedOnBefore, UnknownTask } from './taskOutcome.js';

export type ReportReplyOutcome = ContactEventOutcome | UnknownTask | HandedOnBefore;

/**
 * They replied: the same as a reply that came by mail, for the task's contact, by whoever may act on the task; however
 * often the button is pressed, once. `at`: when it came; left out: just now.
 */
export async function reportReply(
  deps: TaskDeps,
  input: TaskClick & { readonly at?: DateTime | null },
): Promise<ReportReplyOutcome> {
  const { actor, taskId, at = null } = input;
  const { ids, store } = deps;
  const task = await store.read.tasks.byId(taskId);
  const enrollment = task === null ? null : await store.read.enrollments.byId(task.enrollmentId);
  if (task === null || enrollment === null || task.workspaceId !== actor.workspaceId) {
    return { ok: false, reason: 'unknown-task' };
  }
  const [snapshot] = await loadSnapshots(store.read, [enrollment]);
  if (snapshot === undefined) return { ok: false, reason: 'unknown-task' };
  const handedOn = await handedOnBefore(store.read, task, snapshot, input.clickedIn);
  if (handedOn !== null) return handedOn;
  const refused = mayAct(actor, task, snapshot);
  if (refused !== null) return refused;
  const { contact } = snapshot;
  const now = await deps.clock.now();
  const outcome = await store.transact(async (tables): Promise<ReportReplyOutcome> => {
    const open = await lockOpen(tables, contact);
    const impossible = impossibleTime(at, open, now);
    if (impossible !== null) return impossible;
    const execution = await tables.executions.byId(task.executionId);
    const applied = await applyContactEvent(
      { tables, ids, now },
      { kind: 'reply', contact, execution, actor, at, open },
    );
    return { ok: true, contact: shownName(contact), ...applied };
  });
  deps.poke();
  return outcome;
}
