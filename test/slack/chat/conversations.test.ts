import { WebAPIPlatformError } from '@slack/web-api';
import { createSlackChat } from '../../../src/slack/chat/chat.js';
import { createConversations } from '../../../src/slack/chat/conversations.js';
import { NetworkError } from '../../../src/slack/chat/network-error.js';
import type { SlackClient } from '../../../src/slack/chat/slack-client.js';
import { aPost } from '../../contracts/chat.js';

/** A Slack with these channels, a page each, that counts how often it was asked. */
function slackWith(...names: string[]) {
  let asked = 0;
  const answered: { failure: Error | null } = { failure: null };
  const conversations = async ({ cursor }: { cursor?: string }) => {
    asked += 1;
    if (answered.failure !== null) throw answered.failure;
    const page = Number(cursor ?? 0);
    const next = page + 1 < names.length ? String(page + 1) : '';
    return {
      channels: [{ id: `C${page}`, name: names[page] }],
      response_metadata: { next_cursor: next },
    };
  };
  const client = { users: { conversations } } as unknown as SlackClient;
  return { client, conversations: createConversations(client), asked: () => asked, names, answered };
}

test('a channel’s name is looked for in every page, whatever its case, and once', async () => {
  const { conversations, asked } = slackWith('general', 'sales');
  expect(await conversations.open('#Sales')).toEqual({ kind: 'open', id: 'C1' });
  expect(await conversations.open('#Sales')).toEqual({ kind: 'open', id: 'C1' });
  expect(asked()).toBe(2);
});

test('a channel that the app is not in is refused', async () => {
  const { conversations } = slackWith('general');
  expect(await conversations.open('#sales')).toEqual({ kind: 'refused', code: 'channel_not_found' });
});

test('a name whose channel refused is looked for anew: another may be called so by now', async () => {
  const { conversations, names } = slackWith('sales', 'general');
  await conversations.open('#sales');
  names.splice(0, 2, 'old-sales', 'sales');
  conversations.forget('#sales');
  expect(await conversations.open('#sales')).toEqual({ kind: 'open', id: 'C1' });
});

test('so it is when a message is refused there', async () => {
  const { client, asked } = slackWith('sales');
  const postMessage = () => Promise.reject(new WebAPIPlatformError({ ok: false, error: 'is_archived' }));
  const chat = createSlackChat({ client: { ...client, chat: { postMessage } } as unknown as SlackClient });
  expect(await chat.post('#sales', aPost('One'), 'a')).toEqual({ kind: 'refused', code: 'is_archived' });
  await chat.post('#sales', aPost('One'), 'a');
  expect(asked()).toBe(2);
});

test('a lost answer is a reason to wait, and is not kept', async () => {
  const { conversations, answered } = slackWith('sales');
  answered.failure = new NetworkError('ECONNRESET');
  expect(await conversations.open('#sales')).toMatchObject({ kind: 'deferred' });
  answered.failure = null;
  expect(await conversations.open('#sales')).toEqual({ kind: 'open', id: 'C0' });
});

test('a channel’s id is itself', async () => {
  const { conversations, asked } = slackWith();
  expect(await conversations.open('C0SALES001')).toEqual({ kind: 'open', id: 'C0SALES001' });
  expect(asked()).toBe(0);
});
