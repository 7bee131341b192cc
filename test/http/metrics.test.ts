import { metricsReaders } from '../../src/compose/measuring.js';
import { createMetricsRouter, type MetricsReaders } from '../../src/http/metrics.js';
import { type Served, serve } from './serve.js';

let served: Served | null = null;
afterEach(() => served?.close());

async function read(readers: MetricsReaders, authorization?: string) {
  const text = async () => 'drumbeat_due 1\n';
  served = await serve(createMetricsRouter({ readers, text, contentType: 'text/plain; version=0.0.4; charset=utf-8' }));
  const answer = await fetch(`${served.url}/metrics`, {
    headers: authorization === undefined ? {} : { authorization },
  });
  return [answer.status, (await answer.text()).includes('drumbeat_due'), answer.headers.get('content-type')];
}

const token = 'made-by-chance-0001';

test('whoever shows the token reads the metrics, in Prometheus’s own type', async () => {
  const type = 'text/plain; version=0.0.4; charset=utf-8';
  expect(await read({ kind: 'token', token }, `Bearer ${token}`)).toEqual([200, true, type]);
});

test.each([undefined, 'Bearer made-by-chance-0002', `Basic ${token}`, token, 'Bearer '])(
  'who shows %s reads nothing',
  async (authorization) => {
    expect((await read({ kind: 'token', token }, authorization)).slice(0, 2)).toEqual([401, false]);
  },
);

test('without a token there are none, but in the sandbox, which this machine alone reaches', async () => {
  const real = { mode: 'http', botToken: 'xoxb-x', signingSecret: 'secret' } as const;
  expect(metricsReaders({ metricsToken: null, slack: real })).toEqual({ kind: 'nobody' });
  expect(metricsReaders({ metricsToken: token, slack: real })).toEqual({ kind: 'token', token });
  expect(metricsReaders({ metricsToken: null, slack: { mode: 'sandbox' } })).toEqual({ kind: 'anybody' });
  expect((await read({ kind: 'nobody' }))[0]).toBe(404);
  await served?.close();
  expect((await read({ kind: 'anybody' }))[0]).toBe(200);
});
