import { DateTime } from 'luxon';
import { createMemoryChat, type MemoryChat } from '../../../src/adapters/memory/chat.js';
import type { Chat } from '../../../src/app/ports/chat.js';
import type { Post } from '../../../src/app/ports/stores/tasks.js';
import { type PostingDeps, postDue } from '../../../src/app/posting/postDue.js';
import { monday, type World } from '../../support/world.js';

/** A Slack in memory before a world on a real database, and what brings messages there. */
export function postingIn(world: World) {
  const chat: MemoryChat = createMemoryChat({ now: () => DateTime.utc() });
  return {
    chat,
    bring: (over: Chat = chat, deps: Partial<PostingDeps> = {}) => postDue({ ...world.deps, chat: over, ...deps }),
    /** The world's clock, so many minutes after it began. */
    later: (minutes: number) => world.clock.freezeAt(monday.plus({ minutes })),
    /** A message for somebody, due now. */
    report: async (key: string, conversation = 'UANA'): Promise<Post> => {
      const post: Post = {
        id: world.ids.next(),
        workspaceId: world.workspace.id,
        conversation,
        content: { kind: 'notice', notice: { kind: 'report', text: key } },
        enrollmentId: null,
        key,
        dueAt: await world.clock.now(),
      };
      await world.store.read.posts.add([post]);
      return post;
    },
    keys: () => chat.messages.map(({ key }) => key),
    /** As when a worker slept: what it holds is free for others. */
    lapse: () =>
      world.pool.query("UPDATE posts SET lease_until = now() - interval '1 second' WHERE lease_until IS NOT NULL"),
  };
}

export type PostingWorld = ReturnType<typeof postingIn>;

/** A post that waits where it is until it is let go; `begun` resolves when it is there. */
export function heldBack(chat: Chat, at: 'before' | 'after' = 'before') {
  let letGo = () => {};
  let begin = () => {};
  const gate = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  const begun = new Promise<void>((resolve) => {
    begin = resolve;
  });
  const held: Chat = {
    ...chat,
    post: async (...given) => {
      if (at === 'after') await chat.post(...given);
      begin();
      await gate;
      return at === 'after' ? { kind: 'unknown', reason: 'slept' } : chat.post(...given);
    },
  };
  return { chat: held, begun, letGo: () => letGo() };
}
