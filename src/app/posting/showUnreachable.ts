import type { Notice } from '../notices.js';
import type { Tables } from '../ports/store.js';
import type { Task } from '../ports/stores/tasks.js';
import { stepLabelIn } from '../shown/stepLabelIn.js';
import { stepNamed } from '../shown/stepNames.js';
import { withSnapshots } from '../tasks/taskLine.js';
import type { ShownNotice } from './shown.js';

/** Tasks that one message lists. */
const listed = 10;

/** The open tasks of somebody whom Slack takes no messages for, each to be opened; null when the person is gone. */
export async function showUnreachable(
  tables: Tables,
  { memberId, taskId }: Extract<Notice, { kind: 'unreachable' }>,
): Promise<ShownNotice | null> {
  const member = await tables.members.byId(memberId);
  if (member === null) return null;
  const title = `${member.name} cannot be reached in Slack`;
  const filter = { workspaceId: member.workspaceId, assigneeId: memberId, state: 'open' as const };
  const theirs = await tables.tasks.find(filter, listed);
  const shared = await sharedOne(tables, taskId);
  const tasks = [...shared, ...theirs].slice(0, listed);
  if (tasks.length === 0) return { title, text: 'Settled.', buttons: [] };
  const total = shared.length + (await tables.tasks.count(filter));
  const lines = (await withSnapshots(tables, tasks)).map(({ task, snapshot }) => ({
    ...task,
    contact: snapshot.contact,
    stepName: stepLabelIn(snapshot.plan.sequence, task.stepId),
  }));
  const [these, open] =
    total === 1 ? ['this task', 'Open it, and hand it'] : [`these ${total} tasks`, 'Open them, and hand them'];
  return {
    title,
    text: [
      `Nobody sees ${these} of theirs. ${open} to somebody else.`,
      ...lines.map((line) => `• ${stepNamed(line.stepName, line.title)} for ${line.contact.email}`),
      ...(total > tasks.length ? [`and ${total - tasks.length} more`] : []),
    ].join('\n'),
    buttons: lines.map(({ id, title: label }) => ({ action: 'open-task', label: `Open: ${label}`, value: id })),
  };
}

/** The task that brought this up, where it is a channel's and still open. */
async function sharedOne(tables: Tables, taskId: string): Promise<Task[]> {
  const task = await tables.tasks.byId(taskId);
  return task !== null && task.assigneeId === null && task.state === 'open' ? [task] : [];
}
