import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { TransientFault } from '../../../src/app/faults.js';
import { createSlackDirectory } from '../../../src/slack/chat/directory.js';
import { createSlackClient } from '../../../src/slack/chat/slack-client.js';
import { handTimers } from '../../sandbox/harness.js';

/** A Slack with many people, that counts what it is asked. */
let server: Server;
let asked: { readonly method: string; readonly fields: URLSearchParams }[];
/** How often a further page of a list is refused, and for how many seconds each time. */
let refusals: { times: number; seconds: number };
const timers = handTimers();
const usual = Array.from({ length: 2500 }, (_, index) => ({ id: `U${index}`, team_id: 'T1', name: `p${index}` }));
let everybody = usual;

beforeEach(async () => {
  asked = [];
  everybody = usual;
  refusals = { times: 0, seconds: 30 };
  server = createServer(async (request, response) => {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part);
    const method = request.url?.replace(/^\//, '') ?? '';
    const fields = new URLSearchParams(Buffer.concat(parts).toString());
    asked.push({ method, fields });
    const isRefused = fields.has('cursor') && refusals.times > 0;
    if (isRefused) refusals.times -= 1;
    response.writeHead(isRefused ? 429 : 200, {
      'content-type': 'application/json',
      ...(isRefused ? { 'retry-after': String(refusals.seconds) } : {}),
    });
    response.end(JSON.stringify(isRefused ? { ok: false, error: 'ratelimited' } : answerOf(method, fields)));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
});
afterEach(() => {
  server.closeAllConnections();
  server.close();
});

function answerOf(method: string, fields: URLSearchParams): object {
  if (method === 'auth.test') return { ok: true, team_id: 'T1', team: 'One', user_id: 'UBOT' };
  if (method === 'users.lookupByEmail') {
    const user = fields.get('email') === 'p7@one.example' ? { ...everybody[7], profile: {} } : null;
    return user === null ? { ok: false, error: 'users_not_found' } : { ok: true, user };
  }
  const from = Number(fields.get('cursor') ?? '0');
  const to = from + Number(fields.get('limit'));
  const next_cursor = to < everybody.length ? String(to) : '';
  return { ok: true, members: everybody.slice(from, to), response_metadata: { next_cursor } };
}

const directory = () => {
  const { port } = server.address() as AddressInfo;
  return createSlackDirectory({
    client: createSlackClient({ token: 'xoxb-x', apiUrl: `http://127.0.0.1:${port}/` }),
    timers,
  });
};
const lists = () => asked.filter(({ method }) => method === 'users.list').length;

test('everybody comes in as few pages as Slack allows', async () => {
  expect(await directory().people()).toHaveLength(everybody.length);
  expect(lists()).toBe(3);
});

test('a page is asked for again after the time that Slack asks to wait, and none twice', async () => {
  refusals.times = 2;
  const people = directory().people();
  for (let count = 0; count < 2; count += 1) {
    await timers.waitingFor(30_000);
    timers.advance(30_000);
  }
  expect((await people).map(({ handle }) => handle)).toEqual(everybody.map(({ name }) => name));
  expect(lists()).toBe(5);
});

test('it is given up where Slack asks to wait for longer than anybody would', async () => {
  refusals = { times: 1, seconds: 3600 };
  await expect(directory().people()).rejects.toBeInstanceOf(TransientFault);
  expect(lists()).toBe(2);
});

test('whoever is of another workspace comes after a colleague of the same handle', async () => {
  const ana = { id: 'U1', team_id: 'T1', name: 'ana' };
  everybody = [{ ...ana, id: 'U9', team_id: 'T9' }, ana];
  expect((await directory().people()).map(({ slackUserId }) => slackUserId)).toEqual(['U1', 'U9']);
});

test('a person is found by address without a list', async () => {
  expect(await directory().personByEmail('p7@one.example')).toMatchObject({ slackUserId: 'U7', handle: 'p7' });
  expect(await directory().personByEmail('nobody@one.example')).toBeNull();
  expect(lists()).toBe(0);
});
