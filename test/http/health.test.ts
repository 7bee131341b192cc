import { createHealthRouter } from '../../src/http/health.js';
import { type Served, serve } from './serve.js';

let served: Served;
let now = 0;
let heardAt: number | null = null;
let database: () => Promise<void>;

async function start(role: 'worker' | 'app') {
  now = 1_000_000;
  heardAt = null;
  database = async () => undefined;
  const lastAlarmAt = role === 'worker' ? () => heardAt : null;
  served = await serve(createHealthRouter({ database: () => database(), lastAlarmAt, nowMs: () => now }));
}
afterEach(() => served.close());

const ready = async () => {
  const response = await fetch(`${served.url}/ready`);
  return { status: response.status, ...(await response.json()) };
};

test('the process lives, whatever is away', async () => {
  await start('worker');
  database = () => Promise.reject(new Error('away'));
  const response = await fetch(`${served.url}/health`);
  expect([response.status, await response.json()]).toEqual([200, { status: 'ok' }]);
});

test('ready while the database can be reached', async () => {
  await start('app');
  expect(await ready()).toEqual({ status: 'ready', missing: [] });
  database = () => Promise.reject(new Error('password authentication failed for "secret"'));
  expect((await fetch(`${served.url}/ready`)).status).toBe(503);
  expect(await ready()).toEqual({ status: 'not ready', missing: ['the database cannot be reached'] });
});

test('a worker is ready while alarms come, and for its first two minutes', async () => {
  await start('worker');
  now += 120_000;
  expect(await ready()).toMatchObject({ missing: [] });
  now += 1;
  expect(await ready()).toMatchObject({ missing: ['no alarm for 120 seconds'] });
  heardAt = now;
  now += 120_000;
  expect(await ready()).toMatchObject({ missing: [] });
  now += 60_000;
  expect(await ready()).toMatchObject({ missing: ['no alarm for 180 seconds'] });
});

test('a program that does not fire hears no alarms and is ready', async () => {
  await start('app');
  now += 10_000_000;
  expect(await ready()).toMatchObject({ missing: [] });
});
