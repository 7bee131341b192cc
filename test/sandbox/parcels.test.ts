import { createWebhookDeliveries } from '../../src/adapters/webhook/deliveries.js';
import { PARCELS_PATH } from '../../src/sandbox/parcels/receiver.js';
import { aDelivery } from '../contracts/deliveries.js';
import { type Harness, START, startHarness } from './harness.js';

let harness: Harness;
const line = { id: 'e.1', item: 'Mug', quantity: 1, contact: 'Ada', list: 'welcome-kit' };
beforeEach(async () => {
  harness = await startHarness({ program: { openLines: async () => [line] } });
});
afterEach(() => harness.stop());

const deliveries = createWebhookDeliveries({ secret: Buffer.alloc(32), reach: 'any' });
const receiver = () => `${harness.url}${PARCELS_PATH}?to=${encodeURIComponent('https://pack.example/in?a=b')}`;

test('the parcels show what a webhook got, once, and for whom', async () => {
  for (let times = 0; times < 2; times += 1) {
    expect(await deliveries.deliver(aDelivery(), receiver())).toMatchObject({ kind: 'accepted' });
  }
  expect((await harness.snapshot()).parcels).toMatchObject([
    {
      to: 'https://pack.example/in?a=b',
      title: 'Welcome kit',
      lines: [{ item: 'Mug', quantity: 2, contact: 'Ada Lövelace' }],
      takenAt: START.toISO(),
    },
  ]);
});

test('what a rule tells is a parcel too', async () => {
  const contact = { name: null, email: 'ada@example.com', company: null, phone: null, tags: [], fields: {} };
  const event = {
    id: 'event-1',
    at: START,
    sequence: { name: 'Outbound' },
    step: { id: 'tell', name: 'Tell' },
    contact,
  };
  expect(await deliveries.tell(event, receiver())).toMatchObject({ kind: 'accepted' });
  const [parcel] = (await harness.snapshot()).parcels;
  expect(parcel).toMatchObject({ type: 'rule.fired', title: 'Tell', lines: [] });
  expect(parcel?.json).toContain('ada@example.com');
});

test('what waits on lists stands beside', async () => {
  expect((await harness.snapshot()).openLines).toEqual([line]);
});
