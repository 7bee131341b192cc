import { DateTime } from 'luxon';
import { saveContact } from '../../../src/app/contacts/saveContact.js';
import { enrollContacts } from '../../../src/app/enrolling/enrollContacts.js';
import { previewEnrollment } from '../../../src/app/enrolling/previewEnrollment.js';
import { explainEnrollment } from '../../../src/app/enrollments/explainEnrollment.js';
import { removeFromSequence } from '../../../src/app/enrollments/removeFromSequence.js';
import { fireDue } from '../../../src/app/firing/fireDue.js';
import { lookUpDue } from '../../../src/app/firing/lookUp.js';
import { sendTest } from '../../../src/app/overview/sendTest.js';
import type { SendingOutcome } from '../../../src/app/ports/sending-outcome.js';
import { showNotice } from '../../../src/app/posting/showNotice.js';
import { saveTemplate } from '../../../src/app/sequences/saveTemplate.js';
import { type AppWorld, createAppWorld } from '../../support/app-world.js';
import { noticesOf } from './notices.js';

const card = { id: 'card', name: 'Hello card', kind: 'postcard', when: 'immediately', template: 'hello-card' };
const mail = {
  id: 'mail',
  kind: 'email',
  when: { days: 2, at: '09:00' },
  email: { subject: 'Hello', body: 'Hi there.' },
};
const fields = { street: '210 King St', city: 'San Francisco', state: 'California', zip: '94107' };
const ada = { email: 'ada@example.com', firstName: 'Ada', lastName: 'Lovelace', fields };
const lost: SendingOutcome = { kind: 'unknown', reason: 'Lob failed (500)' };

let world: AppWorld;
beforeEach(async () => {
  world = await createAppWorld();
  await store({ front: '<h1>Hi {{ contact.firstName }}</h1>', back: '<p>From {{ owner.name }}</p>' });
});
afterEach(() => world.close());

const store = async (sides: { front: string; back: string }, size: '4x6' | '6x9' = '4x6') => {
  const now = await world.clock.now();
  await world.store.transact((tables) =>
    saveTemplate(
      { tables, ids: world.ids, now },
      {
        workspaceId: world.workspace.id,
        template: { name: 'hello-card', kind: 'postcard', content: { size, ...sides } },
        savedById: null,
        customFields: 'any',
      },
    ),
  );
};
const begin = async (contact: object = ada, steps: readonly object[] = [card, mail]) =>
  (await world.enrollIn(await world.publish({ steps }), contact)).enrollment;
const stored = (id: string) => world.store.read.enrollments.byId(id);
const ledger = (id: string) => world.store.read.executions.ofEnrollment(id);
const at = (time: string) => world.clock.freezeAt(DateTime.fromISO(time, { zone: world.workspace.zone }).toUTC());
const notices = () => noticesOf(world.pool);

