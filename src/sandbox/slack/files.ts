import { extname } from 'node:path';
import type { StoredFile } from '../store/state.js';
import { type SlackContext, slackId } from './context.js';
import { APP, TEAM } from './workspace.js';

/** Where contents are uploaded and downloaded, below the sandbox's address. */
export const FILES_PATH = '/sandbox/slack/files';

/** What one file may hold here, in bytes. */
export const MOST_FILE_BYTES = 20_000_000;

export interface NewFile {
  readonly name: string;
  readonly size: number;
  /** A user id, or `app`. */
  readonly author: string;
}

/** A file that does not exist for anybody until its content has come and it was completed. */
export async function announceFile(context: SlackContext, { name, size, author }: NewFile): Promise<StoredFile> {
  const now = await context.program.now();
  const file: StoredFile = {
    id: slackId(context.ids, 'F'),
    name,
    title: name,
    mimetype: kindOf(name).mimetype,
    size,
    author,
    createdAt: now.toUTC().toISO() ?? '',
    state: 'announced',
  };
  context.store.state.files.push(file);
  context.store.changed();
  return file;
}

/** Keeps what was uploaded. False where it is not as long as was announced, or has come before. */
export async function takeContent(context: SlackContext, file: StoredFile, content: Buffer): Promise<boolean> {
  if (file.state !== 'announced' || content.byteLength !== file.size) return false;
  await context.store.fileContents.write(file.id, content);
  file.state = 'uploaded';
  context.store.changed();
  return true;
}

/** A completed file. */
export function findFile(context: SlackContext, id: string): StoredFile | undefined {
  return context.store.state.files.find((one) => one.id === id && one.state === 'complete');
}

/** A file as the Web API and payloads show it: docs.slack.dev/reference/objects/file-object. */
export function slackFile(context: SlackContext, file: StoredFile): Readonly<Record<string, unknown>> {
  const url = `${context.program.sandboxUrl()}${FILES_PATH}/${file.id}/${encodeURIComponent(file.name)}`;
  const createdAt = Math.floor(Date.parse(file.createdAt) / 1000);
  return {
    id: file.id,
    created: createdAt,
    timestamp: createdAt,
    name: file.name,
    title: file.title,
    mimetype: file.mimetype,
    filetype: kindOf(file.name).filetype,
    user: file.author === 'app' ? APP.botUserId : file.author,
    user_team: TEAM.id,
    editable: false,
    size: file.size,
    mode: 'hosted',
    is_external: false,
    is_public: false,
    url_private: url,
    url_private_download: url,
  };
}

/** Several of them, by id. */
export function slackFiles(
  context: SlackContext,
  ids: readonly string[],
): readonly Readonly<Record<string, unknown>>[] {
  return ids.flatMap((id) => findFile(context, id) ?? []).map((file) => slackFile(context, file));
}

/** By the name's end; Slack looks into the content, which comes to the same for these. */
const KINDS: Readonly<Record<string, { readonly filetype: string; readonly mimetype: string }>> = {
  '.csv': { filetype: 'csv', mimetype: 'text/csv' },
  '.gif': { filetype: 'gif', mimetype: 'image/gif' },
  '.jpg': { filetype: 'jpg', mimetype: 'image/jpeg' },
  '.json': { filetype: 'json', mimetype: 'text/plain' },
  '.pdf': { filetype: 'pdf', mimetype: 'application/pdf' },
  '.png': { filetype: 'png', mimetype: 'image/png' },
  '.txt': { filetype: 'text', mimetype: 'text/plain' },
  '.yaml': { filetype: 'yaml', mimetype: 'text/plain' },
  '.yml': { filetype: 'yaml', mimetype: 'text/plain' },
};

function kindOf(name: string): { readonly filetype: string; readonly mimetype: string } {
  return KINDS[extname(name).toLowerCase()] ?? { filetype: 'binary', mimetype: 'application/octet-stream' };
}
