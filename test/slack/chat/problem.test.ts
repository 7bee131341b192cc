import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { slackProblem } from '../../../src/slack/chat/problem.js';
import { createSlackClient } from '../../../src/slack/chat/slack-client.js';

let server: Server;
let answer: { readonly status: number; readonly body: object };
beforeEach(async () => {
  answer = { status: 200, body: { ok: true } };
  server = createServer((request, response) => {
    request.resume();
    const headers = { 'content-type': 'application/json', ...(answer.status === 429 ? { 'retry-after': '30' } : {}) };
    response.writeHead(answer.status, headers).end(JSON.stringify(answer.body));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
});
afterEach(() => {
  server.closeAllConnections();
  server.close();
});

const problem = (isConnected = true) => {
  const { port } = server.address() as AddressInfo;
  return slackProblem(createSlackClient({ token: 'xoxb-x', apiUrl: `http://127.0.0.1:${port}/` }), isConnected);
};

test('nothing is wrong with a Slack that takes the token, or asks to wait', async () => {
  expect(await problem()).toBeNull();
  answer = { status: 429, body: { ok: false, error: 'ratelimited' } };
  expect(await problem()).toBeNull();
});

test('a token that is refused, a Slack that is away and a lost connection are told apart', async () => {
  expect(await problem(false)).toBe('there is no connection for Socket Mode');
  answer = { status: 200, body: { ok: false, error: 'token_revoked' } };
  expect(await problem()).toBe('Slack refuses the token (token_revoked)');
  answer = { status: 503, body: {} };
  expect(await problem()).toBe('Slack answered with HTTP 503');
  server.close();
  server.closeAllConnections();
  await once(server, 'close');
});
