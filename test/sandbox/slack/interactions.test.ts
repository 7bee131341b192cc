import { createHmac } from 'node:crypto';
import { ANA, ANA_DM, type Harness, LEADERSHIP, RANDOM, SALES, SIGNING_SECRET, startHarness } from '../harness.js';

/** What reaches the program when a person does something, and what its acknowledgement does. */
let harness: Harness;
beforeEach(async () => {
  harness = await startHarness();
});
afterEach(() => harness.stop());

const plain = (text: string) => ({ type: 'plain_text', text });
const type = (text: string, conversation = SALES, more: object = {}) =>
  harness.post('/messages', { person: ANA, conversation, text, ...more });
const lines = async () => (await harness.snapshot()).messages.map(({ author, text }) => [author, text]);
const silenceUntilTimeout = async (doing: () => Promise<unknown>) => {
  harness.answerWith(() => 'silence');
  const done = doing();
  await harness.timers.waitingFor(3000);
  harness.timers.advance(3000);
  return done;
};

describe('a slash command', () => {
  test('is signed as Slack signs', async () => {
    await type('/sequence list');
    const [request] = harness.received;
    const timestamp = String(request?.headers['x-slack-request-timestamp']);
    const hmac = createHmac('sha256', SIGNING_SECRET).update(`v0:${timestamp}:${request?.raw}`).digest('hex');
    expect(request?.headers['x-slack-signature']).toBe(`v0=${hmac}`);
  });

  test('carries who typed it, where, and the ways to answer', async () => {
    await type('/sequence enroll ada@example.com in saas-outbound');
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
    await type('/sequence list', conversation, { person });
    expect(harness.received[0]?.fields.channel_name).toBe(name);
  });

  test('shows what the acknowledgement says, to the person alone', async () => {
    harness.answerWith(() => ({ text: 'Three sequences' }));
    await type('/sequence list');
    harness.answerWith(() => ({
      json: { text: 'For all', response_type: 'in_channel', blocks: [{ type: 'divider' }] },
    }));
    await type('/sequence list');
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
    await type('/sequence list');
    const [line] = await lines();
    expect(line?.[0]).toBe('slackbot');
    expect(line?.[1]).toContain(`/sequence failed with the error "${code}"`);
  });

  test('that is not acknowledged within 3 seconds shows operation_timeout', async () => {
    await silenceUntilTimeout(() => type('/sequence list'));
    expect(await lines()).toEqual([['slackbot', '/sequence failed with the error "operation_timeout"']]);
  });

  test('that the app does not have, or in a thread, never reaches it', async () => {
    await type('/nonsense');
    const threadTs = await harness.say({});
    await type('/sequence list', SALES, { threadTs });
    expect(harness.received).toEqual([]);
    expect(await lines()).toMatchObject([
      ['slackbot', expect.stringContaining('/nonsense is not a valid command')],
      ['app', 'Hello'],
      ['slackbot', '/sequence is not supported in threads. Sorry!'],
    ]);
  });

  test('/invite @drumbeat brings the app into a channel', async () => {
    await type('/invite @drumbeat', RANDOM);
    const { conversations } = await harness.snapshot();
    expect(conversations.find((one) => one.id === RANDOM)?.botIsMember).toBe(true);
  });
});

describe('a message', () => {
  test('shows with its mentions marked, unread for the others', async () => {
    await type('@ben look at https://example.com');
    const seenBy = async (person: string) => {
      const { messages, conversations } = await harness.snapshot(person);
      return [messages[0]?.text, conversations.find((one) => one.id === SALES)?.unread];
    };
    expect(await seenBy(ANA)).toEqual(['<@U0BEN00001|ben> look at <https://example.com>', 0]);
    expect(await seenBy('U0BEN00001')).toEqual(['<@U0BEN00001|ben> look at <https://example.com>', 1]);
    await harness.post('/read', { person: 'U0BEN00001', conversation: SALES });
    expect((await seenBy('U0BEN00001'))[1]).toBe(0);
  });

  test('cannot be written where the person is not', async () => {
    expect((await type('hello', LEADERSHIP)).status).toBe(400);
    expect((await type('hello', ANA_DM, { person: 'U0BEN00001' })).status).toBe(400);
    expect((await type('hello', SALES, { person: 'U0GIL00001' })).status).toBe(400);
  });
});

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
    await type('/sequence remove');
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
    const answer = await silenceUntilTimeout(() => click(ts));
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

