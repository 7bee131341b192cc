import type { DateTime } from 'luxon';
import type { Tables } from '../ports/store.js';
import type { Post, TaskPost } from '../ports/stores/tasks.js';
import { taskLine, withSnapshots } from '../tasks/taskLine.js';
import type { ShownTaskPosts } from './shown.js';
import { taskEnd } from './taskEnd.js';
import { taskStanding } from './taskStanding.js';

/** The tasks that are lines of a list message, each as it stands now; null when none is left. */
export async function showTaskList(tables: Tables, list: Post, now: DateTime): Promise<ShownTaskPosts | null> {
  const { workspaceId, conversation } = list;
  const lines = await tables.posts.inList(list.id);
  const taskIds = lines.map(({ taskId }) => taskId);
  const stored = new Map((await tables.tasks.byIds(taskIds)).map((task) => [task.id, task]));
  const tasks = await withSnapshots(
    tables,
    taskIds
      .flatMap((id) => stored.get(id) ?? [])
      .sort((one, other) => one.title.localeCompare(other.title, 'en', { numeric: true })),
  );
  const workspace = await tables.workspaces.byId(workspaceId);
  if (tasks.length === 0 || workspace === null) return null;
  const members = await tables.members.all(workspaceId);
  const zone = members.find(({ slackUserId }) => slackUserId === conversation)?.zone ?? workspace.zone;
  const messages = new Map<string, TaskPost[]>();
  for (const message of await tables.posts.ofTasks(taskIds)) {
    messages.set(message.taskId, [...(messages.get(message.taskId) ?? []), message]);
  }
  return {
    zone,
    tasks: tasks.map(({ task, snapshot }) => {
      const own = lines.find(({ taskId }) => taskId === task.id)?.id ?? '';
      const standing = taskStanding(own, messages.get(task.id) ?? [], members, now);
      return { ...taskLine(task, snapshot, now), ...taskEnd(task, snapshot, zone), standing };
    }),
  };
}
