import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { WebClient } from '@slack/web-api';
import { SANDBOX_BOT_TOKEN } from '../../../src/sandbox/slack/workspace.js';
import { scopesNeeded } from '../../../src/slack/surface.js';
import { ANA, ANA_DM, type Harness, LEADERSHIP, RANDOM, SALES, START, startHarness } from '../harness.js';
import { codeOf, webClient } from './web-client.js';

let harness: Harness;
let client: WebClient;
const clientWith = (token: string | undefined) => webClient(harness, token);

beforeEach(async () => {
  harness = await startHarness();
  client = clientWith(SANDBOX_BOT_TOKEN);
});
afterEach(() => harness.stop());

test('a call is told the scopes that an installation by the manifest grants', async () => {
  const { response_metadata } = await client.auth.test();
  expect(response_metadata?.scopes).toEqual(scopesNeeded());
});

const divider = [{ type: 'divider' as const }];
const modal = { type: 'modal' as const, title: { type: 'plain_text' as const, text: 'Title' }, blocks: divider };

describe('the workspace', () => {
  test('auth.test names the team and the bot', async () => {
    expect(await client.auth.test()).toMatchObject({ ok: true, team: 'Harbor Analytics', user: 'drumbeat' });
  });

  test('a call without a token, and one with a wrong token, is refused', async () => {
    expect(await codeOf(clientWith(undefined).auth.test())).toBe('not_authed');
    expect(await codeOf(clientWith('xoxb-other').auth.test())).toBe('invalid_auth');
  });

  test('an unknown method is refused', async () => {
    expect(await codeOf(client.apiCall('users.rename'))).toBe('unknown_method');
    expect(await codeOf(client.apiCall('constructor'))).toBe('unknown_method');
  });

  test('users.list comes in pages and tells admins, guests, those who left and bots apart', async () => {
    const members: Record<string, unknown>[] = [];
    for await (const page of client.paginate('users.list', { limit: 3 })) {
      members.push(...((page as { members?: Record<string, unknown>[] }).members ?? []));
    }
    const named = (name: string) => members.find((one) => one.name === name);
    expect(members).toHaveLength(8);
    expect(named('sam')).toMatchObject({ is_admin: true, is_owner: true });
    expect(named('mia')).toMatchObject({ is_admin: false, is_restricted: false, tz: 'Europe/Stockholm' });
    expect(named('gil')).toMatchObject({ is_restricted: true });
    expect(named('olga')).toMatchObject({ deleted: true });
    expect(named('drumbeat')).toMatchObject({ is_bot: true });
    expect(named('slackbot')).toMatchObject({ id: 'USLACKBOT', is_bot: false });
  });

  test('people are found by id and by address', async () => {
    const { user } = await client.users.info({ user: ANA });
    expect(user?.profile?.email).toBe('ana@harbor.example');
    expect(user?.tz_offset).toBe(-5 * 3600);
    expect((await client.users.lookupByEmail({ email: 'ANA@harbor.example' })).user?.id).toBe(ANA);
    expect(await codeOf(client.users.lookupByEmail({ email: 'nobody@example.com' }))).toBe('users_not_found');
    expect(await codeOf(client.users.info({ user: 'U1' }))).toBe('user_not_found');
  });
});

