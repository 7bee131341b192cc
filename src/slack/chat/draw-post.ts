import type { ShownPost } from '../../app/posting/shown.js';
import type { Drawn } from '../views/blocks.js';
import { digestMessage } from '../views/digest.js';
import { noticeMessage } from '../views/notice.js';
import { taskMessage } from '../views/task.js';
import { taskPostsMessage } from '../views/task-posts.js';

/** The text and blocks of a post. */
export function drawPost(post: ShownPost): Drawn {
  switch (post.kind) {
    case 'task':
      return taskMessage(post.task);
    case 'task-list':
      return taskPostsMessage(post.list);
    case 'notice':
      return noticeMessage(post.notice);
    case 'digest':
      return digestMessage(post.digest);
  }
}
