import { createHmac } from 'node:crypto';
import { ANA, ANA_DM, type Harness, LEADERSHIP, RANDOM, SALES, SIGNING_SECRET, startHarness } from '../harness.js';
import { silenceUntilTimeout, typeIn } from './acting.js';

/** How a program is called by a command or by a shortcut, and what its acknowledgement of a command shows. */
let harness: Harness;
beforeEach(async () => {
  harness = await startHarness();
});
afterEach(() => harness.stop());

const lines = async () => (await harness.snapshot()).messages.map(({ author, text }) => [author, text]);

describe('a slash command', () => {
  test('is signed as Slack signs', async () => {
    await typeIn(harness, '/sequence list');
    const [request] = harness.received;
    const timestamp = String(request?.headers['x-slack-request-timestamp']);
    const hmac = createHmac('sha256', SIGNING_SECRET).update(`v0:${timestamp}:${request?.raw}`).digest('hex');
    expect(request?.headers['x-slack-signature']).toBe(`v0=${hmac}`);
  });

  test('carries who typed it, where, and the ways to answer', async () => {
    await typeIn(harness, '/sequence enroll ada@example.com in saas-outbound');
    expect(harness.received[0]?.fields).toMatchObject({
      command: '/sequence',
      text: 'enroll <mailto:ada@example.com|ada@example.com> in saas-outbound',
      user_id: ANA,
      user_name: 'ana',
      channel_id: SALES,
      channel_name: 'sales',
      team_id: 'T0HARBOR1',
      api_app_id: 'A0DRUMBEAT',
      response_url: expect.stringContaining(`${harness.url}/sandbox/slack/response/`),
      trigger_id: expect.stringMatching(/^\d+\.\d+\.[0-9a-f]+$/),
    });
  });

  test.each([
    [ANA_DM, ANA, 'directmessage'],
    [LEADERSHIP, 'U0MIA00001', 'privategroup'],
  ])('in %s names the channel as Slack does', async (conversation, person, name) => {
    await typeIn(harness, '/sequence list', conversation, { person });
    expect(harness.received[0]?.fields.channel_name).toBe(name);
  });

  test('shows what the acknowledgement says, to the person alone', async () => {
    harness.answerWith(() => ({ text: 'Three sequences' }));
    await typeIn(harness, '/sequence list');
    harness.answerWith(() => ({
      json: { text: 'For all', response_type: 'in_channel', blocks: [{ type: 'divider' }] },
    }));
    await typeIn(harness, '/sequence list');
    expect((await harness.snapshot()).messages).toMatchObject([
      { author: 'app', text: 'Three sequences', ephemeral: true },
      { author: 'app', text: 'For all', ephemeral: false, blocks: [{ type: 'divider' }] },
    ]);
    expect((await harness.snapshot('U0BEN00001')).messages).toHaveLength(1);
  });

  test.each([
    ['an error status', { status: 500 }, 'dispatch_failed'],
    ['blocks that Slack refuses', { json: { text: 'x', blocks: [{ type: 'banner' }] } }, 'invalid_blocks'],
    ['blocks without a text', { json: { blocks: [{ type: 'divider' }] } }, 'no_text'],
  ])("answered with %s shows Slack's own line", async (_name, answer, code) => {
    harness.answerWith(() => answer);
    await typeIn(harness, '/sequence list');
    const [line] = await lines();
    expect(line?.[0]).toBe('slackbot');
    expect(line?.[1]).toContain(`/sequence failed with the error "${code}"`);
  });

  test('that is not acknowledged within 3 seconds shows operation_timeout', async () => {
    await silenceUntilTimeout(harness, () => typeIn(harness, '/sequence list'));
    expect(await lines()).toEqual([['slackbot', '/sequence failed with the error "operation_timeout"']]);
  });

  test('that the app does not have, or in a thread, never reaches it', async () => {
    await typeIn(harness, '/nonsense');
    const threadTs = await harness.say({});
    await typeIn(harness, '/sequence list', SALES, { threadTs });
    expect(harness.received).toEqual([]);
    expect(await lines()).toMatchObject([
      ['slackbot', expect.stringContaining('/nonsense is not a valid command')],
      ['app', 'Hello'],
      ['slackbot', '/sequence is not supported in threads. Sorry!'],
    ]);
  });

  test('/invite @drumbeat brings the app into a channel', async () => {
    await typeIn(harness, '/invite @drumbeat', RANDOM);
    const { conversations } = await harness.snapshot();
    expect(conversations.find((one) => one.id === RANDOM)?.botIsMember).toBe(true);
  });
});

test('a shortcut carries its callback id and a trigger', async () => {
  await harness.post('/shortcuts', { person: ANA, callbackId: 'enroll-contact' });
  expect(harness.received[0]?.payload).toMatchObject({
    type: 'shortcut',
    callback_id: 'enroll-contact',
    trigger_id: expect.any(String),
  });
  expect((await harness.post('/shortcuts', { person: ANA, callbackId: 'other' })).status).toBe(400);
});

test('stopping ends a request that the program never answers', async () => {
  harness.answerWith(() => 'silence');
  const typed = typeIn(harness, '/sequence list').catch(() => 'gone');
  await harness.timers.waitingFor(3000);
  await harness.stop();
  await typed;
  harness = await startHarness();
});
