import type { DateTime } from 'luxon';
import { showDigest } from '../digests/showDigest.js';
import type { Tables } from '../ports/store.js';
import type { Post } from '../ports/stores/tasks.js';
import { showNotice } from './showNotice.js';
import type { ShownPost } from './shown.js';
import { showTask } from './showTask.js';
import { showTaskList } from './showTaskList.js';

/** What a message says at this moment, read from the truth; null when what it was about is gone. */
export async function showPost(tables: Tables, post: Post, now: DateTime): Promise<ShownPost | null> {
  const { content } = post;
  switch (content.kind) {
    case 'task': {
      const place = { reader: post.conversation, postId: post.id };
      const task = await showTask(tables, content.taskId, now, place);
      return task === null ? null : { kind: 'task', task };
    }
    case 'task-list': {
      const list = await showTaskList(tables, post, now);
      return list === null ? null : { kind: 'task-list', list };
    }
    case 'notice': {
      const notice = await showNotice(tables, post.id, content.notice, now);
      return notice === null ? null : { kind: 'notice', notice };
    }
    case 'digest': {
      const digest = await showDigest(tables, content, now);
      return digest === null ? null : { kind: 'digest', digest };
    }
  }
}
