import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type RestRequest, restRequest } from '../../../src/adapters/rest/request.js';
import { deadEnds, withBrokenTls } from '../../support/dead-ends.js';

const get = (url: string, changes: Partial<RestRequest> = {}) =>
  restRequest({ method: 'GET', url, headers: {}, timeoutMs: 300, ...changes });

describe('a request', () => {
  let server: Server;
  let url: string;
  beforeEach(async () => {
    server = createServer((request, response) => {
      switch (request.url) {
        case '/echo':
          request.pipe(response.writeHead(201, { 'x-length': request.headers['content-length'] ?? '' }));
          return;
        case '/elsewhere':
          response.writeHead(302, { location: '/echo' }).end();
          return;
        case '/half':
          response.writeHead(202, { 'content-length': '100' }).write('half');
          response.socket?.destroySoon();
          return;
        case '/slow-end':
          response.writeHead(200).write('never');
          return;
        case '/huge':
          response.end('x'.repeat(11_000_000));
          return;
        case '/cut':
          request.socket.resetAndDestroy();
          return;
      }
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterEach(() => {
    server.closeAllConnections();
    server.close();
  });

  test('carries its body as it is and answers with status, headers and body', async () => {
    const answer = await get(`${url}/echo`, { method: 'POST', body: 'Grüße ✓' });
    expect(answer).toMatchObject({ kind: 'answer', status: 201, body: 'Grüße ✓', headers: { 'x-length': '11' } });
  });

  test('follows no redirect', async () => {
    expect(await get(`${url}/elsewhere`)).toMatchObject({ kind: 'answer', status: 302 });
  });

  test.each(['/half', '/slow-end'])('still tells the status where the body does not come (%s)', async (path) => {
    expect(await get(`${url}${path}`)).toMatchObject({ kind: 'answer', body: null });
  });

  test('reads no body without end', async () => {
    expect(await get(`${url}/huge`, { timeoutMs: 15_000 })).toMatchObject({ kind: 'answer', body: null });
  });

  test.each([
    ['is cut', '/cut'],
    ['gets no answer', '/silence'],
  ])('that %s may have left', async (_, path) => {
    expect(await get(`${url}${path}`)).toMatchObject({ kind: 'none', left: true });
  });

  test.each(deadEnds)('surely did not leave when %s', async (_, nowhere) => {
    expect(await get(nowhere)).toMatchObject({ kind: 'none', left: false });
  });

  test.each(['reset', 'hang'] as const)('surely did not leave when its TLS handshake fails (%s)', async (how) => {
    await withBrokenTls(how, async (nowhere) =>
      expect(await get(nowhere)).toMatchObject({ kind: 'none', left: false }),
    );
  });

  test('leaves no connection behind', async () => {
    await get(`${url}/echo`);
    const open = new Promise((resolve) => server.getConnections((_, count) => resolve(count)));
    expect(await open).toBe(0);
  });
});
