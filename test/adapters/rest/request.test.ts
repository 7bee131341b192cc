import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { EventEmitter, once } from 'node:events';
import http, { createServer, type Server } from 'node:http';
import { type AddressInfo, isIPv4, type LookupFunction } from 'node:net';
import { vi } from 'vitest';
import { type RestRequest, restRequest } from '../../../src/adapters/rest/request.js';
import { deadEnds, withBrokenTls } from '../../support/dead-ends.js';
import { unanswered } from '../unanswered.js';

const get = (url: string, changes: Partial<RestRequest> = {}) =>
  restRequest({ method: 'GET', url, headers: {}, ...changes });

describe('a request', () => {
  let server: Server;
  let url: string;
  let requests: number;
  let connections: number;
  beforeEach(async () => {
    requests = 0;
    connections = 0;
    server = createServer((request, response) => {
      requests += 1;
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
    server.on('connection', () => {
      connections += 1;
    });
    await once(server, 'listening');
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterEach(() => {
    vi.restoreAllMocks();
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

  test('still tells the status where the body breaks off', async () => {
    expect(await get(`${url}/half`)).toMatchObject({ kind: 'answer', body: null });
  });

  test('still tells the status where its time is up before the body came', async () => {
    const answers = new EventEmitter();
    const hear = () => answers.emit('begun');
    subscribe('http.client.response.finish', hear);
    try {
      const begun = () => once(answers, 'begun');
      const { outcome } = await unanswered(begun, () => get(`${url}/slow-end`));
      expect(outcome).toMatchObject({ kind: 'answer', body: null });
    } finally {
      unsubscribe('http.client.response.finish', hear);
    }
  });

  test('reads no body without end', async () => {
    expect(await get(`${url}/huge`, { timeoutMs: 15_000 })).toMatchObject({ kind: 'answer', body: null });
  });

  test('that is cut may have left', async () => {
    expect(await get(`${url}/cut`)).toMatchObject({ kind: 'none', left: true });
  });

  test('that gets no answer may have left', async () => {
    const { outcome } = await unanswered(
      () => once(server, 'request'),
      () => get(`${url}/silence`),
    );
    expect(outcome).toEqual({ kind: 'none', left: true, code: 'ETIMEDOUT' });
  });

  test('that is hung up on may have left; one that would begin then surely does not', async () => {
    const hangUp = new AbortController();
    const open = get(`${url}/silence`, { timeoutMs: 20_000, hangUp: hangUp.signal });
    await once(server, 'request');
    hangUp.abort();
    expect(await open).toEqual({ kind: 'none', left: true, code: 'ECANCELED' });
    expect(await get(`${url}/echo`, { hangUp: hangUp.signal })).toEqual({
      kind: 'none',
      left: false,
      code: 'ECANCELED',
    });
    expect(requests).toBe(1);
  });

  describe('that asks whether it may leave', () => {
    /** What the server has of the body when it is asked. */
    const heldBack = (body: string) => {
      const received: string[] = [];
      const arrived = new Promise<void>((resolve) => {
        server.prependOnceListener('request', (incoming) => {
          incoming.on('data', (chunk: Buffer) => {
            received.push(String(chunk));
            if (received.join('').length >= body.length - 1) resolve();
          });
        });
      });
      return { arrived, received: () => received.join('') };
    };

    test('stands on its connection by then but for the last byte, and goes on when it may', async () => {
      const { arrived, received } = heldBack('{"a":1}');
      let hadWhenAsked = '';
      const mayLeave = async () => {
        await arrived;
        hadWhenAsked = received();
        return true;
      };
      const answer = await get(`${url}/echo`, { method: 'POST', body: '{"a":1}', mayLeave, timeoutMs: 5_000 });
      expect(hadWhenAsked).toBe('{"a":1');
      expect(answer).toMatchObject({ kind: 'answer', status: 201, body: '{"a":1}', headers: { 'x-length': '7' } });
    });

    test('never has its last byte where it may not: it surely did not leave', async () => {
      const { arrived, received } = heldBack('{"a":1}');
      const mayLeave = () => arrived.then(() => false);
      const answer = await get(`${url}/silence`, { method: 'POST', body: '{"a":1}', mayLeave, timeoutMs: 5_000 });
      expect(answer).toEqual({ kind: 'none', left: false, code: 'ENOTLET' });
      expect(received()).toBe('{"a":1');
    });

    test('surely did not leave where its connection breaks, or its time is up, before it was said', async () => {
      let asked = () => {};
      const isAsked = new Promise<void>((resolve) => {
        asked = resolve;
      });
      const mayLeave = () => {
        asked();
        return new Promise<boolean>(() => undefined);
      };
      const post = { method: 'POST', body: '{"a":1}', mayLeave } as const;
      const open = get(`${url}/silence`, { ...post, timeoutMs: 5_000 });
      await isAsked;
      server.closeAllConnections();
      expect(await open).toMatchObject({ kind: 'none', left: false });
      expect(await get(`${url}/silence`, { ...post, timeoutMs: 50 })).toMatchObject({ kind: 'none', left: false });
    });

    test.each(deadEnds)('does not ask when %s', async (_, nowhere) => {
      const mayLeave = vi.fn(async () => true);
      const answer = await get(nowhere, { method: 'POST', body: '{}', mayLeave, timeoutMs: 300 });
      expect(answer).toMatchObject({ kind: 'none', left: false });
      expect(mayLeave).not.toHaveBeenCalled();
    });
  });

  test.each(deadEnds)('surely did not leave when %s', async (_, nowhere) => {
    expect(await get(nowhere, { timeoutMs: 300 })).toMatchObject({ kind: 'none', left: false });
  });

  test.each(['reset', 'hang'] as const)('surely did not leave when its TLS handshake fails (%s)', async (how) => {
    await withBrokenTls(how, async (nowhere) =>
      expect(await get(nowhere, { timeoutMs: 300 })).toMatchObject({ kind: 'none', left: false }),
    );
  });

  test('leaves no connection behind', async () => {
    await get(`${url}/echo`);
    const open = new Promise((resolve) => server.getConnections((_, count) => resolve(count)));
    expect(await open).toBe(0);
  });

  /** Lets the machine's clock go on, as for a process that stood still. */
  function passes(ms: number) {
    const before = Date.now();
    vi.spyOn(Date, 'now').mockImplementation(() => before + ms);
  }

  test('is not written by a process that stood still until its time was up', async () => {
    const lookup: LookupFunction = (_name, options, found) => {
      passes(10 * 60_000);
      const address = '127.0.0.1';
      options.all ? found(null, [{ address, family: 4 }]) : found(null, address, 4);
    };
    const named = `${url.replace('127.0.0.1', 'localhost')}/echo`;
    expect(isIPv4(new URL(named).hostname)).toBe(false);
    expect(await get(named, { lookup })).toEqual({ kind: 'none', left: false, code: 'ETIMEDOUT' });
    expect(requests).toBe(0);
  });

  describe('with connections that are kept', () => {
    let agent: http.Agent;
    beforeEach(() => {
      agent = new http.Agent({ keepAlive: true });
    });
    afterEach(() => agent.destroy());

    test('takes the one of the request before', async () => {
      for (const _ of [1, 2, 3]) await get(`${url}/echo`, { agent });
      expect({ requests, connections }).toEqual({ requests: 3, connections: 1 });
    });

    test('takes a new one where that was idle for longer than servers may keep it', async () => {
      await get(`${url}/echo`, { agent });
      passes(3_900);
      await get(`${url}/echo`, { agent });
      expect(connections).toBe(1);
      passes(4_100);
      expect(await get(`${url}/echo`, { agent })).toMatchObject({ kind: 'answer', status: 201 });
      expect({ requests, connections }).toEqual({ requests: 3, connections: 2 });
    });

    test('is in doubt where its connection is cut although others passed on it', async () => {
      await get(`${url}/echo`, { agent });
      expect(await get(`${url}/cut`, { agent })).toMatchObject({ kind: 'none', left: true });
      expect(connections).toBe(1);
    });
  });
});
