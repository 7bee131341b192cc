import { createTwilioReports, reportAddress, twilioSignature } from '../../src/adapters/twilio/reports.js';
import { createTextsRouter } from '../../src/http/texts.js';
import { type AppWorld, createAppWorld } from '../support/app-world.js';
import { type Served, serve } from './serve.js';

const authToken = 'token-of-the-account';
const publicUrl = 'https://drumbeat.example.com';
const phone = '+14155552345';
const text = { id: 'text', name: 'Text', kind: 'sms', when: 'immediately', sms: { body: 'Hi' } };
const again = { ...text, id: 'again', when: { days: 1, at: '09:00' } };

let world: AppWorld;
let served: Served;
let broken = false;
let enrollmentId: string;
beforeEach(async () => {
  broken = false;
  world = await createAppWorld();
  const clock = { now: () => (broken ? Promise.reject(new Error('away')) : world.clock.now()) };
  const reports = createTwilioReports({ authToken, publicUrl });
  served = await serve(createTextsRouter({ ...world.app, clock, reports, log: world.deps.log }));
  const version = await world.publish({ steps: [text, again] });
  enrollmentId = (await world.enrollIn(version, { email: 'ada@example.com', phone })).enrollment.id;
  await world.fireAt('2026-03-02T08:00');
});
afterEach(async () => {
  await served.close();
  await world.close();
});

/** As Twilio posts: signed over the public address. */
async function post(path: string, fields: Record<string, string>, signature?: string) {
  const headers = {
    'content-type': 'application/x-www-form-urlencoded',
    'x-twilio-signature': signature ?? twilioSignature(authToken, `${publicUrl}${path}`, fields),
  };
  return fetch(`${served.url}${path}`, { method: 'POST', headers, body: new URLSearchParams(fields) });
}
const incoming = { MessageSid: 'SM9', From: phone, To: '+15005550006', Body: 'Tell me more' };
const exitReason = async () => (await world.store.read.enrollments.byId(enrollmentId))?.progress.exited?.reason;
const row = async () => (await world.store.read.executions.ofEnrollment(enrollmentId))[0];

test('a text that comes in is a reply, and nothing is said back', async () => {
  const response = await post('/texts/incoming', incoming);
  expect([response.status, await response.text()]).toEqual([200, '<Response/>']);
  expect(response.headers.get('content-type')).toContain('text/xml');
  expect(await exitReason()).toBe('reply');
});

test.each([
  ['the word', { Body: ' Stop ' }],
  ['another of Twilio’s words', { Body: 'UNSUBSCRIBE' }],
  ['what Twilio has taken it for', { Body: 'leave me alone', OptOutType: 'STOP' }],
])('STOP is known by %s', async (_what, fields) => {
  await post('/texts/incoming', { ...incoming, ...fields });
  expect(await exitReason()).toBe('unsubscribe');
});

test('a report that it did not arrive is kept with the text', async () => {
  const { id = '', providerMessageId } = (await row()) ?? {};
  const path = reportAddress('', id);
  const fields = { MessageSid: providerMessageId ?? '', MessageStatus: 'undelivered', ErrorCode: '30006' };
  expect((await post(path, fields)).status).toBe(200);
  expect(await row()).toMatchObject({ state: 'fired', reason: 'it was not delivered (Twilio error 30006)' });
});

test.each(['/texts/incoming', '/texts/status?execution=1'])('what is not signed changes nothing (%s)', async (path) => {
  expect((await post(path, incoming, 'forged')).status).toBe(403);
  expect((await fetch(`${served.url}${path}`, { method: 'POST' })).status).toBe(403);
  expect(await exitReason()).toBeUndefined();
});

test('a fault is answered so that it is posted again, and logged without what was written', async () => {
  broken = true;
  expect((await post('/texts/incoming', { ...incoming, Body: 'STOP' })).status).toBe(500);
  expect(JSON.stringify(world.logged)).not.toContain(phone);
  expect(world.logged.filter(({ level }) => level === 'error')).toHaveLength(1);
  broken = false;
  expect((await post('/texts/incoming', { ...incoming, Body: 'STOP' })).status).toBe(200);
  expect(await exitReason()).toBe('unsubscribe');
});
