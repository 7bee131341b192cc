import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { DateTime } from 'luxon';
import { createSystemTimers } from '../../../src/adapters/system/timers.js';
import { TransientFault } from '../../../src/app/faults.js';
import { createSlackChat } from '../../../src/slack/chat/chat.js';
import { createSlackDirectory } from '../../../src/slack/chat/directory.js';
import { createSlackClient } from '../../../src/slack/chat/slack-client.js';
import { aPost } from '../../contracts/chat.js';

type Handler = (request: IncomingMessage, response: ServerResponse) => void;

describe('what a failed call to Slack means', () => {
  let server: Server;
  let handle: Handler;
  let url: string;
  beforeEach(async () => {
    server = createServer((request, response) => handle(request, response)).listen(0, '127.0.0.1');
    await once(server, 'listening');
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  });
  afterEach(async () => {
    server.closeAllConnections();
    server.close();
  });

  const answer =
    (status: number, body: unknown, headers: Record<string, string> = {}): Handler =>
    (_request, response) => {
      response.writeHead(status, { 'content-type': 'application/json', ...headers });
      response.end(typeof body === 'string' ? body : JSON.stringify(body));
    };
  const client = (timeoutMs = 5000) => createSlackClient({ token: 'xoxb-x', apiUrl: url, timeoutMs });
  const post = (timeoutMs?: number) => createSlackChat({ client: client(timeoutMs) }).post('C1', aPost('One'), 'a');

  test.each([
    ['channel_not_found', { kind: 'refused', code: 'channel_not_found' }],
    ['invalid_blocks', { kind: 'refused', code: 'invalid_blocks' }],
    ['ratelimited', { kind: 'deferred', reason: expect.any(String), retryAfterMs: null }],
    ['service_unavailable', { kind: 'deferred', reason: expect.any(String), retryAfterMs: null }],
    ['token_revoked', { kind: 'deferred', reason: expect.any(String), retryAfterMs: null }],
    ['internal_error', { kind: 'unknown', reason: expect.any(String) }],
    ['fatal_error', { kind: 'unknown', reason: expect.any(String) }],
  ])('%s', async (code, outcome) => {
    handle = answer(200, { ok: false, error: code });
    expect(await post()).toEqual(outcome);
  });

  test('429 is deferred for as long as Slack says', async () => {
    handle = answer(429, { ok: false, error: 'ratelimited' }, { 'retry-after': '7' });
    expect(await post()).toMatchObject({ kind: 'deferred', retryAfterMs: 7000 });
  });

  test('429 that does not say how long is deferred too', async () => {
    handle = answer(429, { ok: false, error: 'ratelimited' });
    expect(await post()).toMatchObject({ kind: 'deferred', retryAfterMs: null });
  });

  test('503 is deferred; 500, 502 and 504 are unknown; 404 is refused', async () => {
    handle = answer(503, 'away');
    expect(await post()).toMatchObject({ kind: 'deferred' });
    for (const status of [500, 502, 504]) {
      handle = answer(status, 'broken');
      expect(await post()).toMatchObject({ kind: 'unknown' });
    }
    handle = answer(404, 'what?');
    expect(await post()).toEqual({ kind: 'refused', code: 'http_404' });
  });

  test('a proxy’s page in place of an answer is unknown, and its text goes nowhere', async () => {
    handle = answer(200, '<html>Log in to the network</html>');
    expect(await post()).toEqual({ kind: 'unknown', reason: 'Slack answered something unreadable' });
  });

  test('no answer in time is unknown', async () => {
    handle = () => {};
    expect(await post(50)).toMatchObject({ kind: 'unknown', reason: 'Slack did not answer in time' });
  });

  test('an answer that stops in the middle is unknown', async () => {
    handle = (_request, response) => {
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': '100' });
      response.write('{"ok":');
    };
    expect(await post(50)).toMatchObject({ kind: 'unknown' });
  });

  test('a connection that breaks after the request left is unknown', async () => {
    handle = (request) => request.socket.destroy();
    expect(await post()).toMatchObject({ kind: 'unknown' });
  });

  test('a refused connection is deferred: nothing left', async () => {
    server.close();
    await once(server, 'close');
    expect(await post()).toMatchObject({ kind: 'deferred', reason: 'Slack could not be reached (ECONNREFUSED)' });
  });

  test('is asked once: nothing is retried behind our back', async () => {
    let calls = 0;
    handle = (request, response) => {
      calls += 1;
      answer(500, 'broken')(request, response);
    };
    await post();
    expect(calls).toBe(1);
  });

  test('a lost answer to opening a DM leaves no doubt about the message', async () => {
    handle = (request) => request.socket.destroy();
    const outcome = await createSlackChat({ client: client() }).post('U1', aPost('One'), 'a');
    expect(outcome).toMatchObject({ kind: 'deferred' });
  });

  test('a DM is opened once for many posts', async () => {
    const called: string[] = [];
    handle = (request, response) => {
      called.push(request.url ?? '');
      answer(200, { ok: true, channel: request.url === '/conversations.open' ? { id: 'D1' } : 'D1', ts: '1.000001' })(
        request,
        response,
      );
    };
    const chat = createSlackChat({ client: client() });
    await chat.post('U1', aPost('One'), 'a');
    await chat.post('U1', aPost('Two'), 'b');
    expect(called).toEqual(['/conversations.open', '/chat.postMessage', '/chat.postMessage']);
  });

  test('a post carries text, blocks and the key, and unfurls no links', async () => {
    let fields = new URLSearchParams();
    handle = async (request, response) => {
      const parts: Buffer[] = [];
      for await (const part of request) parts.push(part);
      fields = new URLSearchParams(Buffer.concat(parts).toString());
      answer(200, { ok: true, channel: 'C1', ts: '1.000001' })(request, response);
    };
    await post();
    expect(fields.get('text')).toBe('One');
    expect(JSON.parse(fields.get('blocks') ?? '[]')).not.toHaveLength(0);
    expect(JSON.parse(fields.get('metadata') ?? '{}')).toEqual({
      event_type: 'drumbeat_post',
      event_payload: { key: 'a' },
    });
    expect(fields.get('unfurl_links')).toBe('false');
  });

  test('looking for a message, and asking the directory, reject with a transient fault while Slack is away', async () => {
    handle = answer(503, 'away');
    const within = { from: DateTime.utc(2026), until: DateTime.utc(2027) };
    await expect(createSlackChat({ client: client() }).find('C1', 'a', within)).rejects.toBeInstanceOf(TransientFault);
    await expect(
      createSlackDirectory({ client: client(), timers: createSystemTimers() }).people(),
    ).rejects.toBeInstanceOf(TransientFault);
  });

  test('the directory asks again for the team after a failure', async () => {
    const directory = createSlackDirectory({ client: client(), timers: createSystemTimers() });
    handle = answer(503, 'away');
    await expect(directory.team()).rejects.toBeInstanceOf(TransientFault);
    handle = answer(200, { ok: true, team_id: 'T1', team: 'One', user_id: 'U1' });
    expect(await directory.team()).toEqual({ slackTeamId: 'T1', name: 'One', botUserId: 'U1' });
  });
});
