import type { DateTime } from 'luxon';
import type { OpenTask } from './lockTask.js';

/**
 * A further message about a task, in place of those that were not shown yet: where it is shown already, or in
 * `conversation`. None where that is null: the person is not known in Slack.
 */
export async function addTaskPost(
  { tables, ids, task }: Pick<OpenTask, 'tables' | 'ids' | 'task'>,
  post: { readonly key: string; readonly dueAt: DateTime; readonly conversation?: string | null },
): Promise<void> {
  const conversation =
    post.conversation === undefined ? await tables.posts.conversationOfTask(task.id) : post.conversation;
  await tables.posts.dropUnshown(task.id);
  if (conversation === null) return;
  const { workspaceId, enrollmentId, id: taskId } = task;
  const { key, dueAt } = post;
  const content = { kind: 'task', taskId } as const;
  await tables.posts.add([{ id: ids.next(), workspaceId, conversation, content, enrollmentId, key, dueAt }]);
}
