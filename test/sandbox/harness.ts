import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import express, { type Router } from 'express';
import { DateTime } from 'luxon';
import type { Timers } from '../../src/app/ports/timers.js';
import type { Program } from '../../src/sandbox/program.js';
import type { Snapshot } from '../../src/sandbox/protocol.js';
import { createSandbox, type Sandbox, type SandboxOptions } from '../../src/sandbox/sandbox.js';
import { SANDBOX_BOT_TOKEN } from '../../src/sandbox/slack/workspace.js';

export const ANA = 'U0ANA00001';
export const BEN = 'U0BEN00001';
export const SALES = 'C0SALES001';
export const RANDOM = 'C0RANDOM01';
export const LEADERSHIP = 'C0LEADERS1';
export const ANA_DM = 'D0ANA00001';
export const SIGNING_SECRET = 'the-signing-secret';
export const START = DateTime.fromISO('2026-12-01T09:00:00Z', { zone: 'utc' });

/** Timers that run when the test says so: `nowMs` is the time they were made at, plus what was advanced. */
export interface HandTimers extends Timers {
  advance(ms: number): void;
  /** Resolves as soon as a timer of this length waits. */
  waitingFor(delayMs: number): Promise<void>;
}

export function handTimers(): HandTimers {
  let currentMs = Date.now();
  const timers = new Set<{ delayMs: number; atMs: number; run: () => void }>();
  const waiters = new Set<() => void>();
  const nowMs = () => currentMs;
  return {
    nowMs,
    after(delayMs, run) {
      const timer = { delayMs, atMs: nowMs() + delayMs, run };
      timers.add(timer);
      for (const look of waiters) look();
      return () => timers.delete(timer);
    },
    advance(ms) {
      currentMs += ms;
      for (const timer of [...timers].filter((one) => one.atMs <= nowMs())) {
        timers.delete(timer);
        timer.run();
      }
    },
    waitingFor: (delayMs) =>
      new Promise((resolve) => {
        const look = () => {
          if (![...timers].some((one) => one.delayMs === delayMs)) return;
          waiters.delete(look);
          resolve();
        };
        waiters.add(look);
        look();
      }),
  };
}

export interface Received {
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly raw: string;
  readonly fields: Readonly<Record<string, string>>;
  // biome-ignore lint/suspicious/noExplicitAny: whatever Slack's payload holds
  readonly payload: any;
}

export type Answer = { status?: number; json?: unknown; text?: string } | 'silence';

export interface Harness {
  readonly url: string;
  /** What the page is answered, without HTTP. */
  readonly page: Sandbox['page'];
  readonly timers: HandTimers;
  readonly folder: string;
  /** Requests that the program got, oldest first (only where the harness plays the program). */
  readonly received: Received[];
  readonly told: unknown[][];
  answerWith(answer: (request: Received) => Answer): void;
  clock: { now: DateTime };
  post(path: string, body: unknown, headers?: Record<string, string>): Promise<{ status: number; body: unknown }>;
  /** Puts a message of the app into #sales by the Web API; answers its `ts`. */
  say(args: Record<string, unknown>): Promise<string>;
  /** Has the app open a modal in the way a command does; answers its id. */
  open(view: Record<string, unknown>, person?: string): Promise<string>;
  snapshot(person?: string): Promise<Snapshot>;
  stop(): Promise<void>;
}

