import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DateTime } from 'luxon';
import { ANA, ANA_DM, type Harness, SALES, START, startHarness } from './harness.js';

let harness: Harness;
afterEach(() => harness.stop());

/** A request with any Host header, which fetch does not allow. */
function ask(path: string, headers: Record<string, string>, body?: string): Promise<number> {
  const { hostname, port } = new URL(harness.url);
  return new Promise((resolve, reject) => {
    const asked = request({ hostname, port, path, headers, method: body === undefined ? 'GET' : 'POST' }, (answer) => {
      answer.resume();
      answer.on('end', () => resolve(answer.statusCode ?? 0));
    });
    asked.on('error', reject);
    asked.end(body);
  });
}

/** Listens to the page's stream: whether something changes after this. */
async function changesOf(url: string): Promise<() => Promise<boolean>> {
  const stream = (await fetch(`${url}/sandbox/api/changes`)).body?.getReader();
  // The first one tells the present revision.
  await stream?.read();
  return async () => {
    const { value } = (await stream?.read()) ?? {};
    await stream?.cancel();
    return new TextDecoder().decode(value).includes('changed');
  };
}

describe('the sandbox keeps other sites out', () => {
  beforeEach(async () => {
    harness = await startHarness();
  });
  const snapshot = `/sandbox/api/snapshot?person=${ANA}`;
  const message = JSON.stringify({ person: ANA, conversation: SALES, text: 'hello' });
  const json = { 'content-type': 'application/json' };

  test.each([
    ['localhost:3000', 200],
    ['127.0.0.1', 200],
    ['[::1]:3000', 200],
    ['rebound.example.com', 403],
    ['localhost.example.com', 403],
    ['127.0.0.1.nip.io', 403],
    ['10.0.0.5:3000', 403],
  ])('a read for the host %s is answered %i', async (host, status) => {
    expect(await ask(snapshot, { host })).toBe(status);
  });

  test.each<[string, Record<string, string>, number]>([
    ['its own page', { ...json, origin: 'http://localhost:3000' }, 200],
    ['a program', json, 200],
    ['another site', { ...json, origin: 'https://evil.example.com' }, 403],
    ['another port', { ...json, origin: 'http://localhost:8080' }, 403],
    ['a sandboxed frame', { ...json, origin: 'null' }, 403],
    ['another site without Origin', { ...json, 'sec-fetch-site': 'cross-site' }, 403],
    ['a form', { 'content-type': 'text/plain' }, 415],
  ])('a post of %s is answered', async (_name, headers, status) => {
    expect(await ask('/sandbox/api/messages', { host: 'localhost:3000', ...headers }, message)).toBe(status);
  });

  test.each(['/sandbox/slack/api/auth.test', '/sandbox/sendgrid/v3/mail/send', '/sandbox/slack/response/x'])(
    '%s is kept from other sites too',
    async (path) => {
      expect(await ask(path, { host: 'localhost:3000', origin: 'https://evil.example.com' }, 'x=1')).toBe(403);
      expect(await ask(path, { host: 'evil.example.com' }, 'x=1')).toBe(403);
    },
  );
});

describe('the page', () => {
  test('and its bundle are served, and may not be framed', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'drumbeat-page-'));
    await writeFile(join(folder, 'index.html'), '<h1>Drumbeat</h1>');
    await writeFile(join(folder, 'main.js'), 'go()');
    harness = await startHarness({ sandbox: { page: { index: folder, bundle: folder } } });
    const page = await fetch(harness.url);
    expect([page.status, await page.text()]).toEqual([200, '<h1>Drumbeat</h1>']);
    expect(page.headers.get('x-frame-options')).toBe('DENY');
    expect(await (await fetch(`${harness.url}/sandbox/page/main.js`)).text()).toBe('go()');
    expect((await fetch(`${harness.url}/sandbox/page/..%2f..%2fetc%2fpasswd`)).status).not.toBe(200);
    await rm(folder, { recursive: true });
  });

  test('shows each person their own conversations', async () => {
    harness = await startHarness();
    const names = async (person: string) => (await harness.snapshot(person)).conversations.map((one) => one.name);
    expect(await names(ANA)).toEqual(['sales', 'random', 'Drumbeat']);
    expect(await names('U0MIA00001')).toEqual(['sales', 'random', 'leadership', 'Drumbeat']);
    expect((await harness.snapshot(ANA)).me).toMatchObject({ name: 'ana', role: 'rep' });
    expect((await harness.snapshot(ANA)).people.map((one) => one.role)).toEqual(['rep', 'rep', 'manager', 'admin']);
    expect((await fetch(`${harness.url}/sandbox/api/snapshot?person=U1`)).status).toBe(400);
  });

  test('hears of every change by a stream that ends with the sandbox', async () => {
    harness = await startHarness();
    const changes = await fetch(`${harness.url}/sandbox/api/changes`);
    const reader = changes.body?.pipeThrough(new TextDecoderStream()).getReader();
    const { revision } = await harness.snapshot();
    expect((await reader?.read())?.value).toContain('retry: 1000');
    await harness.say({});
    let seen = '';
    while (!seen.includes(`data: ${revision + 1}`)) seen += (await reader?.read())?.value;
    expect(seen).toContain('event: changed');
    await harness.stop();
    for (;;) if ((await reader?.read())?.done) break;
    harness = await startHarness();
  });

  test('is refused what is no request', async () => {
    harness = await startHarness();
    expect((await harness.post('/messages', { person: ANA })).status).toBe(400);
    const broken = await fetch(`${harness.url}/sandbox/api/messages`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{',
    });
    expect(broken.status).toBe(400);
  });
});

