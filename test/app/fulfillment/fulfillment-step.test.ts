import { enrollContacts } from '../../../src/app/enrolling/enrollContacts.js';
import { importFiles } from '../../../src/app/importing/importFiles.js';
import { aContact } from '../../support/people.js';
import {
  ada,
  createFulfillmentWorld,
  type FulfillmentWorld,
  fields,
  gift,
  mail,
  webhook,
} from './fulfillment-world.js';

/** How somebody comes onto a list: by a step, whose address is asked for when they are enrolled. */
let world: FulfillmentWorld;
beforeEach(async () => {
  world = await createFulfillmentWorld();
});
afterEach(() => world.close());

describe('a fulfillment step', () => {
  test('puts the contact on its list, every item of it, and the cadence goes on', async () => {
    await world.storeList(webhook);
    const { id } = await world.begin();
    const [row] = await world.ledger(id);
    expect(row).toMatchObject({ kind: 'fulfillment', state: 'fired' });
    expect(await world.store.read.parcels.openLines(world.workspace.id)).toMatchObject([
      { id: `${row?.id}.1`, item: 'Mug', quantity: 2, contact: { name: 'Ada Lovelace' }, address: { zip: '94107' } },
      { id: `${row?.id}.2`, item: 'Card', quantity: 1 },
    ]);
    expect((await world.store.read.enrollments.byId(id))?.progress.pending?.stepId).toBe('mail');
  });

  test('is held with the reason where its list is not stored', async () => {
    const { id } = await world.begin();
    expect(await world.store.read.enrollments.byId(id)).toMatchObject({
      hold: 'failed',
      holdReason: 'there is no list called welcome-kit',
    });
  });

  test('keeps the contact on the list whose address is not known', async () => {
    await world.storeList(webhook);
    await world.begin({ ...ada, fields: {} });
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
    await world.storeList(webhook);
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
      problems: [
        { file: 'kit.yml', line: 4, path: 'deliver.to', message: 'A webhook begins with https://: write it so.' },
      ],
    });
  });
});
