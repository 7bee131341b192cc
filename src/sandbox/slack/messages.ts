import type { KnownBlock } from '@slack/types';
import { SLACK_LIMITS } from '../../slack/views/limits.js';
import type { StoredConversation, StoredMessage } from '../store/state.js';
import type { SlackContext } from './context.js';
import { SlackError } from './slack-error.js';
import { INVALID_JSON, validateMessageBlocks } from './validate/validate.js';
import { APP, TEAM } from './workspace.js';

export interface Content {
  readonly text: string;
  readonly blocks: readonly KnownBlock[];
}

/**
 * Checks a message's text and blocks. `no_text` also where there are blocks without a text: Slack only warns, yet such a
 * message notifies with nothing and reads as nothing to a screen reader.
 */
export function readContent(context: SlackContext, text: string | undefined, blocks: unknown): Content {
  if (text === undefined || text.trim() === '') throw new SlackError('no_text');
  if (text.length > SLACK_LIMITS.messageText) throw new SlackError('msg_too_long');
  return { text, blocks: blocks === undefined ? [] : readBlocks(context, blocks) };
}

export function readBlocks({ refusedBlocks }: SlackContext, blocks: unknown): readonly KnownBlock[] {
  if (!Array.isArray(blocks)) throw new SlackError('invalid_blocks_format', INVALID_JSON('blocks'));
  const validated = validateMessageBlocks(blocks);
  if (!validated.ok) throw new SlackError('invalid_blocks', validated.messages);
  const refused = validated.value.find(({ type }) => refusedBlocks.includes(type));
  if (refused !== undefined) throw new SlackError('invalid_blocks', [`unsupported type: ${refused.type}`]);
  return validated.value;
}

export interface NewMessage extends Content {
  readonly conversation: string;
  readonly author: string;
  readonly threadTs?: string | null;
  readonly isBroadcast?: boolean;
  readonly metadata?: StoredMessage['metadata'];
  readonly visibleTo?: string | null;
  /** Ids of the files that it shares. */
  readonly files?: readonly string[];
}

/** Puts a message at the end; its `ts` is the program's time, made unique. */
export async function addMessage(context: SlackContext, message: NewMessage): Promise<StoredMessage> {
  const { store, program } = context;
  const now = await program.now();
  store.state.lastTsMicros = Math.max(now.toMillis() * 1000, store.state.lastTsMicros + 1);
  const added: StoredMessage = {
    ts: tsOf(store.state.lastTsMicros),
    conversation: message.conversation,
    threadTs: message.threadTs ?? null,
    ...(message.isBroadcast ? { isBroadcast: true } : {}),
    author: message.author,
    text: message.text,
    blocks: withIds(message.blocks, context),
    metadata: message.metadata ?? null,
    editedTs: null,
    visibleTo: message.visibleTo ?? null,
    postedAt: now.toUTC().toISO() ?? '',
    files: message.files ?? [],
  };
  store.state.messages.push(added);
  store.changed();
  return added;
}

/** Without `blocks` the old ones stay, as with chat.update. */
export function editMessage(
  context: SlackContext,
  message: StoredMessage,
  change: { text: string; blocks?: readonly KnownBlock[]; metadata?: StoredMessage['metadata'] },
): void {
  message.text = change.text;
  if (change.blocks !== undefined) message.blocks = withIds(change.blocks, context);
  if (change.metadata !== undefined) message.metadata = change.metadata;
  message.editedTs = tsOf(context.store.state.lastTsMicros);
  context.store.changed();
}

export function removeMessage(context: SlackContext, message: StoredMessage): void {
  const { messages } = context.store.state;
  const index = messages.indexOf(message);
  if (index >= 0) messages.splice(index, 1);
  context.store.changed();
}

export function findMessage(context: SlackContext, conversation: string, ts: string): StoredMessage | undefined {
  return context.store.state.messages.findLast((one) => one.ts === ts && one.conversation === conversation);
}

export function findConversation(context: SlackContext, id: string): StoredConversation | undefined {
  return context.store.state.conversations.find((one) => one.id === id);
}

/** A line that only one person sees, written by Slack itself. */
export async function whisper(
  context: SlackContext,
  to: { user: string; conversation: string; threadTs?: string | null },
  text: string,
): Promise<void> {
  const { user, conversation, threadTs = null } = to;
  await addMessage(context, { conversation, threadTs, author: 'slackbot', text, blocks: [], visibleTo: user });
}

/** A message as the Web API and payloads show it. */
export function slackMessage(
  message: StoredMessage,
  shown: { metadata: boolean } = { metadata: true },
): Readonly<Record<string, unknown>> {
  const byApp = message.author === 'app';
  return {
    type: 'message',
    ...(byApp
      ? {
          user: APP.botUserId,
          bot_id: APP.botId,
          app_id: APP.id,
          subtype: message.isBroadcast ? 'thread_broadcast' : undefined,
        }
      : { user: message.author === 'slackbot' ? 'USLACKBOT' : message.author }),
    team: TEAM.id,
    ts: message.ts,
    text: message.text,
    ...(message.blocks.length > 0 ? { blocks: message.blocks } : {}),
    ...(message.threadTs === null ? {} : { thread_ts: message.threadTs }),
    ...(message.editedTs === null ? {} : { edited: { user: APP.botUserId, ts: message.editedTs } }),
    ...(message.metadata !== null && shown.metadata ? { metadata: message.metadata } : {}),
  };
}

/** Slack gives every block and interactive element an id where the app gave none. */
export function withIds<B extends { readonly type: string; readonly block_id?: string }>(
  blocks: readonly B[],
  context: SlackContext,
): B[] {
  const fresh = () => context.ids.next().slice(-5);
  const named = <E extends { readonly type: string; readonly action_id?: string }>(element: E): E =>
    UNNAMED.has(element.type) || element.action_id !== undefined ? element : { ...element, action_id: fresh() };
  return blocks.map((block) => ({
    ...block,
    block_id: block.block_id ?? fresh(),
    ...('accessory' in block && isElement(block.accessory) ? { accessory: named(block.accessory) } : {}),
    ...('element' in block && isElement(block.element) ? { element: named(block.element) } : {}),
    ...(block.type === 'actions' && 'elements' in block && Array.isArray(block.elements)
      ? { elements: block.elements.filter(isElement).map(named) }
      : {}),
  }));
}

const UNNAMED: ReadonlySet<string> = new Set(['image', 'plain_text', 'mrkdwn']);

function isElement(value: unknown): value is { readonly type: string; readonly action_id?: string } {
  return typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string';
}

function tsOf(micros: number): string {
  return `${Math.floor(micros / 1_000_000)}.${String(micros % 1_000_000).padStart(6, '0')}`;
}