describe('a postcard', () => {
  test('is printed from its stored sides, to the address in the fields, and the cadence goes on', async () => {
    const enrollment = await begin();
    await world.fireAt('2026-03-02T08:00');
    const [row] = await ledger(enrollment.id);
    expect(world.postcards.taken).toMatchObject([
      {
        executionId: row?.id,
        to: { name: 'Ada Lovelace', line1: '210 King St', state: 'CA', country: 'US' },
        from: { company: 'Harbor Analytics' },
        size: '4x6',
        front: '<h1>Hi Ada</h1>',
        back: '<p>From Ana Ruiz</p>',
      },
    ]);
    expect(row).toMatchObject({
      kind: 'postcard',
      state: 'fired',
      providerMessageId: 'memory-postcard-1',
      summary: { to: 'Ada Lovelace, San Francisco, US', subject: 'hello-card' },
    });
    expect((await stored(enrollment.id))?.progress.pending?.stepId).toBe('mail');
    const why = await explainEnrollment(world.app, { actor: world.rep, email: ada.email, sequence: null });
    const events = why.ok ? why.why.enrollments[0]?.events.map(({ text }) => text) : [];
    expect(events).toContain('Postcard “Hello card” (hello-card) was sent off');
  });

  test('goes to the address as the post office spells it', async () => {
    await begin();
    const verify = async (address: Parameters<typeof world.postcards.verify>[0]) =>
      ({ kind: 'deliverable', address: { ...address, line1: '210 King Street', zip: '94107-1702' } }) as const;
    await fireDue({ ...world.deps, postcards: { ...world.postcards, verify } });
    expect(world.postcards.taken).toMatchObject([{ to: { line1: '210 King Street', zip: '94107-1702' } }]);
  });

  test('to where no post goes is held with the reason before anything is printed', async () => {
    const enrollment = await begin();
    world.postcards.checkAs({ kind: 'undeliverable', reason: 'The post office does not know that address.' });
    await world.fireAt('2026-03-02T08:00');
    expect(world.postcards.taken).toEqual([]);
    expect(await stored(enrollment.id)).toMatchObject({
      hold: 'failed',
      holdReason: 'The post office does not know that address',
    });
    const [refused] = await notices();
    expect(refused).toMatchObject({ conversation: 'UANA', notice: { kind: 'failed' } });
    const shown = await showNotice(world.store.read, refused.id, refused.notice, await world.clock.now());
    expect(shown).toMatchObject({
      text: 'The post office does not know that address. ada@example.com waits in Outbound until you decide.',
      buttons: [
        { label: 'Try again' },
        { action: 'open-contact', label: 'Open the contact', value: enrollment.contactId },
        { label: 'Go on without it' },
        { label: 'Stop the cadence' },
      ],
    });
  });

  test.each(['doubtful', 'unknown'] as const)('goes out as it stands where its address is %s', async (kind) => {
    await begin();
    const verify = async (address: Parameters<typeof world.postcards.verify>[0]) =>
      ({ kind, address, reason: 'Who knows.' }) as const;
    await fireDue({ ...world.deps, postcards: { ...world.postcards, verify } });
    expect(world.postcards.taken).toMatchObject([{ to: { line1: '210 King St' } }]);
  });

  test('without an address is held until that is filled in, and goes out then', async () => {
    const enrollment = await begin({ ...ada, fields: { city: 'San Francisco', state: 'CA' } });
    await world.fireAt('2026-03-02T08:00');
    expect(await stored(enrollment.id)).toMatchObject({
      hold: 'blank-field',
      holdReason: 'contact.fields.street, contact.fields.zip',
    });
    const [{ id, notice }] = await notices();
    const shown = await showNotice(world.store.read, id, notice, await world.clock.now());
    expect(shown?.text).toBe(
      'street and zip are blank for ada@example.com in Outbound. Fill them in, and the postcard goes out.',
    );
    await saveContact(world.app, { actor: world.rep, email: ada.email, details: { fields } });
    await world.fireAt('2026-03-02T08:01');
    expect(world.postcards.taken).toHaveLength(1);
  });

  test.each([
    ['to an address that cannot be', { fields: { ...fields, zip: '9' } }, '<b>', '4x6', '9 is not a US zip code'],
    [
      'that is too long',
      { fields: { ...fields, motto: 'x'.repeat(10_000) } },
      '<b>{{ contact.fields.motto }}',
      '4x6',
      'its front has 10003 characters once filled in',
    ],
    [
      'too large for abroad',
      { fields: { street: '1 Unter den Linden', city: 'Berlin', zip: '10117', country: 'Germany' } },
      '<b>',
      '6x9',
      'abroad a card is 4x6',
    ],
  ] as const)('%s is held with the reason', async (_what, contact, front, size, reason) => {
    await store({ front, back: '<b>' }, size);
    const enrollment = await begin({ ...ada, ...contact });
    await world.fireAt('2026-03-02T08:00');
    expect(await stored(enrollment.id)).toMatchObject({ hold: 'failed', holdReason: expect.stringContaining(reason) });
    expect(world.postcards.taken).toEqual([]);
  });
});

describe('enrolling somebody in a sequence with a postcard', () => {
  const request = () => ({ actor: world.rep, emails: [ada.email], sequenceName: 'outbound' });
  const verdict = async () => {
    const outcome = await previewEnrollment(world.app, request());
    return outcome.ok ? outcome.preview.addresses[0] : undefined;
  };
  const details = (given: Record<string, string>) => ({ [ada.email]: { firstName: 'Ada', fields: given } });

  test('asks for what their address lacks, as for any blank field', async () => {
    await world.publish({ steps: [card] });
    expect(await verdict()).toMatchObject({ blocker: { kind: 'blank-fields' } });
    expect((await verdict())?.blanks.map(({ field }) => field)).toEqual(
      expect.arrayContaining(['fields.street', 'fields.city', 'fields.state', 'fields.zip']),
    );
    const outcome = await enrollContacts(world.app, { ...request(), details: details(fields) });
    expect(outcome).toMatchObject({ ok: true, enrolled: [{ email: ada.email }] });
  });

  test('says what is wrong with it', async () => {
    await world.publish({ steps: [card] });
    const outcome = await previewEnrollment(world.app, { ...request(), details: details({ ...fields, zip: '9' }) });
    expect(outcome.ok && outcome.preview.addresses[0]?.blocker).toMatchObject({
      kind: 'wrong-address',
      stepLabel: 'Hello card',
      message: expect.stringContaining('9 is not a US zip code'),
    });
  });
});

