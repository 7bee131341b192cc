import { DateTime } from 'luxon';
import { enrollContacts } from '../../../src/app/enrolling/enrollContacts.js';
import { fireDue } from '../../../src/app/firing/fireDue.js';
import { handOverDue } from '../../../src/app/fulfillment/handOverDue.js';
import { saveList } from '../../../src/app/fulfillment/saveList.js';
import { importFiles } from '../../../src/app/importing/importFiles.js';
import type { SendingOutcome } from '../../../src/app/ports/sending-outcome.js';
import { type FulfillmentList, parseListFile } from '../../../src/domain/fulfillment/list.js';
import { type AppWorld, createAppWorld } from '../../support/app-world.js';
import { aContact } from '../../support/people.js';
import { afterOneClaim } from '../posting/posting-world.js';

const gift = {
  id: 'gift',
  name: 'Gift',
  kind: 'fulfillment',
  when: 'immediately',
  fulfillment: { list: 'welcome-kit' },
};
const mail = { id: 'mail', kind: 'email', when: { days: 9, at: '09:00' }, email: { subject: 'Hello', body: 'Hi.' } };
const fields = { street: '210 King St', city: 'San Francisco', state: 'CA', zip: '94107' };
const ada = { email: 'ada@example.com', firstName: 'Ada', lastName: 'Lovelace', fields };
const webhook = 'https://pack.example/in';
const lost: SendingOutcome = { kind: 'unknown', reason: 'The webhook failed (502)' };

let world: AppWorld;
beforeEach(async () => {
  world = await createAppWorld();
});
afterEach(() => world.close());

/** Mondays to Fridays at 17:00, unless told. */
const store = async (to: string, deliver: object = {}) => {
  const items = [{ item: 'Mug', quantity: 2 }, { item: 'Card' }];
  const read = parseListFile(
    { list: 'welcome-kit', items, deliver: { to, at: '17:00', ...deliver } },
    { mayBePlain: false },
  );
  if (!read.ok) throw new Error(JSON.stringify(read.problems));
  return save(read.list);
};
const save = async (list: FulfillmentList) => {
  const now = await world.clock.now();
  const { workspace } = world;
  return world.store.transact((tables) =>
    saveList({ tables, ids: world.ids, now }, { workspace, list, savedById: null }),
  );
};
const at = (time: string) => world.clock.freezeAt(DateTime.fromISO(time, { zone: world.workspace.zone }).toUTC());
const handOverAt = async (time: string) => {
  await at(time);
  return handOverDue(world.deps);
};
const begin = async (contact: object = ada, steps: readonly object[] = [gift, mail]) => {
  const { enrollment } = await world.enrollIn(await world.publish({ steps }), contact);
  await fireDue(world.deps);
  return enrollment;
};
const ledger = (id: string) => world.store.read.executions.ofEnrollment(id);
const lines = async () =>
  (await world.pool.query('SELECT id, sent_at IS NOT NULL AS sent FROM fulfillment_lines ORDER BY id')).rows;
const told = async () =>
  (await world.pool.query("SELECT conversation, content->'notice'->>'text' AS text FROM posts ORDER BY conversation"))
    .rows;

describe('a fulfillment step', () => {
  test('puts the contact on its list, every item of it, and the cadence goes on', async () => {
    await store(webhook);
    const { id } = await begin();
    const [row] = await ledger(id);
    expect(row).toMatchObject({ kind: 'fulfillment', state: 'fired' });
    expect(await world.store.read.parcels.openLines(world.workspace.id)).toMatchObject([
      { id: `${row?.id}.1`, item: 'Mug', quantity: 2, contact: { name: 'Ada Lovelace' }, address: { zip: '94107' } },
      { id: `${row?.id}.2`, item: 'Card', quantity: 1 },
    ]);
    expect((await world.store.read.enrollments.byId(id))?.progress.pending?.stepId).toBe('mail');
  });

  test('is held with the reason where its list is not stored', async () => {
    const { id } = await begin();
    expect(await world.store.read.enrollments.byId(id)).toMatchObject({
      hold: 'failed',
      holdReason: 'there is no list called welcome-kit',
    });
  });

  test('keeps the contact on the list whose address is not known', async () => {
    await store(webhook);
    await begin({ ...ada, fields: {} });
    expect(await world.store.read.parcels.openLines(world.workspace.id)).toMatchObject([{ address: null }, {}]);
  });
});

