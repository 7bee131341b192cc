import { createHash, randomBytes } from 'node:crypto';
import { createUnsubscribeLinks } from '../../src/adapters/system/unsubscribe-links.js';
import { createUnsubscribeRouter } from '../../src/http/unsubscribe.js';
import { everything, followUp, intro, standing } from '../app/enrollments/cadence.js';
import { type AppWorld, createAppWorld } from '../support/app-world.js';
import { type Served, serve } from './serve.js';

let world: AppWorld;
let served: Served;
let link: string;
let broken = false;

beforeEach(async () => {
  world = await createAppWorld();
  const links = createUnsubscribeLinks({ secret: randomBytes(32), publicUrl: '', mailto: null });
  const settings = { ...world.app.settings, links };
  const clock = { now: () => (broken ? Promise.reject(new Error('away')) : world.clock.now()) };
  served = await serve(createUnsubscribeRouter({ ...world.app, settings, clock }));
  link = `${served.url}${links.forContact(world.workspace.id, 'Ada@example.com').url}`;
});
afterEach(async () => {
  broken = false;
  await served.close();
  await world.close();
});

async function enrolled() {
  const version = await world.publish({ steps: [intro, followUp] });
  return (await world.enrollIn(version, { email: 'ada@example.com' })).enrollment;
}

test('opening the link changes nothing, since mail scanners open links', async () => {
  await enrolled();
  const before = await everything(world);
  for (const method of ['GET', 'HEAD']) expect((await fetch(link, { method })).status).toBe(200);
  expect(await everything(world)).toEqual(before);
});

test('the page sends its form by itself, and has a button for browsers without scripts', async () => {
  const html = await (await fetch(link)).text();
  expect(html).toMatch(/<html lang="en">/);
  expect(html).toContain('<form id="unsubscribe" method="post" action=""><button type="submit">Unsubscribe</button>');
  expect(html).toContain("document.getElementById('unsubscribe').submit()");
  expect(html).toContain('a•••@example.com');
  expect(html).toContain('Harbor Analytics');
  expect(html).not.toContain('ada@example.com');
});

test('a mail program’s one click unsubscribes (RFC 8058)', async () => {
  const enrollment = await enrolled();
  const response = await fetch(link, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: 'List-Unsubscribe=One-Click',
  });
  expect(response.status).toBe(200);
  expect(await response.text()).toContain('You are unsubscribed');
  expect((await standing(world, enrollment.id)).enrollment.progress.exited?.reason).toBe('unsubscribe');
  expect(await world.store.read.suppressions.byEmail(world.workspace.id, 'ada@example.com')).not.toBeNull();
  await world.fireAt('2026-03-02T08:00');
  expect(world.mailer.taken).toEqual([]);
});

test('the form, a multipart body and no body at all do the same, however often', async () => {
  await enrolled();
  const multipart = new FormData();
  multipart.set('List-Unsubscribe', 'One-Click');
  for (const body of [multipart, new URLSearchParams(), undefined]) {
    const response = await fetch(link, { method: 'POST', ...(body === undefined ? {} : { body }) });
    expect(await response.text()).toContain('You are unsubscribed');
  }
  expect((await world.audit()).map(({ action }) => action)).toEqual(['contact.unsubscribe']);
});

test('a forged link is not found, and changes nothing', async () => {
  await enrolled();
  const before = await everything(world);
  for (const method of ['GET', 'POST']) {
    for (const forged of [`${link}x`, `${link.slice(0, -4)}AAAA`, `${served.url}/u/short`, `${served.url}/u/%00%ff`]) {
      const response = await fetch(forged, { method });
      expect(response.status).toBe(404);
      expect(await response.text()).toContain('This link does not work');
    }
  }
  expect(await everything(world)).toEqual(before);
});

test('the pages load nothing, run only their own script, tell nobody where they were', async () => {
  for (const method of ['GET', 'POST']) {
    const response = await fetch(link, { method });
    const policy = response.headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    const html = await response.text();
    for (const [, kind, text] of html.matchAll(/<(script|style)>([\s\S]*?)<\/\1>/g)) {
      const hash = createHash('sha256')
        .update(text ?? '')
        .digest('base64');
      expect(policy).toContain(`${kind}-src 'sha256-${hash}'`);
    }
    expect(response.headers.get('referrer-policy')).toBe('no-referrer');
    expect(response.headers.get('x-robots-tag')).toContain('noindex');
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(html).not.toMatch(/(src|href)=/);
  }
});

test('when the database is away nothing is said to be done', async () => {
  broken = true;
  const response = await fetch(link, { method: 'POST' });
  expect(response.status).toBe(503);
  expect(await response.text()).toContain('Nothing was changed');
});
