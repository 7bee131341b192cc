import type { DateTime } from 'luxon';
import type { Chat, ChatOutcome, PostedAt, ThreadPlace } from '../../app/ports/chat.js';
import type { ShownPost } from '../../app/posting/shown.js';

/** A message as it stands now. */
export interface MemoryMessage {
  readonly at: PostedAt;
  /** Whom or what it was posted to. */
  readonly to: string;
  readonly key: string;
  readonly postedAt: DateTime;
  readonly post: ShownPost;
  /** The message that it stands below. */
  readonly thread: ThreadPlace | null;
  readonly updates: number;
}

export interface MemoryChat extends Chat {
  /** Oldest first. */
  readonly messages: readonly MemoryMessage[];
  /**
   * Has coming posts and updates answered otherwise than `ok`, one answer a call, in this order. `done` says whether it
   * happened all the same, which only an `unknown` outcome leaves open.
   */
  answerNext(
    ...answers: readonly { readonly outcome: Exclude<ChatOutcome, { kind: 'ok' }>; readonly done?: boolean }[]
  ): void;
  /** Makes posts to this conversation refused: `channel_not_found`, `not_in_channel`, ... */
  refuse(to: string, code: string): void;
  /** As when somebody deletes it in Slack. */
  remove(at: PostedAt): void;
}

/** A Slack that keeps its messages, for tests of use cases. `now` is Slack's clock; `names`: `#name` to a channel's id. */
export function createMemoryChat({
  now,
  names = {},
}: {
  readonly now: () => DateTime;
  readonly names?: Readonly<Record<string, string>>;
}): MemoryChat {
  const messages: MemoryMessage[] = [];
  const waiting: { readonly outcome: Exclude<ChatOutcome, { kind: 'ok' }>; readonly done?: boolean }[] = [];
  const refused = new Map<string, string>();
  let lastMicros = 0;
  /** A person's DM with the app has an id of its own. */
  const conversationOf = (to: string) => (/^[UW]/.test(to) ? `D${to.slice(1)}` : (names[to] ?? to));

  const nextTs = () => {
    lastMicros = Math.max(now().toMillis() * 1000, lastMicros + 1);
    return `${Math.floor(lastMicros / 1e6)}.${String(lastMicros % 1e6).padStart(6, '0')}`;
  };
  const indexOf = (at: PostedAt) => messages.findIndex((one) => one.at.channel === at.channel && one.at.ts === at.ts);
  /** Does it unless an answer is waiting that says that it did not happen. */
  const answered = (act: () => PostedAt): ChatOutcome => {
    const answer = waiting.shift();
    if (answer === undefined) return { kind: 'ok', at: act() };
    if (answer.outcome.kind === 'unknown' && answer.done) act();
    return answer.outcome;
  };

  return {
    messages,
    answerNext: (...answers) => {
      waiting.push(...answers);
    },
    refuse: (to, code) => {
      refused.set(to, code);
    },
    remove: (at) => {
      const index = indexOf(at);
      if (index >= 0) messages.splice(index, 1);
    },
    async post(to, post, key, thread = null) {
      const code = refused.get(to);
      if (code !== undefined) return { kind: 'refused', code };
      const channel = conversationOf(to);
      if (thread !== null && indexOf({ channel, ts: thread.ts }) < 0)
        return { kind: 'refused', code: 'thread_not_found' };
      return answered(() => {
        const at = { channel, ts: nextTs() };
        messages.push({ at, to, key, postedAt: now(), post, thread, updates: 0 });
        return at;
      });
    },
    async update(at, post) {
      const index = indexOf(at);
      const message = messages[index];
      if (message === undefined) return { kind: 'refused', code: 'message_not_found' };
      return answered(() => {
        messages[index] = { ...message, post, updates: message.updates + 1 };
        return at;
      });
    },
    fingerprint: (post) => JSON.stringify(post),
    async find(to, key, { from, until, threadTs = null }) {
      if (refused.has(to)) return null;
      const found = messages.findLast(
        (one) =>
          one.at.channel === conversationOf(to) &&
          (threadTs === null ? one.thread === null || one.thread.isAlsoOutside : one.thread?.ts === threadTs) &&
          one.key === key &&
          one.postedAt >= from &&
          one.postedAt <= until,
      );
      return found?.at ?? null;
    },
  };
}
