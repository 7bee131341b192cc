import { readFileSync } from 'node:fs';
import { createWebhookDeliveries, type WebhookOptions } from '../../../src/adapters/webhook/deliveries.js';
import { aDelivery, deliveriesContract } from '../../contracts/deliveries.js';
import type { NextAnswer } from '../../contracts/sending.js';
import { deadEnds, withBrokenTls } from '../../support/dead-ends.js';
import type { Behaviour } from '../../support/stand-in.js';
import { startWebhookStandIn, type WebhookStandIn } from '../../support/webhook-stand-in.js';
import { lossAndThrottling } from '../behaviours.js';
import { unansweredBy } from '../unanswered.js';

const open = (changes: Partial<WebhookOptions> = {}) =>
  createWebhookDeliveries({ secret: Buffer.alloc(32, 7), reach: 'any', ...changes });
const listSecret = () => open().secretOf(aDelivery().list.id);

const behaviours: Record<NextAnswer, Behaviour> = { refuse: { answer: 422, times: 1 }, ...lossAndThrottling };

deliveriesContract('The webhook', async () => {
  const standIn = await startWebhookStandIn({ secret: listSecret });
  return {
    deliveries: open(),
    url: `${standIn.url}/hook`,
    takenIds: () => standIn.taken.map(({ id }) => id),
    next: (what) => standIn.behave(behaviours[what]),
    close: () => standIn.close(),
  };
});

/** `data.lines.0.item` and so on, in order. */
function fieldsOf(value: unknown, path = ''): string[] {
  if (typeof value !== 'object' || value === null) return [path];
  return Object.entries(value).flatMap(([key, inner]) => fieldsOf(inner, `${path}.${key}`));
}

describe('the webhook', () => {
  let standIn: WebhookStandIn;
  let url: string;
  beforeEach(async () => {
    standIn = await startWebhookStandIn({ secret: listSecret });
    url = `${standIn.url}/hook`;
  });
  afterEach(() => standIn.close());

  test('receives a delivery as docs/fulfillment.md says', async () => {
    await open().deliver(aDelivery(), url);
    const { id, list, lines } = aDelivery();
    expect(standIn.taken).toEqual([
      {
        id,
        body: {
          type: 'fulfillment.delivery',
          timestamp: '2026-03-02T17:00:00.000Z',
          data: { id, list, lines },
        },
      },
    ]);
  });

  test('receives what the example in docs/fulfillment.md shows, field by field', async () => {
    const text = readFileSync(new URL('../../../docs/fulfillment.md', import.meta.url), 'utf8');
    const example = JSON.parse(/```json\n(.*?)```/s.exec(text)?.[1] ?? '');
    await open().deliver(aDelivery(), url);
    expect(fieldsOf(standIn.taken[0]?.body)).toEqual(fieldsOf(example));
  });

  test('is not told what else is known of a contact', async () => {
    const [line] = aDelivery().lines;
    const whole = { name: 'Ada', company: null, email: 'ada@example.com', phone: null, notes: 'very private' };
    await open().deliver(aDelivery({ lines: line === undefined ? [] : [{ ...line, contact: whole }] }), url);
    expect(standIn.taken).toHaveLength(1);
    expect(JSON.stringify(standIn.taken)).not.toContain('private');
  });

  test('refuses a delivery that is signed for another list, which waits', async () => {
    const outcome = await open().deliver(aDelivery({ list: { id: 'another', name: 'Another' } }), url);
    expect(outcome).toMatchObject({ kind: 'deferred', reason: expect.stringContaining('secret') });
    expect(standIn.taken).toEqual([]);
  });

  test.each([
    [200, 'accepted'],
    [204, 'accepted'],
    [302, 'deferred'],
    [400, 'refused'],
    [401, 'deferred'],
    [404, 'deferred'],
    [410, 'refused'],
    [413, 'refused'],
    [422, 'refused'],
    [429, 'deferred'],
    [408, 'unknown'],
    [500, 'unknown'],
    [503, 'unknown'],
  ] as const)('takes the answer %i as %s', async (status, kind) => {
    standIn.behave({ answer: status, headers: status === 302 ? { location: '/hook' } : {} });
    expect((await open().deliver(aDelivery(), url)).kind).toBe(kind);
    expect(standIn.requests()).toBe(1);
  });

  test.each(deadEnds)('surely received nothing when %s', async (_, nowhere) => {
    expect((await open({ timeoutMs: 300 }).deliver(aDelivery(), nowhere)).kind).toBe('deferred');
  });

  test('surely received nothing when the TLS handshake fails', async () => {
    await withBrokenTls('reset', async (nowhere) => {
      expect((await open({ timeoutMs: 300 }).deliver(aDelivery(), nowhere)).kind).toBe('deferred');
    });
  });

  test('may have received it when its answer takes too long', async () => {
    standIn.behave({ answer: 'hang' });
    const { outcome } = await unansweredBy(standIn, () => open().deliver(aDelivery(), url));
    expect(outcome.kind).toBe('unknown');
  });

  test.each([
    'http://127.0.0.1:PORT/hook',
    'http://localhost:PORT/hook',
    'http://2130706433:PORT/hook',
    'http://[::1]:PORT/hook',
    'http://[::ffff:127.0.0.1]:PORT/hook',
    'http://169.254.169.254/latest/meta-data',
  ])('is not called in a private network, unless that is allowed (%s)', async (address) => {
    const inside = address.replace('PORT', new URL(url).port);
    expect(await open({ reach: 'public' }).deliver(aDelivery(), inside)).toEqual({
      kind: 'refused',
      reason: expect.stringContaining('private network'),
    });
    expect(standIn.requests()).toBe(0);
  });
});