describe('the time machine of the page', () => {
  test('hears what comes after a step that was on its way when it was shown', async () => {
    let due: DateTime | null = null;
    let settled = () => {};
    const settling = new Promise<void>((resolve) => {
      settled = resolve;
    });
    harness = await startHarness({ program: { nextDueAt: async () => due, settle: () => settling } });
    const news = await changesOf(harness.url);
    await harness.snapshot();
    due = START.plus({ hours: 5 });
    settled();
    expect(await news()).toBe(true);
    expect((await harness.snapshot()).nextDueAt).toBe('2026-12-01T14:00:00.000Z');
  });

  test.each([
    ['hour', '2026-12-01T10:00:00.000Z'],
    ['day', '2026-12-02T09:00:00.000Z'],
    ['week', '2026-12-08T09:00:00.000Z'],
    ['next', '2026-12-01T14:00:00.000Z'],
  ])('moves on by %s', async (move, to) => {
    harness = await startHarness({ program: { nextDueAt: async () => START.plus({ hours: 5 }) } });
    expect(await harness.post('/clock', { move })).toEqual({ status: 200, body: {} });
    expect(await harness.snapshot()).toMatchObject({ now: to, travelingTo: null, zone: 'America/New_York' });
  });

  test('says where it is going and refuses a second journey meanwhile', async () => {
    let arrive = () => {};
    let depart = () => {};
    const departed = new Promise<void>((resolve) => {
      depart = resolve;
    });
    harness = await startHarness({
      program: {
        travel: () => {
          depart();
          return new Promise((resolve) => {
            arrive = resolve;
          });
        },
      },
    });
    const journey = harness.post('/clock', { move: 'hour' });
    await departed;
    expect((await harness.snapshot()).travelingTo).toBe('2026-12-01T10:00:00.000Z');
    expect((await harness.post('/clock', { move: 'day' })).status).toBe(409);
    arrive();
    await journey;
    expect((await harness.snapshot()).travelingTo).toBeNull();
  });

  test('says that nothing waits, and that a journey failed', async () => {
    const faults: unknown[] = [];
    harness = await startHarness({
      program: { travel: async () => Promise.reject(new Error('the database is away')) },
      sandbox: { onFault: (error) => faults.push(error) },
    });
    expect(await harness.post('/clock', { move: 'next' })).toEqual({
      status: 409,
      body: { error: 'Nothing is waiting' },
    });
    expect(await harness.post('/clock', { move: 'hour' })).toEqual({
      status: 409,
      body: { error: 'Time stopped on the way: the database is away' },
    });
    expect(faults).toHaveLength(1);
    expect((await harness.snapshot()).travelingTo).toBeNull();
  });
});

test.each([
  [null, true, true],
  [null, false, false],
  [START.plus({ hours: 5 }), true, false],
])('with %s due next and an open task: %s, the page says that a task waits: %s', async (due, open, waits) => {
  harness = await startHarness({ program: { nextDueAt: async () => due, hasOpenTask: async () => open } });
  expect((await harness.snapshot()).taskWaits).toBe(waits);
});

test('what the sandbox knows survives a restart', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'drumbeat-restart-'));
  harness = await startHarness({ folder });
  await harness.say({ text: 'before' });
  await harness.post('/messages', { person: ANA, conversation: ANA_DM, text: 'a note' });
  await harness.open({});
  const before = await harness.snapshot();
  await harness.stop();
  harness = await startHarness({ folder });
  const after = await harness.snapshot();
  expect(after.messages).toEqual(before.messages);
  expect(after.modals).toEqual(before.modals);
  await rm(folder, { recursive: true });
});