describe('enrolling where something is handed over', () => {
  const enroll = (asked: object = {}) =>
    enrollContacts(world.app, { actor: world.rep, emails: [ada.email], sequenceName: 'outbound', ...asked });
  const knows = async (known: object) => {
    const contact = aContact(world.ids.next(), world.workspace.id, world.rep.id, { ...ada, ...known });
    await world.store.read.contacts.save(contact, await world.clock.now());
  };
  beforeEach(async () => {
    await store(webhook);
    await world.publish({ steps: [gift, mail] });
  });

  test('asks for the address, and takes whoever is to come in without one', async () => {
    await knows({ fields: { street: '210 King St' } });
    const [asked] = ((outcome) => (outcome.ok || outcome.reason !== 'blocked' ? [] : outcome.addresses))(
      await enroll(),
    );
    expect(asked?.blocker).toEqual({ kind: 'blank-fields' });
    expect(asked?.blanks.map(({ label }) => label)).toEqual(['city', 'state', 'zip']);
    expect(await enroll({ acceptBlank: true })).toMatchObject({ ok: true, enrolled: [{ email: 'ada@example.com' }] });
  });

  test('says what is wrong with an address, and asks for nothing where it is whole', async () => {
    await knows({ fields: { ...fields, zip: '9' } });
    expect(await enroll()).toMatchObject({
      addresses: [
        { blocker: { kind: 'wrong-address', message: expect.stringContaining('the postal address is wrong') } },
      ],
    });
    expect(await enroll({ details: { [ada.email]: { fields: { zip: '94107' } } } })).toMatchObject({ ok: true });
  });
});

