import type { DateTime } from 'luxon';
import type { Tables } from '../ports/store.js';
import type { Execution } from '../ports/stores/enrollments.js';
import type { Post, Task } from '../ports/stores/tasks.js';
import { announcement } from '../tasks/announceOverdue.js';
import { closeTask } from '../tasks/closeTasks.js';
import type { Decision } from './decide.js';
import { writeParcels } from './putOnList.js';

/** What was decided beside what is sent: the ledger, tasks and messages. */
export async function writeDecisions(tables: Tables, decisions: readonly Decision[]): Promise<void> {
  const stored = await tables.executions.record(decisions.flatMap(executionsOf));
  const idOf = (executionId: string) => stored.get(executionId) ?? executionId;
  await writeParcels(tables, decisions, idOf);
  const { tasks, announcements, posts } = aboutStored(decisions, idOf);
  await tables.tasks.create(tasks);
  await tables.tasks.announce(announcements);
  await tables.posts.add(posts);
}

/** Closes the tasks of enrollments that ended. */
export async function closeEnded(tables: Tables, decisions: readonly Decision[], now: DateTime): Promise<void> {
  const reasons = new Map<string, string>();
  for (const { snapshot, progress } of decisions) {
    if (progress.exited !== null) reasons.set(snapshot.enrollment.id, progress.exited.reason);
  }
  if (reasons.size === 0) return;
  for (const task of await tables.tasks.openOf([...reasons.keys()])) {
    await closeTask(tables, task, { reason: reasons.get(task.enrollmentId) ?? '', now, closedById: null });
  }
}

function executionsOf({ executions }: Decision): readonly Execution[] {
  return executions;
}

/** Tasks, when they are announced, and messages, all about rows of the ledger as they are stored. */
function aboutStored(decisions: readonly Decision[], idOf: (executionId: string) => string) {
  const tasks: Task[] = [];
  const announcements: NonNullable<ReturnType<typeof announcement>>[] = [];
  const posts: Post[] = [];
  for (const { snapshot, tasks: own, posts: told } of decisions) {
    for (const task of own) {
      tasks.push({ ...task, executionId: idOf(task.executionId) });
      const assignee = snapshot.members.find(({ id }) => id === task.assigneeId);
      const announced = announcement(task, assignee, snapshot.workspace);
      if (announced !== null) announcements.push(announced);
    }
    for (const post of told) posts.push(postAboutStored(post, idOf));
  }
  return { tasks, announcements, posts };
}

/** A step that is refused again has the row of the first time: its notice names that one. */
function postAboutStored(post: Post, idOf: (executionId: string) => string): Post {
  if (post.content.kind !== 'notice' || post.content.notice.kind !== 'failed') return post;
  const { notice } = post.content;
  return { ...post, content: { kind: 'notice', notice: { ...notice, executionId: idOf(notice.executionId) } } };
}
