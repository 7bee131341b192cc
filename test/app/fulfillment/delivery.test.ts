import { fireDue } from '../../../src/app/firing/fireDue.js';
import { handOverDue } from '../../../src/app/fulfillment/handOverDue.js';
import { saveList } from '../../../src/app/fulfillment/saveList.js';
import type { SendingOutcome } from '../../../src/app/ports/sending-outcome.js';
import { afterOneClaim } from '../posting/posting-world.js';
import { createFulfillmentWorld, type FulfillmentWorld, gift, lost, webhook } from './fulfillment-world.js';

/** When a list is delivered, to whom, and what becomes of a delivery that is not taken. */
let world: FulfillmentWorld;
beforeEach(async () => {
  world = await createFulfillmentWorld();
});
afterEach(() => world.close());

/** Whether each line was delivered, the first that came onto the list first. */
const lines = async () =>
  (await world.pool.query('SELECT id, sent_at IS NOT NULL AS sent FROM fulfillment_lines ORDER BY id')).rows;

describe('a list', () => {
  test('that is saved anew while the first comes onto it is delivered all the same', async () => {
    await world.storeList(webhook);
    const [list] = await world.store.read.parcels.lists(world.workspace.id);
    if (list === undefined) throw new Error('it was stored');
    const { workspace, ids } = world;
    const now = await world.clock.now();
    await world.store.transact(async (tables) => {
      const lists = async (workspaceId: string) => {
        const found = await tables.parcels.lists(workspaceId);
        await world.begin();
        return found;
      };
      const parcels = { ...tables.parcels, lists };
      const { name, items, to, days } = list;
      const later = { workspace, list: { name, items, to, days, at: '18:00' }, savedById: null };
      await saveList({ tables: { ...tables, parcels }, ids, now }, later);
    });
    expect(await world.store.read.parcels.nextDueAt()).not.toBeNull();
  });

  test('is delivered at its next time, once, and its lines are marked', async () => {
    await world.storeList(webhook);
    await world.begin();
    expect((await world.store.read.parcels.nextDueAt())?.toISO()).toBe('2026-03-03T01:00:00.000Z');
    await world.handOverAt('2026-03-02T16:59');
    expect(world.deliveries.taken).toEqual([]);
    await world.handOverAt('2026-03-02T17:00');
    expect(world.deliveries.taken).toMatchObject([
      { url: webhook, delivery: { list: { name: 'welcome-kit' }, lines: [{ item: 'Mug' }, { item: 'Card' }] } },
    ]);
    expect((await lines()).map(({ sent }) => sent)).toEqual([true, true]);
    await world.handOverAt('2026-03-03T17:00');
    expect(world.deliveries.taken).toHaveLength(1);
    expect(await world.store.read.parcels.nextDueAt()).toBeNull();
  });

  test('that came on later is in the next delivery', async () => {
    await world.storeList(webhook);
    await world.begin();
    await world.handOverAt('2026-03-02T17:00');
    const second = await world.publish({ name: 'Second', steps: [gift] });
    await world.enrollIn(second, { email: 'grace@example.com' });
    await fireDue(world.deps);
    await world.handOverAt('2026-03-03T17:00');
    expect(world.deliveries.taken).toMatchObject([
      { delivery: { lines: [{ contact: { email: 'ada@example.com' } }, {}] } },
      { delivery: { lines: [{ contact: { email: 'grace@example.com' } }, {}] } },
    ]);
  });

  test('that was missed for days, while everything was down, goes out once', async () => {
    await world.storeList(webhook);
    await world.begin();
    await world.handOverAt('2026-03-09T12:00');
    expect(world.deliveries.taken).toHaveLength(1);
  });

  test('goes out once, however many workers look at the same moment', async () => {
    await world.storeList(webhook);
    await world.begin();
    await world.at('2026-03-02T17:00');
    await world.atOnce(Array.from({ length: 4 }, () => () => handOverDue(world.deps)));
    expect(world.deliveries.taken).toHaveLength(1);
    expect((await world.pool.query('SELECT attempts FROM deliveries')).rows).toEqual([{ attempts: 1 }]);
  });

  test('goes by mail as CSV where it has a mail address', async () => {
    await world.storeList('packing@example.com');
    await world.begin();
    await world.handOverAt('2026-03-02T17:00');
    const [sent] = world.mailer.taken;
    expect(sent).toMatchObject({
      to: { email: 'packing@example.com' },
      from: { email: 'sales@harbor.example' },
      subject: 'welcome-kit: 2 lines of 2026-03-02',
      attachments: [{ filename: 'welcome-kit-2026-03-02.csv', type: 'text/csv' }],
    });
    expect(sent?.attachments?.[0]?.content).toContain('Mug,2,Ada Lovelace');
  });

  test('has the time and the address of its newest file', async () => {
    await world.storeList(webhook);
    await world.begin();
    expect(await world.storeList('packing@example.com', { at: '18:00' })).toBe('changed');
    expect(await world.storeList('packing@example.com', { at: '18:00' })).toBe('unchanged');
    await world.handOverAt('2026-03-02T17:00');
    expect(world.mailer.taken).toEqual([]);
    await world.handOverAt('2026-03-02T18:00');
    expect(world.mailer.taken).toHaveLength(1);
  });
});

