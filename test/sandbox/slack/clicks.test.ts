import { ANA, type Harness, SALES, startHarness } from '../harness.js';
import { plain, silenceUntilTimeout, typeIn } from './acting.js';

/** What a click in a message or a modal brings to the program, and what a select asks it for. */
let harness: Harness;
beforeEach(async () => {
  harness = await startHarness();
});
afterEach(() => harness.stop());

describe('a click', () => {
  const button = { type: 'button', action_id: 'done', value: '42', text: plain('Done') };
  const menu = { type: 'static_select', action_id: 'snooze', options: [{ text: plain('A day'), value: '1d' }] };
  const blocks = [{ type: 'actions', block_id: 'task', elements: [button, menu] }];
  const click = (ts: string, more: object = {}) =>
    harness.post('/actions', {
      person: ANA,
      container: { type: 'message', conversation: SALES, ts },
      action: { type: 'button', block_id: 'task', action_id: 'done', value: '42' },
      state: {},
      ...more,
    });

  test('carries the whole message, the state and the ways to answer', async () => {
    const metadata = { event_type: 'task', event_payload: { id: 't1' } };
    const ts = await harness.say({ text: 'Call Ada', blocks, metadata });
    await click(ts);
    expect(harness.received[0]?.payload).toMatchObject({
      type: 'block_actions',
      user: { id: ANA, team_id: 'T0HARBOR1' },
      team: { id: 'T0HARBOR1' },
      api_app_id: 'A0DRUMBEAT',
      channel: { id: SALES, name: 'sales' },
      container: { type: 'message', message_ts: ts, channel_id: SALES, is_ephemeral: false },
      message: { ts, text: 'Call Ada', blocks, metadata, bot_id: 'B0DRUMBEAT' },
      state: { values: { task: { snooze: { type: 'static_select', selected_option: null } } } },
      actions: [{ ...button, block_id: 'task', action_ts: expect.any(String) }],
      trigger_id: expect.any(String),
      response_url: expect.any(String),
    });
  });

  test('in an ephemeral message does not repeat the message', async () => {
    harness.answerWith(() => ({ json: { text: 'Undo?', blocks } }));
    await typeIn(harness, '/sequence remove');
    harness.answerWith(() => ({}));
    const ts = (await harness.snapshot()).messages[0]?.ts ?? '';
    await click(ts);
    const { payload } = harness.received[1] ?? {};
    expect(payload.container).toMatchObject({ is_ephemeral: true });
    expect(payload.message).toBeUndefined();
  });

  test('on what is gone is refused', async () => {
    const ts = await harness.say({ blocks });
    expect((await click('1.000001')).status).toBe(409);
    const action = { type: 'button', block_id: 'task', action_id: 'skip' };
    expect((await click(ts, { action })).status).toBe(409);
    expect((await click(ts, { action: { ...action, action_id: 'snooze' } })).status).toBe(400);
    expect(harness.received).toEqual([]);
  });

  test('that is not acknowledged within 3 seconds is refused', async () => {
    const ts = await harness.say({ blocks });
    const answer = await silenceUntilTimeout(harness, () => click(ts));
    expect(answer).toEqual({ status: 409, body: { error: 'Drumbeat did not answer within 3 seconds. Try again?' } });
  });

  test('in a modal carries the view with its state; a failure shows across it', async () => {
    const viewId = await harness.open({ blocks, private_metadata: 'draft' });
    const container = { type: 'view', viewId };
    await click('', { container });
    const { payload } = harness.received[0] ?? {};
    expect(payload).toMatchObject({
      container: { type: 'view', view_id: viewId },
      view: {
        id: viewId,
        private_metadata: 'draft',
        state: { values: { task: { snooze: {} } } },
        app_id: 'A0DRUMBEAT',
      },
    });
    expect(payload.response_url).toBeUndefined();
    harness.answerWith(() => ({ status: 500 }));
    await click('', { container });
    expect((await harness.snapshot()).modals[0]?.banner).toContain('trouble connecting');
  });
});

describe('an external select', () => {
  const element = { type: 'external_select', action_id: 'who' };
  const ask = (viewId: string) =>
    harness.post('/options', {
      person: ANA,
      container: { type: 'view', viewId },
      blockId: 'b',
      actionId: 'who',
      value: 'ad',
    });
  const open = () => harness.open({ blocks: [{ type: 'actions', block_id: 'b', elements: [element] }] });

  test('offers what the program answers', async () => {
    const options = [{ text: plain('Ada'), value: '1' }];
    const viewId = await open();
    harness.answerWith(() => ({ json: { options } }));
    expect(await ask(viewId)).toEqual({ status: 200, body: { options } });
    expect(harness.received[0]?.payload).toMatchObject({ type: 'block_suggestion', action_id: 'who', value: 'ad' });
    harness.answerWith(() => ({ json: { option_groups: [{ label: plain('Mine'), options }] } }));
    expect((await ask(viewId)).body).toEqual({ options });
  });

  test('refuses options that Slack refuses', async () => {
    const viewId = await open();
    const options = Array.from({ length: 101 }, (_, index) => ({ text: plain('x'), value: `${index}` }));
    harness.answerWith(() => ({ json: { options } }));
    expect((await ask(viewId)).status).toBe(409);
  });
});