describe('a postcard whose answer never came', () => {
  const tryIt = async (taken: boolean) => {
    const enrollment = await begin();
    world.postcards.answerNext({ outcome: lost, taken });
    await world.fireAt('2026-03-02T08:00');
    expect(await stored(enrollment.id)).toMatchObject({ hold: 'uncertain' });
    return enrollment;
  };

  test.each([
    ['once where the printer has it', true],
    ['where the printer does not have it', false],
  ])('is handed over again a minute later, and made %s', async (_what, taken) => {
    const enrollment = await tryIt(taken);
    await at('2026-03-02T08:01');
    expect(await lookUpDue(world.deps, 'postcard')).toBe(1);
    expect(world.postcards.taken).toHaveLength(1);
    expect(await ledger(enrollment.id)).toMatchObject([{ state: 'fired', providerMessageId: 'memory-postcard-1' }]);
    expect(await stored(enrollment.id)).toMatchObject({ hold: null, progress: { pending: { stepId: 'mail' } } });
    expect(await notices()).toEqual([]);
  });

  test('is not handed over again when its cadence has ended: it is only looked for', async () => {
    const enrollment = await tryIt(false);
    const target = { kind: 'enrollment', enrollmentId: enrollment.id } as const;
    expect(await removeFromSequence(world.app, { actor: world.rep, target })).toMatchObject({ ok: true });
    await at('2026-03-02T08:01');
    await lookUpDue(world.deps, 'postcard');
    expect(world.postcards.taken).toEqual([]);
    expect(await ledger(enrollment.id)).toMatchObject([{ state: 'cancelled' }]);
  });

  test('is looked for when the printer may have forgotten its id', async () => {
    const enrollment = await tryIt(true);
    await at('2026-03-03T07:01');
    const create = async () => {
      throw new Error('it is handed over a day later');
    };
    await lookUpDue({ ...world.deps, postcards: { ...world.postcards, create } }, 'postcard');
    expect(await ledger(enrollment.id)).toMatchObject([{ state: 'fired', providerMessageId: 'memory-postcard-1' }]);
  });

  test('is looked for when it was tried a day ago by a worker that nobody missed for as long', async () => {
    const enrollment = await tryIt(true);
    await world.pool.query("UPDATE executions SET settled_at = settled_at + interval '22 hours'");
    await at('2026-03-03T09:00');
    const create = async () => {
      throw new Error('it is handed over a day later');
    };
    await lookUpDue({ ...world.deps, postcards: { ...world.postcards, create } }, 'postcard');
    expect(await ledger(enrollment.id)).toMatchObject([{ state: 'fired' }]);
  });

  test('is a question to its owner when the printer says nothing for more than a day', async () => {
    await tryIt(true);
    const silent = { ok: false, reason: 'Lob cannot be reached' } as const;
    const postcards = { ...world.postcards, create: async () => lost, find: async () => silent };
    await at('2026-03-02T08:01');
    await lookUpDue({ ...world.deps, postcards }, 'postcard');
    await at('2026-03-03T08:00');
    await lookUpDue({ ...world.deps, postcards }, 'postcard');
    expect(await notices()).toEqual([]);
    await at('2026-03-03T09:01');
    await lookUpDue({ ...world.deps, postcards }, 'postcard');
    const [{ id, notice }] = await notices();
    const shown = await showNotice(world.store.read, id, notice, await world.clock.now());
    expect(shown).toMatchObject({ title: 'Was this postcard sent?', buttons: [{ label: 'It was sent' }, {}] });
  });
});

test('a test of a postcard prints none, and says where it would go', async () => {
  await world.publish({ steps: [card] });
  const outcome = await sendTest(world.app, {
    actor: world.rep,
    sequence: 'outbound',
    step: null,
    contactEmail: null,
  });
  expect(outcome).toMatchObject({
    ok: false,
    why: 'a postcard is only printed for real. This one, 4x6 inches, would go to Ada Lovelace, San Francisco, US',
  });
  expect(world.postcards.taken).toEqual([]);
});
