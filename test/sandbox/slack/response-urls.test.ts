import { ANA, type Harness, RANDOM, SALES, startHarness } from '../harness.js';
import { plain, typeIn } from './acting.js';

/** How long, how often and for whom a program may answer by the address that came with a command or a click. */
let harness: Harness;
beforeEach(async () => {
  harness = await startHarness();
});
afterEach(() => harness.stop());

const lines = async () => (await harness.snapshot()).messages.map(({ author, text }) => [author, text]);

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
    await typeIn(harness, '/sequence list', conversation);
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
    await typeIn(harness, '/sequence remove');
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
