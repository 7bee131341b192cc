import { DateTime } from 'luxon';
import { createMemoryChat, type MemoryChat } from '../../../src/adapters/memory/chat.js';
import type { Chat } from '../../../src/app/ports/chat.js';
import type { Store } from '../../../src/app/ports/store.js';
import type { Post } from '../../../src/app/ports/stores/tasks.js';
import { type PostingDeps, postDue } from '../../../src/app/posting/postDue.js';
import { monday, type World } from '../../support/world.js';

/** A message has come to a channel that was called so. */
export async function cameTo(
  world: World,
  { name, id }: { readonly name: string; readonly id: string },
): Promise<void> {
  const { report, bring } = postingIn(world);
  await report(`to ${name}`, name);
  await bring(createMemoryChat({ now: () => DateTime.utc(), names: { [name]: id } }));
}

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
    /** A worker that dies in Slack, where `post` is the last that it does; its lease runs out. */
    dieIn: async (over: Chat, post: (...given: Parameters<Chat['post']>) => Promise<unknown>): Promise<void> => {
      const { store, die } = mortal(world.store);
      await new Promise<void>((begun) => {
        const dying: Chat = {
          ...over,
          post: async (...given) => {
            await post(...given);
            begun();
            return new Promise<never>(() => undefined);
          },
        };
        void postDue({ ...world.deps, store, chat: dying, worker: 'dying' });
      });
      await die();
      await lapse(world);
    },
    /** As when a worker slept: what it holds is free for others. */
    lapse: () => lapse(world),
  };
}

const lapse = (world: World) =>
  world.pool.query("UPDATE posts SET lease_until = now() - interval '1 second' WHERE lease_until IS NOT NULL");

/** The store of a worker that can die: from then on it asks nothing more, and claims nothing of what its lease held. */
function mortal(store: Store) {
  let dead = false;
  const asked = new Set<Promise<unknown>>();
  const transact: Store['transact'] = (work, options) => {
    if (dead) return new Promise(() => undefined);
    const answer = store.transact(work, options);
    asked.add(answer);
    return answer;
  };
  return {
    store: { ...store, transact },
    /** Resolves when what it had asked before is answered. */
    die: async () => {
      dead = true;
      await Promise.allSettled(asked);
    },
  };
}

/** For a worker that claims once and then only does what it has in hand: it must not find its own lapsed claim again. */
export function afterOneClaim(): () => boolean {
  let claims = 0;
  return () => claims++ > 0;
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