describe('a response_url', () => {
  const respond = async (url: string, body: unknown) => {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    return [response.status, await response.json()];
  };
  const commandUrl = async (conversation = SALES) => {
    await type('/sequence list', conversation);
    return harness.received.at(-1)?.fields.response_url ?? '';
  };

  test('works five times', async () => {
    const url = await commandUrl();
    for (let use = 1; use <= 5; use += 1) expect(await respond(url, { text: `${use}` })).toEqual([200, { ok: true }]);
    expect(await respond(url, { text: '6' })).toEqual([404, { ok: false, error: 'used_url' }]);
    expect(await lines()).toHaveLength(5);
  });

  test('works for half an hour', async () => {
    const url = await commandUrl();
    harness.timers.advance(30 * 60_000 - 1000);
    expect((await respond(url, { text: 'in time' }))[0]).toBe(200);
    harness.timers.advance(2000);
    expect(await respond(url, { text: 'late' })).toEqual([404, { ok: false, error: 'expired_url' }]);
  });

  test('works where the app is not a member, for one person or for all', async () => {
    const url = await commandUrl(RANDOM);
    await respond(url, { text: 'psst' });
    await respond(url, { text: 'hello', response_type: 'in_channel' });
    expect((await harness.snapshot()).messages).toMatchObject([{ ephemeral: true }, { ephemeral: false }]);
  });

  test('refuses what Slack refuses', async () => {
    const url = await commandUrl();
    expect(await respond(url, { blocks: [{ type: 'divider' }] })).toMatchObject([400, { error: 'no_text' }]);
    expect(await respond(url, { text: 'x', blocks: [{ type: 'banner' }] })).toMatchObject([
      400,
      { error: 'invalid_blocks' },
    ]);
  });

  test('of a click replaces or deletes an ephemeral message', async () => {
    const blocks = [
      { type: 'actions', block_id: 'b', elements: [{ type: 'button', action_id: 'a', text: plain('Go') }] },
    ];
    harness.answerWith(() => ({ json: { text: 'Sure?', blocks } }));
    await type('/sequence remove');
    harness.answerWith(() => ({}));
    const ts = (await harness.snapshot()).messages[0]?.ts;
    await harness.post('/actions', {
      person: ANA,
      container: { type: 'message', conversation: SALES, ts },
      action: { type: 'button', block_id: 'b', action_id: 'a' },
      state: {},
    });
    const url = harness.received.at(-1)?.payload.response_url;
    await respond(url, { text: 'Removed', blocks: [], replace_original: true });
    expect((await harness.snapshot()).messages).toMatchObject([{ ts, text: 'Removed', blocks: [] }]);
    await respond(url, { delete_original: true });
    expect((await harness.snapshot()).messages).toEqual([]);
  });
});

