import { TransientFault } from '../../app/faults.js';
import { type Files, isTooLarge, type SharedFile } from '../../app/ports/files.js';
import { createConversations } from './conversations.js';
import { fetchOrSay } from './network-error.js';
import { faultOf, outcomeOf } from './outcome.js';
import type { SlackClient } from './slack-client.js';

const downloadTimeoutMs = 20_000;

/** The part of Slack's Web API that files take. */
export type FilesClient = Pick<SlackClient, 'conversations' | 'users'> & {
  readonly files: Pick<SlackClient['files'], 'info' | 'uploadV2'>;
};

/** The Files port over Slack's Web API. The token is sent to Slack's own addresses only (`apiUrl`: a stand-in's). */
export function createSlackFiles(parts: {
  readonly client: FilesClient;
  readonly token: string;
  readonly apiUrl?: string | undefined;
}): Files {
  const { client, token, apiUrl } = parts;
  const conversations = createConversations(client);

  return {
    async share(to, { name, content, comment }) {
      const channel = await conversations.open(to);
      if (channel.kind === 'refused') return false;
      if (channel.kind !== 'open') throw faultOf(channel);
      try {
        const body = typeof content === 'string' ? { content } : { file: Buffer.from(content) };
        await client.files.uploadV2({ channel_id: channel.id, filename: name, initial_comment: comment, ...body });
        return true;
      } catch (error) {
        const outcome = outcomeOf(error);
        if (outcome.kind === 'refused') return false;
        throw faultOf(outcome);
      }
    },

    nameOf: async (fileId) => (await infoOf(client, fileId))?.name ?? null,

    async read(fileId) {
      const file = await infoOf(client, fileId);
      const url = file?.url_private_download ?? file?.url_private;
      if (file === null || url === undefined || !isSlacks(url, apiUrl)) return { ok: false, reason: 'no-file' };
      if (isTooLarge(file.size ?? 0)) return { ok: false, reason: 'too-large' };
      return download(url, file.name ?? fileId, token);
    },
  };
}

async function infoOf(client: FilesClient, file: string) {
  try {
    return (await client.files.info({ file })).file ?? null;
  } catch (error) {
    const outcome = outcomeOf(error);
    if (outcome.kind === 'refused') return null;
    throw faultOf(outcome);
  }
}

async function download(url: string, name: string, token: string): Promise<SharedFile> {
  const response = await fetchOrSay(url, {
    headers: { authorization: `Bearer ${token}` },
    // A redirect would lead to the sign-in page, or the token somewhere else.
    redirect: 'manual',
    signal: AbortSignal.timeout(downloadTimeoutMs),
  });
  if (response.status >= 500 || response.status === 429) {
    throw new TransientFault(`Slack answered ${response.status} for a file`);
  }
  const isPage = (response.headers.get('content-type') ?? '').startsWith('text/html');
  if (!response.ok || isPage) return { ok: false, reason: 'no-file' };
  const content = new Uint8Array(await response.arrayBuffer());
  return isTooLarge(content.byteLength) ? { ok: false, reason: 'too-large' } : { ok: true, name, content };
}

function isSlacks(url: string, apiUrl: string | undefined): boolean {
  if (!URL.canParse(url)) return false;
  const { origin, protocol, hostname } = new URL(url);
  if (apiUrl !== undefined && origin === new URL(apiUrl).origin) return true;
  return protocol === 'https:' && (hostname === 'slack.com' || hostname.endsWith('.slack.com'));
}