describe('conversations', () => {
  test('opening a DM answers its channel', async () => {
    expect((await client.conversations.open({ users: ANA })).channel?.id).toBe(ANA_DM);
    expect(await codeOf(client.conversations.open({ users: 'U1' }))).toBe('user_not_found');
  });

  test('private channels without the bot do not exist for it, public ones do', async () => {
    expect((await client.conversations.info({ channel: RANDOM })).channel?.is_member).toBe(false);
    expect(await codeOf(client.conversations.info({ channel: LEADERSHIP }))).toBe('channel_not_found');
    const { channels } = await client.conversations.list({ types: 'public_channel,private_channel' });
    expect(channels?.map((one) => one.name)).toEqual(['sales', 'random']);
  });

  test('members come in pages', async () => {
    const first = await client.conversations.members({ channel: SALES, limit: 2 });
    expect(first.members).toHaveLength(2);
    const rest = await client.conversations.members({
      channel: SALES,
      cursor: first.response_metadata?.next_cursor ?? '',
    });
    expect(new Set([...(first.members ?? []), ...(rest.members ?? [])]).size).toBe(5);
  });

  test('history is newest first, between oldest and latest, with metadata where asked for', async () => {
    const metadata = { event_type: 'task', event_payload: { id: 't1' } };
    const ts = [
      await harness.say({ text: 'one', metadata }),
      await harness.say({ text: 'two' }),
      await harness.say({ text: 'three' }),
    ];
    const texts = async (args: object) =>
      (await client.conversations.history({ channel: SALES, ...args })).messages?.map((one) => one.text);
    expect(await texts({})).toEqual(['three', 'two', 'one']);
    expect(await texts({ oldest: ts[0], latest: ts[2] })).toEqual(['two']);
    expect(await texts({ oldest: ts[1], inclusive: true })).toEqual(['three', 'two']);
    const limited = await client.conversations.history({ channel: SALES, limit: 2 });
    expect(limited.has_more).toBe(true);
    const last = await client.conversations.history({
      channel: SALES,
      cursor: limited.response_metadata?.next_cursor ?? '',
      include_all_metadata: true,
    });
    expect(last.messages).toMatchObject([{ text: 'one', metadata }]);
    expect((await client.conversations.history({ channel: SALES })).messages?.[2]?.metadata).toBeUndefined();
    expect(await codeOf(client.conversations.history({ channel: RANDOM }))).toBe('not_in_channel');
  });

  test('replies stay out of the history and are listed under their message', async () => {
    const ts = await harness.say({ text: 'Enrolled' });
    await harness.say({ text: 'Sent', thread_ts: ts });
    const history = await client.conversations.history({ channel: SALES });
    expect(history.messages).toMatchObject([{ text: 'Enrolled', thread_ts: ts, reply_count: 1 }]);
    const { messages } = await client.conversations.replies({ channel: SALES, ts });
    expect(messages?.map((one) => one.text)).toEqual(['Enrolled', 'Sent']);
    expect(await codeOf(client.conversations.replies({ channel: SALES, ts: '1.000001' }))).toBe('thread_not_found');
  });
});