describe('a list', () => {
  test('that is saved anew while the first comes onto it is delivered all the same', async () => {
    await store(webhook);
    const [list] = await world.store.read.parcels.lists(world.workspace.id);
    if (list === undefined) throw new Error('it was stored');
    const { workspace, ids } = world;
    const now = await world.clock.now();
    await world.store.transact(async (tables) => {
      const lists = async (workspaceId: string) => {
        const found = await tables.parcels.lists(workspaceId);
        await begin();
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
    await store(webhook);
    await begin();
    expect((await world.store.read.parcels.nextDueAt())?.toISO()).toBe('2026-03-03T01:00:00.000Z');
    await handOverAt('2026-03-02T16:59');
    expect(world.deliveries.taken).toEqual([]);
    await handOverAt('2026-03-02T17:00');
    expect(world.deliveries.taken).toMatchObject([
      { url: webhook, delivery: { list: { name: 'welcome-kit' }, lines: [{ item: 'Mug' }, { item: 'Card' }] } },
    ]);
    expect((await lines()).map(({ sent }) => sent)).toEqual([true, true]);
    await handOverAt('2026-03-03T17:00');
    expect(world.deliveries.taken).toHaveLength(1);
    expect(await world.store.read.parcels.nextDueAt()).toBeNull();
  });

  test('that came on later is in the next delivery', async () => {
    await store(webhook);
    await begin();
    await handOverAt('2026-03-02T17:00');
    const second = await world.publish({ name: 'Second', steps: [gift] });
    await world.enrollIn(second, { email: 'grace@example.com' });
    await fireDue(world.deps);
    await handOverAt('2026-03-03T17:00');
    expect(world.deliveries.taken).toMatchObject([
      { delivery: { lines: [{ contact: { email: 'ada@example.com' } }, {}] } },
      { delivery: { lines: [{ contact: { email: 'grace@example.com' } }, {}] } },
    ]);
  });

  test('that was missed for days, while everything was down, goes out once', async () => {
    await store(webhook);
    await begin();
    await handOverAt('2026-03-09T12:00');
    expect(world.deliveries.taken).toHaveLength(1);
  });

  test('goes out once, however many workers look at the same moment', async () => {
    await store(webhook);
    await begin();
    await at('2026-03-02T17:00');
    await world.atOnce(Array.from({ length: 4 }, () => () => handOverDue(world.deps)));
    expect(world.deliveries.taken).toHaveLength(1);
    expect((await world.pool.query('SELECT attempts FROM deliveries')).rows).toEqual([{ attempts: 1 }]);
  });

  test('goes by mail as CSV where it has a mail address', async () => {
    await store('packing@example.com');
    await begin();
    await handOverAt('2026-03-02T17:00');
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
    await store(webhook);
    await begin();
    expect(await store('packing@example.com', { at: '18:00' })).toBe('changed');
    expect(await store('packing@example.com', { at: '18:00' })).toBe('unchanged');
    await handOverAt('2026-03-02T17:00');
    expect(world.mailer.taken).toEqual([]);
    await handOverAt('2026-03-02T18:00');
    expect(world.mailer.taken).toHaveLength(1);
  });
});

describe('a delivery', () => {
  test('whose answer never came goes again under the same id with the same lines', async () => {
    await store(webhook);
    await begin();
    world.deliveries.answerNext({ outcome: lost, taken: true });
    await handOverAt('2026-03-02T17:00');
    expect((await lines()).map(({ sent }) => sent)).toEqual([false, false]);
    await handOverAt('2026-03-02T17:00:14');
    expect((await world.pool.query('SELECT attempts, state FROM deliveries')).rows).toEqual([
      { attempts: 1, state: 'uncertain' },
    ]);
    await handOverAt('2026-03-02T17:00:15');
    expect(world.deliveries.taken).toHaveLength(1);
    expect((await lines()).map(({ sent }) => sent)).toEqual([true, true]);
  });

  test('by mail that may have arrived says so when it comes again', async () => {
    await store('packing@example.com');
    await begin();
    world.mailer.answerNext({ outcome: { kind: 'unknown', reason: 'SendGrid failed (500)' }, taken: true });
    await handOverAt('2026-03-02T17:00');
    await handOverAt('2026-03-02T17:01');
    const [first, second] = world.mailer.taken;
    expect(first?.text).not.toContain('You may have this already');
    expect(second?.text).toContain('You may have this already');
    expect(second?.attachments).toEqual(first?.attachments);
  });

  test('in the hands of a worker that died is taken by another, under the same id', async () => {
    await store(webhook);
    await begin();
    await at('2026-03-02T17:00');
    const dies = { ...world.deliveries, deliver: () => Promise.reject(new Error('the worker is gone')) };
    await expect(handOverDue({ ...world.deps, deliveries: dies })).rejects.toThrow('gone');
    await handOverAt('2026-03-02T17:01');
    expect(world.deliveries.taken).toEqual([]);
    await handOverAt('2026-03-02T17:02');
    expect(world.deliveries.taken).toHaveLength(1);
  });

  test('whose answer comes after another worker has delivered it stays delivered', async () => {
    await store(webhook);
    await begin();
    await at('2026-03-02T17:00');
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
    await handOverAt('2026-03-02T17:02');
    answer({ kind: 'refused', reason: 'too late' });
    await first;
    expect((await world.pool.query('SELECT state, attempts FROM deliveries')).rows).toEqual([
      { state: 'delivered', attempts: 2 },
    ]);
    expect(await told()).toEqual([]);
  });

  test('that is refused is told to managers and admins, and not tried again', async () => {
    await store(webhook);
    await begin();
    world.deliveries.answerNext({ outcome: { kind: 'refused', reason: 'The webhook refused the delivery (400)' } });
    await handOverAt('2026-03-02T17:00');
    const text =
      'welcome-kit (2 lines) to https://pack.example/in is not taken: The webhook refused the delivery (400). It is not tried again.';
    expect(await told()).toEqual([
      { conversation: world.admin.slackUserId, text },
      { conversation: world.manager.slackUserId, text },
    ]);
    await handOverAt('2026-03-04T17:00');
    expect(world.deliveries.taken).toEqual([]);
  });

  test('that waits for somebody is told once a day, and goes out by itself', async () => {
    await store(webhook);
    await begin();
    const outcome = { kind: 'deferred', reason: 'check its address', retryAfterMs: null, cause: 'sender' } as const;
    world.deliveries.answerNext({ outcome }, { outcome });
    await handOverAt('2026-03-02T17:00');
    await handOverAt('2026-03-02T17:01');
    expect((await told()).map(({ text }) => text)).toEqual(
      Array(2).fill(
        'welcome-kit (2 lines) to https://pack.example/in is not taken: check its address. It is tried again by itself.',
      ),
    );
    await handOverAt('2026-03-02T17:05');
    expect(world.deliveries.taken).toHaveLength(1);
  });
});

describe('the webhook of a rule', () => {
  const rule = (url: string) => ({
    id: 'tell',
    name: 'Tell',
    kind: 'rule',
    when: 'immediately',
    do: [{ addTag: 'told' }, { webhook: url }],
  });
  const named = (step: object, index: number) => ({ ...step, id: `tell-${index}`, name: `Tell ${index}` });

  test('is told about the contact, apart from the step, and once', async () => {
    const { id } = await begin(ada, [rule(webhook), mail]);
    expect(await ledger(id)).toMatchObject([{ stepId: 'tell', state: 'fired' }]);
    expect(world.deliveries.taken).toEqual([]);
    await handOverDue(world.deps);
    await handOverDue(world.deps);
    expect(world.deliveries.taken).toMatchObject([
      {
        url: webhook,
        delivery: {
          sequence: { name: 'Outbound' },
          step: { id: 'tell' },
          contact: { email: ada.email, tags: ['told'] },
        },
      },
    ]);
  });

  test('that does not answer is tried once for all that waits for it, and holds up no other', async () => {
    await begin(ada, [rule('https://away.example/in'), rule('https://away.example/in'), rule(webhook)].map(named));
    world.deliveries.answerNext({ outcome: lost });
    await handOverDue(world.deps);
    expect(world.deliveries.taken.map(({ url }) => url)).toEqual([webhook]);
    await handOverAt('2026-03-02T08:00:14');
    expect(world.deliveries.taken).toHaveLength(1);
    await handOverAt('2026-03-02T08:00:15');
    expect(world.deliveries.taken).toHaveLength(3);
  });

  /** Webhooks that answer only when told; resolves with their addresses once so many are asked at the same moment. */
  const hanging = () => {
    const open: string[] = [];
    let most = 0;
    const answers: (() => void)[] = [];
    const waiting: { readonly count: number; readonly reached: () => void }[] = [];
    const tell: typeof world.deliveries.tell = async (event, url) => {
      open.push(url);
      most = Math.max(most, open.length);
      for (const one of waiting) if (open.length >= one.count) one.reached();
      await new Promise<void>((resolve) => void answers.push(resolve));
      open.splice(open.indexOf(url), 1);
      return world.deliveries.tell(event, url);
    };
    return {
      deliveries: { ...world.deliveries, tell },
      whenOpen: (count: number) => new Promise<void>((reached) => void waiting.push({ count, reached })),
      answerAll: async (run: Promise<unknown>) => {
        let isOver = false;
        const over = run.finally(() => {
          isOver = true;
        });
        while (!isOver) {
          for (const answer of answers.splice(0)) answer();
          await Promise.race([over, new Promise(setImmediate)]);
        }
      },
      most: () => most,
    };
  };
  const urlOf = (index: number) => `https://receiver-${index}.example/in`;

  test('that hangs holds up no other address, and eight at the most are asked at once', async () => {
    await begin(ada, Array.from({ length: 12 }, (_, index) => rule(urlOf(index))).map(named));
    const { deliveries, whenOpen, answerAll, most } = hanging();
    const eight = whenOpen(8);
    const run = handOverDue({ ...world.deps, deliveries });
    await eight;
    await answerAll(run);
    expect(most()).toBe(8);
    expect(world.deliveries.taken).toHaveLength(12);
  });

  test('of one address come one after the other, in order, also when others come meanwhile and from several workers', async () => {
    await begin(ada, Array.from({ length: 5 }, () => rule(webhook)).map(named));
    const { deliveries, whenOpen, answerAll, most } = hanging();
    const one = whenOpen(1);
    const run = handOverDue({ ...world.deps, deliveries });
    await one;
    expect(await handOverDue(world.deps)).toBe(0);
    expect((await world.store.read.parcels.nextDueAt())?.toISO()).toBe('2026-03-02T16:02:00.000Z');
    await answerAll(run);
    expect(most()).toBe(1);
    const steps = world.deliveries.taken.map(({ delivery }) => ('step' in delivery ? delivery.step.id : null));
    expect(steps).toEqual(['tell-0', 'tell-1', 'tell-2', 'tell-3', 'tell-4']);
  });

  test('that fails ten times, for more than an hour, lets those after it by', async () => {
    await begin(ada, [rule(webhook), rule(webhook)].map(named));
    const tell: typeof world.deliveries.tell = async (event, url) =>
      event.step.id === 'tell-0' ? lost : world.deliveries.tell(event, url);
    for (let hour = 8; hour < 18; hour += 1) {
      expect(world.deliveries.taken).toEqual([]);
      await at(`2026-03-02T${String(hour).padStart(2, '0')}:00`);
      await handOverDue({ ...world.deps, deliveries: { ...world.deliveries, tell } });
    }
    await at('2026-03-02T18:00');
    await handOverDue({ ...world.deps, deliveries: { ...world.deliveries, tell } });
    expect(world.deliveries.taken).toHaveLength(1);
  });

  test('that refuses it is told to managers', async () => {
    await begin(ada, [rule(webhook)]);
    world.deliveries.answerNext({ outcome: { kind: 'refused', reason: 'The webhook takes no more (410)' } });
    await handOverDue(world.deps);
    expect((await told())[0]?.text).toBe(
      'What the rule “Tell” of Outbound tells to https://pack.example/in is not taken: The webhook takes no more (410). It is not tried again.',
    );
  });
});

describe('importing', () => {
  const listFile = (to: string) =>
    `list: welcome-kit\nitems:\n  - { item: Mug, quantity: 2 }\ndeliver: { to: "${to}", at: "17:00" }\n`;
  const sequenceFile = 'name: Gifts\nsteps:\n  - { id: gift, kind: fulfillment, fulfillment: { list: welcome-kit } }\n';
  const run = (to: string) =>
    importFiles(world.app, [
      { name: 'gifts.yml', content: sequenceFile },
      { name: 'kit.yml', content: listFile(to) },
    ]);

  test('brings a list in beside the sequence that uses it', async () => {
    expect(await run('packing@example.com')).toMatchObject({
      ok: true,
      imported: { lists: [{ name: 'welcome-kit', kind: 'created' }], sequences: [{ kind: 'created' }] },
    });
    expect(await run('packing@example.com')).toMatchObject({ imported: { lists: [{ kind: 'unchanged' }] } });
  });

  test('refuses a webhook that is not encrypted, with its line', async () => {
    expect(await run('http://pack.example/in')).toMatchObject({
      ok: false,
      problems: [{ file: 'kit.yml', line: 4, path: 'deliver.to', message: 'A webhook begins with https://.' }],
    });
  });
});
