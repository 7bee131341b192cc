import type { DateTime } from 'luxon';
import { displayName } from '../../domain/contact/contact.js';
import { isOutwardKind } from '../../domain/steps/step.js';
import { loadSnapshots } from '../firing/loadSnapshots.js';
import type { Tables } from '../ports/store.js';
import type { Task } from '../ports/stores/tasks.js';
import { kindAndName } from '../shown/stepNames.js';
import { taskLine } from '../tasks/taskLine.js';
import type { ShownTask } from './shown.js';
import { taskEnd } from './taskEnd.js';
import { givenBy, shownMember, taskStanding } from './taskStanding.js';

/** Touches that a task message recalls. */
const recalled = 3;

/** Where a task is shown. */
export interface TaskPlace {
  /** Whose clock its times are on: a person's Slack id. A channel's, or nobody's: the assignee's. */
  readonly reader: string | null;
  /** The message that shows it; null where it is no message that stays. */
  readonly postId: string | null;
}

/** A task with what a person needs to do it; null when it is gone. */
export async function showTask(
  tables: Tables,
  taskId: string,
  now: DateTime,
  { reader, postId }: TaskPlace = { reader: null, postId: null },
): Promise<ShownTask | null> {
  const task = await tables.tasks.byId(taskId);
  const enrollment = task === null ? null : await tables.enrollments.byId(task.enrollmentId);
  if (task === null || enrollment === null) return null;
  const [snapshot] = await loadSnapshots(tables, [enrollment]);
  if (snapshot === undefined) return null;
  const { contact, members, workspace } = snapshot;
  const assignee = members.find((member) => member.id === task.assigneeId);
  const readerZone = members.find(({ slackUserId }) => slackUserId !== null && slackUserId === reader)?.zone;
  const zone = readerZone ?? assignee?.zone ?? workspace.zone;
  const { title, company, phone, notes } = contact;
  const posts = await tables.posts.ofTasks([taskId]);
  return {
    ...taskLine(task, snapshot, now),
    ...taskEnd(task, snapshot, zone),
    standing: postId === null ? { kind: 'live' } : taskStanding(postId, posts, members, now),
    zone,
    notes: task.notes,
    pauses: task.pauses,
    assignee: shownMember(assignee),
    givenBy: givenBy(task.assigneeId, posts, members),
    contact: { id: contact.id, name: displayName(contact), email: contact.email, company, title, phone, notes },
    lastTouches: await lastTouches(tables, task),
  };
}

async function lastTouches(tables: Tables, task: Task): Promise<ShownTask['lastTouches']> {
  const executions = await tables.executions.ofEnrollment(task.enrollmentId);
  return executions
    .filter(({ state, kind, id }) => state === 'fired' && isOutwardKind(kind) && id !== task.executionId)
    .reverse()
    .slice(0, recalled)
    .map(({ firedAt, dueAt, kind, stepName, summary }) => ({
      at: firedAt ?? dueAt,
      text: kindAndName(isOutwardKind(kind) ? kind : 'task', stepName, summary?.subject),
    }));
}