describe('messages', () => {
  test('their ts is the time of the program, unique and in order', async () => {
    const first = await harness.say({});
    const second = await harness.say({});
    harness.clock.now = START.plus({ days: 1 });
    const third = await harness.say({});
    expect(first).toBe(`${START.toSeconds()}.000000`);
    expect(second).toBe(`${START.toSeconds()}.000001`);
    expect(third).toBe(`${START.plus({ days: 1 }).toSeconds()}.000000`);
  });

  test.each([
    ['an unknown channel', { channel: 'C1', text: 'x' }, 'channel_not_found'],
    ['a private channel without the bot', { channel: LEADERSHIP, text: 'x' }, 'channel_not_found'],
    ['a channel without the bot', { channel: RANDOM, text: 'x' }, 'not_in_channel'],
    ['no text', { channel: SALES }, 'no_text'],
    ['a blank text', { channel: SALES, text: ' ' }, 'no_text'],
    ['blocks without a text', { channel: SALES, blocks: divider }, 'no_text'],
    ['40,001 characters', { channel: SALES, text: 'x'.repeat(40_001) }, 'msg_too_long'],
    ['40,000 characters', { channel: SALES, text: 'x'.repeat(40_000) }, 'taken'],
    ['blocks that are none', { channel: SALES, text: 'x', blocks: [{ type: 'banner' }] }, 'invalid_blocks'],
    ['blocks that are no list', { channel: SALES, text: 'x', blocks: { type: 'divider' } }, 'invalid_blocks_format'],
    ['an unknown thread', { channel: SALES, text: 'x', thread_ts: '1.000001' }, 'thread_not_found'],
    [
      'metadata without a type',
      { channel: SALES, text: 'x', metadata: { event_payload: {} } },
      'invalid_metadata_format',
    ],
    ['attachments', { channel: SALES, text: 'x', attachments: [{ text: 'x' }] }, 'invalid_attachments'],
    ['no channel', { text: 'x' }, 'invalid_arguments'],
    ['a channel by name', { channel: '#sales', text: 'x' }, 'taken'],
    ['a person', { channel: ANA, text: 'x' }, 'taken'],
  ])('posting with %s', async (_name, args, code) => {
    expect(await codeOf(client.apiCall('chat.postMessage', args))).toBe(code);
  });

  test('none is acknowledged that could not be written down', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'drumbeat-posts-'));
    await harness.stop();
    harness = await startHarness({ folder, sandbox: { onFault: () => undefined } });
    await rm(folder, { recursive: true });
    const post = () => codeOf(clientWith(SANDBOX_BOT_TOKEN).chat.postMessage({ channel: SALES, text: 'x' }));
    expect(await post()).not.toBe('taken');
    await mkdir(folder);
    expect(await post()).toBe('taken');
    await harness.stop();
    harness = await startHarness();
    await rm(folder, { recursive: true });
  });

  test('what is wrong with blocks comes with a pointer', async () => {
    const refused = client.apiCall('chat.postMessage', { channel: SALES, text: 'x', blocks: [{ type: 'header' }] });
    await expect(refused).rejects.toMatchObject({
      data: {
        error: 'invalid_blocks',
        response_metadata: { messages: ['[ERROR] missing required field: text [json-pointer:/blocks/0]'] },
      },
    });
  });

  test('blocks and elements without ids are given some', async () => {
    const blocks = [{ type: 'actions', elements: [{ type: 'button', text: { type: 'plain_text', text: 'Go' } }] }];
    const { message } = (await client.apiCall('chat.postMessage', { channel: SALES, text: 'x', blocks })) as never as {
      message: { blocks: unknown };
    };
    expect(message.blocks).toMatchObject([
      { block_id: expect.any(String), elements: [{ action_id: expect.any(String) }] },
    ]);
  });

  test('an update with text alone keeps the blocks, with an empty list it drops them', async () => {
    const ts = await harness.say({ blocks: divider });
    await client.chat.update({ channel: SALES, ts, text: 'new' });
    expect((await harness.snapshot()).messages).toMatchObject([{ text: 'new', edited: true, blocks: divider }]);
    await client.chat.update({ channel: SALES, ts, text: 'newer', blocks: [] });
    expect((await harness.snapshot()).messages).toMatchObject([{ text: 'newer', blocks: [] }]);
  });

  test("only the app's own messages can be updated or deleted, and none without a text", async () => {
    await harness.post('/messages', { person: ANA, conversation: SALES, text: 'hello' });
    const ts = (await harness.snapshot()).messages[0]?.ts ?? '';
    expect(await codeOf(client.chat.update({ channel: SALES, ts, text: 'x' }))).toBe('cant_update_message');
    expect(await codeOf(client.chat.delete({ channel: SALES, ts }))).toBe('cant_delete_message');
    expect(await codeOf(client.chat.update({ channel: SALES, ts: '1.000001', text: 'x' }))).toBe('message_not_found');
    const own = await harness.say({});
    expect(await codeOf(client.apiCall('chat.update', { channel: SALES, ts: own, blocks: divider }))).toBe('no_text');
    await client.chat.delete({ channel: SALES, ts: own });
    expect((await harness.snapshot()).messages).toHaveLength(1);
  });

  test('an ephemeral message is seen by one person and cannot be updated', async () => {
    const { message_ts = '' } = await client.chat.postEphemeral({ channel: SALES, user: ANA, text: 'psst' });
    expect((await harness.snapshot(ANA)).messages).toMatchObject([{ text: 'psst', ephemeral: true }]);
    expect((await harness.snapshot('U0BEN00001')).messages).toEqual([]);
    expect(await codeOf(client.chat.update({ channel: SALES, ts: message_ts, text: 'x' }))).toBe('message_not_found');
    expect((await client.conversations.history({ channel: SALES })).messages).toEqual([]);
    expect(await codeOf(client.chat.postEphemeral({ channel: SALES, user: 'U0GIL00001', text: 'x' }))).toBe(
      'user_not_in_channel',
    );
  });

  test('a permalink names the message', async () => {
    const ts = await harness.say({});
    const { permalink } = await client.chat.getPermalink({ channel: SALES, message_ts: ts });
    expect(permalink).toBe(`https://harbor-analytics.slack.com/archives/${SALES}/p${ts.replace('.', '')}`);
  });

  test('a limit that was asked for answers 429 with Retry-After, for each channel apart', async () => {
    await harness.stop();
    harness = await startHarness({ sandbox: { postsPerSecondPerChannel: 1 } });
    const post = (channel: string) =>
      fetch(`${harness.url}/sandbox/slack/api/chat.postMessage`, {
        method: 'POST',
        headers: { authorization: `Bearer ${SANDBOX_BOT_TOKEN}`, 'content-type': 'application/json' },
        body: JSON.stringify({ channel, text: 'x' }),
      });
    expect((await post(SALES)).status).toBe(200);
    const limited = await post(SALES);
    expect([limited.status, limited.headers.get('retry-after')]).toEqual([429, '1']);
    expect((await post(ANA_DM)).status).toBe(200);
    harness.timers.advance(1001);
    expect((await post(SALES)).status).toBe(200);
  });
});