describe('a delivery', () => {
  test('whose answer never came goes again under the same id with the same lines', async () => {
    await world.storeList(webhook);
    await world.begin();
    world.deliveries.answerNext({ outcome: lost, taken: true });
    await world.handOverAt('2026-03-02T17:00');
    expect((await lines()).map(({ sent }) => sent)).toEqual([false, false]);
    await world.handOverAt('2026-03-02T17:00:14');
    expect((await world.pool.query('SELECT attempts, state FROM deliveries')).rows).toEqual([
      { attempts: 1, state: 'uncertain' },
    ]);
    await world.handOverAt('2026-03-02T17:00:15');
    expect(world.deliveries.taken).toHaveLength(1);
    expect((await lines()).map(({ sent }) => sent)).toEqual([true, true]);
  });

  test('by mail that may have arrived says so when it comes again', async () => {
    await world.storeList('packing@example.com');
    await world.begin();
    world.mailer.answerNext({ outcome: { kind: 'unknown', reason: 'SendGrid failed (500)' }, taken: true });
    await world.handOverAt('2026-03-02T17:00');
    await world.handOverAt('2026-03-02T17:01');
    const [first, second] = world.mailer.taken;
    expect(first?.text).not.toContain('You may have this already');
    expect(second?.text).toContain('You may have this already');
    expect(second?.attachments).toEqual(first?.attachments);
  });

  test('in the hands of a worker that died is taken by another, under the same id', async () => {
    await world.storeList(webhook);
    await world.begin();
    await world.at('2026-03-02T17:00');
    const dies = { ...world.deliveries, deliver: () => Promise.reject(new Error('the worker is gone')) };
    await expect(handOverDue({ ...world.deps, deliveries: dies })).rejects.toThrow('gone');
    await world.handOverAt('2026-03-02T17:01');
    expect(world.deliveries.taken).toEqual([]);
    await world.handOverAt('2026-03-02T17:02');
    expect(world.deliveries.taken).toHaveLength(1);
  });

  test('whose answer comes after another worker has delivered it stays delivered', async () => {
    await world.storeList(webhook);
    await world.begin();
    await world.at('2026-03-02T17:00');
    let answer: (outcome: SendingOutcome) => void = () => {};
    const slow = new Promise<SendingOutcome>((resolve) => {
      answer = resolve;
    });
    let begun = () => {};
    const open = new Promise<void>((resolve) => {
      begun = resolve;
    });
    const deliver = () => {
      begun();
      return slow;
    };
    const slowly = { ...world.deliveries, deliver };
    const first = handOverDue({ ...world.deps, deliveries: slowly, stopping: afterOneClaim() });
    await open;
    await world.handOverAt('2026-03-02T17:02');
    answer({ kind: 'refused', reason: 'too late' });
    await first;
    expect((await world.pool.query('SELECT state, attempts FROM deliveries')).rows).toEqual([
      { state: 'delivered', attempts: 2 },
    ]);
    expect(await world.told()).toEqual([]);
  });

  test('that is refused is told to managers and admins, and not tried again', async () => {
    await world.storeList(webhook);
    await world.begin();
    world.deliveries.answerNext({ outcome: { kind: 'refused', reason: 'The webhook refused the delivery (400)' } });
    await world.handOverAt('2026-03-02T17:00');
    const text =
      'welcome-kit (2 lines) to https://pack.example/in is not taken: The webhook refused the delivery (400). It is not tried again.';
    expect(await world.told()).toEqual([
      { conversation: world.admin.slackUserId, text },
      { conversation: world.manager.slackUserId, text },
    ]);
    await world.handOverAt('2026-03-04T17:00');
    expect(world.deliveries.taken).toEqual([]);
  });

  test('that waits for somebody is told once a day, and goes out by itself', async () => {
    await world.storeList(webhook);
    await world.begin();
    const outcome = { kind: 'deferred', reason: 'check its address', retryAfterMs: null, cause: 'sender' } as const;
    world.deliveries.answerNext({ outcome }, { outcome });
    await world.handOverAt('2026-03-02T17:00');
    await world.handOverAt('2026-03-02T17:01');
    expect((await world.told()).map(({ text }) => text)).toEqual(
      Array(2).fill(
        'welcome-kit (2 lines) to https://pack.example/in is not taken: check its address. It is tried again by itself.',
      ),
    );
    await world.handOverAt('2026-03-02T17:05');
    expect(world.deliveries.taken).toHaveLength(1);
  });
});