describe('a submission', () => {
  const field = (id: string, element: object = {}, more: object = {}) => ({
    type: 'input',
    block_id: id,
    label: plain(id),
    element: { type: 'plain_text_input', action_id: 'value', ...element },
    ...more,
  });
  const form = { submit: plain('Save'), blocks: [field('name'), field('note', {}, { optional: true })] };
  const submit = (viewId: string, name: string | null = 'Ada') =>
    harness.post('/submissions', {
      person: ANA,
      viewId,
      state: { name: { value: { type: 'plain_text_input', value: name } } },
    });
  const modals = async () => (await harness.snapshot()).modals;

  test('carries the view with all of its state, and an empty acknowledgement closes the modal', async () => {
    const viewId = await harness.open({ ...form, callback_id: 'enroll', private_metadata: 'x' });
    await submit(viewId);
    expect(harness.received[0]?.payload).toMatchObject({
      type: 'view_submission',
      user: { id: ANA },
      trigger_id: expect.any(String),
      response_urls: [],
      view: {
        id: viewId,
        type: 'modal',
        callback_id: 'enroll',
        private_metadata: 'x',
        hash: expect.any(String),
        state: {
          values: {
            name: { value: { type: 'plain_text_input', value: 'Ada' } },
            note: { value: { type: 'plain_text_input', value: null } },
          },
        },
      },
    });
    expect(await modals()).toEqual([]);
  });

  test.each<[string, object, string | null, string]>([
    ['an empty required field', {}, '', 'Please complete this required field.'],
    ['a field that was never touched', {}, null, 'Please complete this required field.'],
    ['a short text', { min_length: 3 }, 'ab', 'Must be at least 3 characters.'],
    ['a long text', { max_length: 3 }, 'abcd', 'Must be no more than 3 characters.'],
    ['no address', { type: 'email_text_input' }, 'ada', 'Must be a valid email address.'],
    ['no link', { type: 'url_text_input' }, 'ada', 'Must be a valid URL.'],
    ['no number', { type: 'number_input', is_decimal_allowed: true }, 'ten', 'Must be a number.'],
    ['a fraction', { type: 'number_input', is_decimal_allowed: false }, '1.5', 'Must be a whole number.'],
    [
      'a number too small',
      { type: 'number_input', is_decimal_allowed: false, min_value: '9' },
      '8',
      'Must be 9 or more.',
    ],
    [
      'a number too great',
      { type: 'number_input', is_decimal_allowed: false, max_value: '9' },
      '10',
      'Must be 9 or less.',
    ],
  ])('with %s shows it at the field without asking the program', async (_name, element, value, error) => {
    const viewId = await harness.open({ submit: plain('Save'), blocks: [field('name', element)] });
    await submit(viewId, value);
    expect(harness.received).toEqual([]);
    expect((await modals())[0]?.errors).toEqual({ name: error });
  });

  test('counts an initial value as filled in', async () => {
    const viewId = await harness.open({ submit: plain('Save'), blocks: [field('name', { initial_value: 'Ada' })] });
    await harness.post('/submissions', { person: ANA, viewId, state: {} });
    expect(harness.received[0]?.payload.view.state.values.name.value.value).toBe('Ada');
  });

  test('acknowledged with errors shows them at their fields, until the next submission', async () => {
    const viewId = await harness.open(form);
    harness.answerWith(() => ({ json: { response_action: 'errors', errors: { name: 'Already enrolled' } } }));
    await submit(viewId);
    expect((await modals())[0]).toMatchObject({ errors: { name: 'Already enrolled' } });
    harness.answerWith(() => ({}));
    await submit(viewId);
    expect(await modals()).toEqual([]);
  });

  test.each<[string, unknown]>([
    ['errors for a block that is no input', { response_action: 'errors', errors: { heading: 'x' } }],
    ['no errors at all', { response_action: 'errors', errors: {} }],
    ['an unknown action', { response_action: 'close' }],
    ['a view that Slack refuses', { response_action: 'update', view: { type: 'modal', blocks: [] } }],
    ['a home view', { response_action: 'push', view: { type: 'home', blocks: [] } }],
  ])('acknowledged with %s shows an error across the modal', async (_name, json) => {
    const viewId = await harness.open({ ...form, blocks: [...form.blocks, { type: 'divider', block_id: 'heading' }] });
    harness.answerWith(() => ({ json }));
    await submit(viewId);
    expect(await modals()).toMatchObject([{ id: viewId, errors: {}, banner: expect.stringContaining('trouble') }]);
  });

  test('can be answered with another view in its place, on top, or none at all', async () => {
    const viewId = await harness.open(form);
    const next = (title: string) => ({ type: 'modal', ...form, title: plain(title) });
    harness.answerWith(() => ({ json: { response_action: 'update', view: next('Second') } }));
    await submit(viewId);
    expect(await modals()).toMatchObject([{ id: viewId, view: { title: plain('Second') } }]);
    harness.answerWith(() => ({ json: { response_action: 'push', view: next('Third') } }));
    await submit(viewId);
    const pushed = (await modals())[1]?.id ?? '';
    expect(await modals()).toHaveLength(2);
    expect((await submit(viewId)).status).toBe(409);
    harness.answerWith(() => ({}));
    await submit(pushed);
    expect(await modals()).toMatchObject([{ id: viewId }]);
    harness.answerWith(() => ({ json: { response_action: 'clear' } }));
    await submit(viewId);
    expect(await modals()).toEqual([]);
  });

  test('answered with another view keeps what was filled in where the ids stay', async () => {
    const viewId = await harness.open(form);
    const view = { type: 'modal', ...form, title: plain('Second'), blocks: [field('name'), field('city')] };
    harness.answerWith(() => ({ json: { response_action: 'update', view } }));
    await submit(viewId);
    const filled = (value: string | null) => ({ value: { type: 'plain_text_input', value } });
    expect((await modals())[0]?.state).toEqual({ name: filled('Ada'), city: filled(null) });
  });

  test('that is not acknowledged within 3 seconds keeps the modal and says so', async () => {
    const viewId = await harness.open(form);
    await silenceUntilTimeout(() => submit(viewId));
    expect((await modals())[0]?.banner).toBe('Drumbeat did not answer within 3 seconds. Try again?');
  });
});