describe('views', () => {
  const trigger = async (text = '/sequence x') => {
    await harness.post('/messages', { person: ANA, conversation: SALES, text });
    return harness.received.at(-1)?.fields.trigger_id ?? '';
  };
  /** A trigger from inside the modal on top. */
  const modalTrigger = async (viewId: string) => {
    await harness.post('/actions', {
      person: ANA,
      container: { type: 'view', viewId },
      action: { type: 'button', block_id: 'b', action_id: 'a' },
      state: {},
    });
    return harness.received.at(-1)?.payload.trigger_id as string;
  };
  const button = { type: 'button', action_id: 'a', text: { type: 'plain_text', text: 'Go' } };
  const pushing = {
    ...modal,
    blocks: [{ type: 'actions', block_id: 'b', elements: [button] }],
  } as unknown as typeof modal;

  test('a trigger opens one view, within three seconds', async () => {
    const trigger_id = await trigger();
    expect(await codeOf(client.views.open({ trigger_id, view: modal }))).toBe('taken');
    expect(await codeOf(client.views.open({ trigger_id, view: modal }))).toBe('exchanged_trigger_id');
    const late = await trigger();
    harness.timers.advance(3001);
    expect(await codeOf(client.views.open({ trigger_id: late, view: modal }))).toBe('expired_trigger_id');
    expect(await codeOf(client.views.open({ trigger_id: 'x', view: modal }))).toBe('invalid_trigger_id');
  });

  test('a view that Slack refuses opens nothing and keeps its trigger good', async () => {
    const trigger_id = await trigger();
    const wrong = { ...modal, title: { type: 'plain_text' as const, text: 'x'.repeat(25) } };
    await expect(client.views.open({ trigger_id, view: wrong })).rejects.toMatchObject({
      data: {
        error: 'invalid_arguments',
        response_metadata: { messages: ['[ERROR] must be less than 25 characters [json-pointer:/view/title/text]'] },
      },
    });
    expect((await harness.snapshot()).modals).toEqual([]);
    expect(await codeOf(client.views.open({ trigger_id, view: modal }))).toBe('taken');
  });

  test('a view of more than 250 kB is too large', async () => {
    const sections = Array.from({ length: 90 }, () => ({
      type: 'section' as const,
      text: { type: 'mrkdwn' as const, text: 'x'.repeat(2900) },
    }));
    expect(await codeOf(client.views.open({ trigger_id: await trigger(), view: { ...modal, blocks: sections } }))).toBe(
      'view_too_large',
    );
  });

  test('three views fit on the stack, a fourth does not', async () => {
    const root = (await client.views.open({ trigger_id: await trigger(), view: pushing })).view?.id ?? '';
    const second = await client.views.push({ trigger_id: await modalTrigger(root), view: pushing });
    expect(second.view).toMatchObject({ root_view_id: root, previous_view_id: root });
    const third = await client.views.push({ trigger_id: await modalTrigger(second.view?.id ?? ''), view: pushing });
    expect((await harness.snapshot()).modals).toHaveLength(3);
    const trigger_id = await modalTrigger(third.view?.id ?? '');
    expect(await codeOf(client.views.push({ trigger_id, view: modal }))).toBe('push_limit_reached');
  });

  test('a view can only be pushed from a modal', async () => {
    expect(await codeOf(client.views.push({ trigger_id: await trigger(), view: modal }))).toBe('not_found');
  });

  test('an update with an old hash is refused, each update brings a new one', async () => {
    const opened = await client.views.open({ trigger_id: await trigger(), view: modal });
    const { id: view_id = '', hash = '' } = opened.view ?? {};
    const updated = await client.views.update({ view_id, hash, view: modal });
    expect(updated.view?.hash).not.toBe(hash);
    expect(await codeOf(client.views.update({ view_id, hash, view: modal }))).toBe('hash_conflict');
    expect(await codeOf(client.views.update({ view_id, view: modal }))).toBe('taken');
    expect(await codeOf(client.views.update({ view_id: 'V1', view: modal }))).toBe('not_found');
  });

  test('external ids are unique among open views and find them', async () => {
    const view = { ...modal, external_id: 'draft-1' };
    await client.views.open({ trigger_id: await trigger(), view });
    expect(await codeOf(client.views.open({ trigger_id: await trigger(), view }))).toBe('duplicate_external_id');
    expect(await codeOf(client.views.update({ external_id: 'draft-1', view }))).toBe('taken');
  });

  test('the home view is published, with a hash that must be the last one', async () => {
    const view = { type: 'home' as const, blocks: divider };
    const first = await client.views.publish({ user_id: ANA, view });
    await client.views.publish({ user_id: ANA, view });
    expect((await harness.snapshot()).home?.id).toBe(first.view?.id);
    expect(await codeOf(client.views.publish({ user_id: ANA, hash: first.view?.hash ?? '', view }))).toBe(
      'hash_conflict',
    );
    expect(await codeOf(client.views.publish({ user_id: 'U1', view }))).toBe('user_not_found');
  });
});
