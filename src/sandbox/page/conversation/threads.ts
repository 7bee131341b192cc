import type { ShownMessage } from '../../protocol.js';

const groupedWithinMs = 5 * 60_000;

/** What a conversation shows: a message, whether it continues the one above it, and what was answered to it. */
export interface Line {
  readonly message: ShownMessage;
  readonly continued: boolean;
  readonly replies: readonly ShownMessage[];
  /** The first message of the thread that it is a reply in, where the conversation shows it too. */
  readonly root: ShownMessage | null;
}

function isReply(message: ShownMessage): boolean {
  return message.threadTs !== null && message.threadTs !== message.ts;
}

/** What the conversation itself shows, in order: its own messages, their replies apart, and replies that it shows too. */
export function conversationLines(messages: readonly ShownMessage[], conversation: string): Line[] {
  const here = inOrder(messages.filter((message) => message.conversation === conversation));
  const replies = new Map<string, ShownMessage[]>();
  for (const message of here.filter(isReply)) {
    const thread = message.threadTs ?? '';
    replies.set(thread, [...(replies.get(thread) ?? []), message]);
  }
  return lines(
    here.filter((message) => !isReply(message) || message.isBroadcast),
    (message) => replies.get(message.ts) ?? [],
    (message) => (isReply(message) ? (here.find(({ ts }) => ts === message.threadTs) ?? null) : null),
  );
}

/** A thread: its first message and the replies; empty when the first message is gone. */
export function threadLines(messages: readonly ShownMessage[], conversation: string, threadTs: string): Line[] {
  const here = inOrder(messages.filter((message) => message.conversation === conversation));
  const root = here.find(({ ts }) => ts === threadTs);
  if (!root) return [];
  const replies = here.filter((message) => isReply(message) && message.threadTs === threadTs);
  return [
    { message: root, continued: false, replies: [], root: null },
    ...lines(
      replies,
      () => [],
      () => null,
    ),
  ];
}

function lines(
  messages: readonly ShownMessage[],
  repliesOf: (message: ShownMessage) => readonly ShownMessage[],
  rootOf: (message: ShownMessage) => ShownMessage | null,
): Line[] {
  return messages.map((message, index) => ({
    message,
    continued: continues(messages[index - 1], message),
    replies: repliesOf(message),
    root: rootOf(message),
  }));
}

function continues(before: ShownMessage | undefined, message: ShownMessage): boolean {
  if (!before || before.author !== message.author || before.ephemeral !== message.ephemeral) return false;
  // An app's messages are cards of their own: each says who speaks and when.
  if (message.author === 'app' || message.author === 'slackbot') return false;
  return Date.parse(message.postedAt) - Date.parse(before.postedAt) < groupedWithinMs;
}

function inOrder(messages: readonly ShownMessage[]): ShownMessage[] {
  return messages.toSorted((a, b) => Number(a.ts) - Number(b.ts));
}