describe('closing a modal', () => {
  const close = (viewId: string) => harness.post('/closings', { person: ANA, viewId });

  test('tells the program where the view asks for it', async () => {
    await close(await harness.open({}));
    expect(harness.received).toEqual([]);
    const viewId = await harness.open({ notify_on_close: true });
    await close(viewId);
    expect(harness.received[0]?.payload).toMatchObject({
      type: 'view_closed',
      is_cleared: false,
      view: { id: viewId },
    });
    expect((await harness.snapshot()).modals).toEqual([]);
    expect((await close(viewId)).status).toBe(409);
  });

  test('clears the stack with clear_on_close', async () => {
    const root = await harness.open({ submit: plain('Next'), notify_on_close: true });
    const view = { type: 'modal', title: plain('Top'), blocks: [], clear_on_close: true };
    harness.answerWith(() => ({ json: { response_action: 'push', view } }));
    await harness.post('/submissions', { person: ANA, viewId: root, state: {} });
    await close((await harness.snapshot()).modals[1]?.id ?? '');
    expect((await harness.snapshot()).modals).toEqual([]);
    expect(harness.received.at(-1)?.payload).toMatchObject({
      type: 'view_closed',
      is_cleared: true,
      view: { id: root },
    });
  });
});

describe('opening the home tab', () => {
  test('sends app_home_opened with an event id', async () => {
    await harness.post('/home', { person: ANA });
    expect(harness.received[0]?.payload).toMatchObject({
      type: 'event_callback',
      event_id: expect.stringMatching(/^Ev/),
      team_id: 'T0HARBOR1',
      event: { type: 'app_home_opened', user: ANA, channel: ANA_DM, tab: 'home' },
    });
  });

  test('is sent again at once, after a minute and after five, until it is acknowledged', async () => {
    harness.answerWith(() => ({ status: 500 }));
    await harness.post('/home', { person: ANA });
    const retries = () =>
      harness.received.map(({ headers }) => [headers['x-slack-retry-num'], headers['x-slack-retry-reason']]);
    expect(retries()).toEqual([
      [undefined, undefined],
      ['1', 'http_error'],
    ]);
    await harness.timers.waitingFor(60_000);
    harness.timers.advance(60_000);
    await harness.timers.waitingFor(300_000);
    const fourth = arrival();
    harness.timers.advance(300_000);
    await fourth;
    expect(retries().slice(2)).toEqual([
      ['2', 'http_error'],
      ['3', 'http_error'],
    ]);
    expect(new Set(harness.received.map(({ payload }) => payload.event_id)).size).toBe(1);
  });

  /** Resolves with the next request that the program gets. */
  const arrival = () =>
    new Promise<void>((resolve) => {
      harness.answerWith(() => {
        resolve();
        return {};
      });
    });
});

test('a message to the app is an event where the app subscribes to it', async () => {
  await type('hello', ANA_DM);
  expect(harness.received).toEqual([]);
  await harness.stop();
  harness = await startHarness({ program: { events: ['message.im'] } });
  await type('hello @ben', ANA_DM);
  await type('hello', SALES);
  await harness.post('/home', { person: ANA });
  expect(harness.received.map(({ payload }) => payload.event)).toMatchObject([
    { type: 'message', channel_type: 'im', channel: ANA_DM, user: ANA, text: 'hello <@U0BEN00001|ben>' },
  ]);
});

test('stopping ends a request that the program never answers', async () => {
  harness.answerWith(() => 'silence');
  const typed = type('/sequence list').catch(() => 'gone');
  await harness.timers.waitingFor(3000);
  await harness.stop();
  await typed;
  harness = await startHarness();
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
