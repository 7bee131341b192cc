import type { StateValues, UploadedFile, UploadRequest } from '../../protocol.js';
import { Refusal } from '../../refusal.js';
import type { StoredConversation, StoredFile, StoredMessage } from '../../store/state.js';
import type { SlackContext } from '../context.js';
import { announceFile, findFile, slackFile, takeContent } from '../files.js';
import { APP } from '../workspace.js';
import { sendEvent } from './event-callback.js';
import { findPerson } from './typed.js';

/** A person gives Slack a file: nobody else sees it before a message or a form names it. */
export async function takeUpload(context: SlackContext, request: UploadRequest): Promise<UploadedFile> {
  const person = findPerson(request.person);
  const content = Buffer.from(request.content, 'base64');
  if (content.byteLength === 0) throw new Refusal(400, `${request.name} is empty`);
  const file = await announceFile(context, { name: request.name, size: content.byteLength, author: person.id });
  await takeContent(context, file, content);
  file.state = 'complete';
  context.store.changed();
  return { id: file.id, name: file.name };
}

/** A file that the person gave Slack, or that a message shares with them. */
export async function openFile(
  context: SlackContext,
  personId: string,
  id: string,
): Promise<{ readonly file: StoredFile; readonly content: Buffer }> {
  const person = findPerson(personId);
  const file = findFile(context, id);
  const content = file === undefined ? null : await context.store.fileContents.read(file.id);
  if (file === undefined || content === null || !mayOpen(context, person.id, file)) {
    throw new Refusal(400, 'There is no such file');
  }
  return { file, content };
}

function mayOpen({ store }: SlackContext, person: string, file: StoredFile): boolean {
  const mine = new Set(store.state.conversations.filter((one) => one.members.includes(person)).map(({ id }) => id));
  return (
    file.author === person ||
    store.state.messages.some((one) => one.files.includes(file.id) && mine.has(one.conversation))
  );
}

/** The person's own files among these ids. Throws a refusal for another. */
export function ownFiles(context: SlackContext, person: string, ids: readonly string[]): StoredFile[] {
  return ids.map((id) => {
    const file = findFile(context, id);
    if (file?.author !== person) throw new Refusal(400, 'There is no such file');
    return file;
  });
}

/** The app hears of files in conversations that it is in: docs.slack.dev/reference/events/file_shared. */
export async function sendFileShared(
  context: SlackContext,
  conversation: StoredConversation,
  message: StoredMessage,
): Promise<void> {
  if (!(context.program.events ?? []).includes('file_shared') || !conversation.members.includes(APP.botUserId)) return;
  for (const id of message.files) {
    await sendEvent(context, {
      type: 'file_shared',
      channel_id: conversation.id,
      file_id: id,
      user_id: message.author,
      file: { id },
      event_ts: message.ts,
    });
  }
}

/** The page names files by their ids; the app is told all that Slack knows of them. */
export function withFiles(context: SlackContext, person: string, state: StateValues): StateValues {
  return mapValues(state, (block) =>
    mapValues(block, (element) => {
      if (element.type !== 'file_input' || !Array.isArray(element.files)) return element;
      const ids = element.files.flatMap((file: unknown) => (isNamed(file) ? [file.id] : []));
      return { ...element, files: ownFiles(context, person, ids).map((file) => slackFile(context, file)) };
    }),
  );
}

function isNamed(file: unknown): file is { readonly id: string } {
  return typeof file === 'object' && file !== null && 'id' in file && typeof file.id === 'string';
}

function mapValues<V, W>(record: Readonly<Record<string, V>>, map: (value: V) => W): Record<string, W> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, map(value)]));
}
