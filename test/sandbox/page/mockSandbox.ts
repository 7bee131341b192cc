import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { Snapshot } from '../../../src/sandbox/protocol.js';
import { snapshot } from './fixture.js';

export interface Post {
  readonly path: string;
  // biome-ignore lint/suspicious/noExplicitAny: the tests look into bodies of every shape
  readonly body: any;
}

/** A refusal, or what the request answers. */
export type Answer = { readonly error: string } | object | undefined;

/** What the page talks to in its tests: it shows the state it is given, keeps every POST, and answers as told. */
export interface MockSandbox {
  readonly url: string;
  readonly posts: Post[];
  state(): Snapshot;
  /** Changes what the page sees, and tells it. */
  set(change: Partial<Snapshot>): void;
  /** What this person sees otherwise than everybody. */
  show(person: string, change: Partial<Snapshot>): void;
  /** What a POST to the path does from now on; the page waits for the promise. */
  on(path: string, reaction: (body: Post['body']) => Answer | Promise<Answer>): void;
  /** Resolves with the first POST to the path that was not taken yet. */
  next(path: string): Promise<Post['body']>;
  /** Breaks the streams of changes, and takes no new one until they are mended. */
  cutStreams(): void;
  mendStreams(): void;
  reset(change?: Partial<Snapshot>): void;
  close(): Promise<void>;
}

const types: Record<string, string> = { html: 'text/html; charset=utf-8', js: 'text/javascript', css: 'text/css' };

/** @param bundle the folder with `main.js` and `main.css`; `port` 0 is any free one. */
export async function startMockSandbox(bundle: string, port = 0): Promise<MockSandbox> {
  let current = snapshot();
  const posts: Post[] = [];
  const taken = new Set<Post>();
  const waiting: { path: string; resolve: (body: Post['body']) => void }[] = [];
  const reactions = new Map<string, (body: Post['body']) => Answer | Promise<Answer>>();
  const streams = new Set<ServerResponse>();
  let isCut = false;
  const own = new Map<string, Partial<Snapshot>>();

  const set = (change: Partial<Snapshot>) => {
    current = { ...current, ...change, revision: current.revision + 1 };
    for (const stream of streams) stream.write(`event: changed\ndata: ${current.revision}\n\n`);
  };

  const post = async (path: string, request: IncomingMessage, response: ServerResponse) => {
    const body = JSON.parse(await read(request));
    const entry = { path, body };
    posts.push(entry);
    const index = waiting.findIndex((waiter) => waiter.path === path);
    if (index >= 0) {
      taken.add(entry);
      waiting.splice(index, 1)[0]?.resolve(body);
    }
    const answer = (await reactions.get(path)?.(body)) ?? {};
    response
      .writeHead('error' in answer ? 409 : 200, { 'content-type': 'application/json' })
      .end(JSON.stringify(answer));
  };

  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost');
    const [, api] = /^\/sandbox\/api\/([\w-]+)$/.exec(pathname) ?? [];
    if (api === 'changes' && isCut) return void request.socket.destroy();
    if (api === 'changes') return openStream(response, streams, current.revision);
    if (api === 'snapshot') return sendSnapshot(response, current, searchParams.get('person'), own);
    if (api) return void post(api, request, response);
    const file =
      pathname === '/' ? 'src/sandbox/page/index.html' : join(bundle, pathname.replace(/^\/sandbox\/page\//, ''));
    sendFile(response, file);
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const { port: chosen } = server.address() as AddressInfo;

  return {
    url: `http://127.0.0.1:${chosen}/`,
    posts,
    state: () => current,
    set,
    show: (person, change) => void own.set(person, change),
    on: (path, reaction) => void reactions.set(path, reaction),
    next: (path) => {
      const found = posts.find((entry) => entry.path === path && !taken.has(entry));
      if (!found) return new Promise((resolve) => waiting.push({ path, resolve }));
      taken.add(found);
      return Promise.resolve(found.body);
    },
    cutStreams: () => {
      isCut = true;
      for (const stream of streams) stream.destroy();
      streams.clear();
    },
    mendStreams: () => {
      isCut = false;
    },
    reset: (change = {}) => {
      isCut = false;
      posts.length = 0;
      taken.clear();
      waiting.length = 0;
      reactions.clear();
      own.clear();
      current = snapshot(change);
    },
    close: () => closeServer(server),
  };
}

function sendSnapshot(
  response: ServerResponse,
  current: Snapshot,
  person: string | null,
  own: ReadonlyMap<string, Partial<Snapshot>>,
): void {
  const me = person === null ? current.me : current.people.find(({ id }) => id === person);
  const answer = me ? { ...current, ...own.get(me.id), me } : { error: 'Nobody here has that id' };
  response.writeHead(me ? 200 : 400, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
}

function openStream(response: ServerResponse, streams: Set<ServerResponse>, revision: number): void {
  response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
  response.write(`retry: 200\n\nevent: changed\ndata: ${revision}\n\n`);
  streams.add(response);
  response.on('close', () => streams.delete(response));
}

function sendFile(response: ServerResponse, path: string): void {
  try {
    const content = readFileSync(path);
    const type = types[path.split('.').at(-1) ?? ''] ?? 'application/octet-stream';
    // The bundle is the same in every visit: what the browser keeps it need not compile again.
    response.writeHead(200, { 'content-type': type, 'cache-control': 'max-age=3600' }).end(content);
  } catch {
    response.writeHead(404).end();
  }
}

async function read(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}

function closeServer(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((resolve) => server.close(() => resolve()));
}