/** The sandbox on a real server, with a program that the test plays (or `programRouter`, such as Bolt's). */
export async function startHarness(
  options: {
    folder?: string;
    program?: Partial<Program>;
    programRouter?: (url: string) => Router;
    sandbox?: Partial<SandboxOptions>;
  } = {},
): Promise<Harness> {
  const folder = options.folder ?? (await mkdtemp(join(tmpdir(), 'drumbeat-sandbox-')));
  const timers = handTimers();
  const clock: { now: DateTime } = { now: START };
  const received: Received[] = [];
  const told: unknown[][] = [];
  let answer: (request: Received) => Answer = () => ({});
  let url = '';
  let ids = 0;
  const sandbox = await createSandbox({
    folder,
    timers,
    ids: {
      next: () => {
        ids += 1;
        return `00000000-0000-7000-8000-${folder.length % 10}${String(ids).padStart(11, '0')}`;
      },
    },
    page: { index: folder, bundle: folder },
    onFault: (error) => console.error(error),
    ...options.sandbox,
    program: {
      eventsUrl: () => `${url}/slack/events`,
      sandboxUrl: () => url,
      signingSecret: SIGNING_SECRET,
      command: '/sequence',
      shortcuts: [{ callbackId: 'enroll-contact', name: 'Enroll a contact' }],
      now: async () => clock.now,
      zone: async () => 'America/New_York',
      nextDueAt: async () => null,
      openLines: async () => [],
      hasOpenTask: async () => false,
      settle: async () => undefined,
      travel: async (to) => {
        clock.now = to;
      },
      mailEvents: {
        reply: async (...args) => void told.push(['reply', ...args]),
        delivered: async (...args) => void told.push(['delivered', ...args]),
        open: async (...args) => void told.push(['open', ...args]),
        click: async (...args) => void told.push(['click', ...args]),
        meeting: async (...args) => void told.push(['meeting', ...args]),
        bounce: async (...args) => void told.push(['bounce', ...args]),
        unsubscribe: async (...args) => void told.push(['unsubscribe', ...args]),
      },
      textEvents: {
        comesIn: async (...args) => void told.push(['comesIn', ...args]),
        fails: async (...args) => void told.push(['fails', ...args]),
      },
      ...options.program,
    },
  });
  const app = express();
  const server = createServer(app);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  if (options.programRouter === undefined) {
    app.post('/slack/events', express.text({ type: () => true }), (request, response) => {
      const raw = String(request.body);
      const isForm = (request.headers['content-type'] ?? '').includes('urlencoded');
      const fields = isForm ? Object.fromEntries(new URLSearchParams(raw)) : {};
      const payload = isForm ? (fields.payload === undefined ? null : JSON.parse(fields.payload)) : JSON.parse(raw);
      const got = { headers: request.headers, raw, fields, payload };
      received.push(got);
      const given = answer(got);
      if (given === 'silence') return;
      response.status(given.status ?? 200);
      if (given.json !== undefined) response.json(given.json);
      else response.type('text/plain').send(given.text ?? '');
    });
  } else {
    app.use(options.programRouter(url));
  }
  app.use(sandbox.router);

  const post: Harness['post'] = async (path, body, headers = {}) => {
    const response = await fetch(`${url}/sandbox/api${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
    });
    return { status: response.status, body: await response.json() };
  };
  const call = async (method: string, args: unknown) => {
    const response = await fetch(`${url}/sandbox/slack/api/${method}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${SANDBOX_BOT_TOKEN}` },
      body: JSON.stringify(args),
    });
    const body = (await response.json()) as { ok: boolean; ts: string; view: { id: string } };
    if (!body.ok) throw new Error(JSON.stringify(body));
    return body;
  };
  return {
    say: async (args) => (await call('chat.postMessage', { channel: SALES, text: 'Hello', ...args })).ts,
    open: async (view, person = ANA) => {
      const before = received.length;
      await post('/messages', { person, conversation: SALES, text: '/sequence open' });
      const trigger_id = received[before]?.fields.trigger_id;
      received.length = before;
      const title = { type: 'plain_text', text: 'Modal' };
      return (await call('views.open', { trigger_id, view: { type: 'modal', title, blocks: [], ...view } })).view.id;
    },
    url,
    page: sandbox.page,
    timers,
    folder,
    received,
    told,
    clock,
    answerWith: (next) => {
      answer = next;
    },
    post,
    snapshot: async (person = ANA) =>
      (await fetch(`${url}/sandbox/api/snapshot?person=${person}`)).json() as Promise<Snapshot>,
    stop: async () => {
      await sandbox.stop();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      if (options.folder === undefined) await rm(folder, { recursive: true });
    },
  };
}
