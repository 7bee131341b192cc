import { saveList } from '../../../src/app/fulfillment/saveList.js';
import { changeSettings, type SettingsChange } from '../../../src/app/people/changeSettings.js';
import { showSettings } from '../../../src/app/people/showSettings.js';
import { type AppWorld, createAppWorld } from '../../support/app-world.js';

let world: AppWorld;
beforeEach(async () => {
  world = await createAppWorld();
});
afterEach(() => world.close());

const change = (asked: SettingsChange, actor = world.admin) => changeSettings(world.app, { actor, change: asked });

test('everybody sees the settings, only an admin may change them', async () => {
  const shown = await showSettings(world.app, { actor: world.rep });
  expect(shown).toMatchObject({
    zone: 'America/Los_Angeles',
    delayGridMinutes: 30,
    lateAfterMinutes: 240,
    mailFrom: 'sales@harbor.example',
    managers: [{ name: 'mia' }],
    admins: [{ name: 'adam' }],
    mayChange: false,
  });
  expect(await change({ zone: 'UTC' }, world.manager)).toEqual({ ok: false, reason: 'not-allowed', needs: 'admin' });
});

test('what is changed is stored, and written down once', async () => {
  const asked = { zone: 'europe/oslo', delayGridMinutes: 15, lateAfterMinutes: 60, mailFrom: 'Team@Harbor.example' };
  expect(await change({ ...asked, postalAddress: '2 Pier Road, Portland' })).toMatchObject({
    ok: true,
    changed: ['zone', 'delayGridMinutes', 'lateAfterMinutes', 'mailFrom', 'postalAddress'],
    settings: {
      zone: 'Europe/Oslo',
      delayGridMinutes: 15,
      lateAfterMinutes: 60,
      postalAddress: '2 Pier Road, Portland',
    },
  });
  expect(await change({ delayGridMinutes: 15 })).toMatchObject({ ok: true, changed: [] });
  expect(await world.audit()).toHaveLength(5);
});

test('senders are added and taken away one by one or all at once, each once', async () => {
  const listed = async (asked: SettingsChange) => {
    const outcome = await change(asked);
    return outcome.ok ? outcome.settings.mailSenders : outcome;
  };
  expect(await listed({ addSenders: ['Ana@harbor.example', '@Team.example'] })).toEqual([
    'Ana@harbor.example',
    '@team.example',
  ]);
  expect(await listed({ addSenders: ['ana@Harbor.example'] })).toEqual(['Ana@harbor.example', '@team.example']);
  expect(await listed({ removeSenders: ['ANA@harbor.example'] })).toEqual(['@team.example']);
  expect(await listed({ mailSenders: ['ben@harbor.example', 'cy@harbor.example'] })).toEqual([
    'ben@harbor.example',
    'cy@harbor.example',
  ]);
  expect(await change({ addSenders: ['ana', '@nowhere'] })).toMatchObject({
    reason: 'invalid',
    problems: [{ field: 'mailSenders' }, { field: 'mailSenders' }],
  });
});

test('how much a sender may send is a whole number of mails, or nothing', async () => {
  expect(await change({ mailsPerHour: 100, mailsPerDay: 500 })).toMatchObject({
    ok: true,
    changed: ['mailsPerHour', 'mailsPerDay'],
    settings: { mailsPerHour: 100, mailsPerDay: 500 },
  });
  expect(await change({ mailsPerDay: null })).toMatchObject({ ok: true, changed: ['mailsPerDay'] });
  for (const wrong of [0, -1, 1.5, 1_000_001]) {
    expect(await change({ mailsPerHour: wrong })).toMatchObject({
      reason: 'invalid',
      problems: [{ field: 'mailsPerHour', message: expect.stringContaining('from 1 to 1,000,000') }],
    });
  }
});

test('everything wrong is told at once, by setting, and nothing is changed', async () => {
  const outcome = await change({
    zone: 'Mars/Base',
    delayGridMinutes: 7,
    lateAfterMinutes: -1,
    mailFrom: 'nobody',
    postalAddress: '?',
    addManagers: [{ by: 'handle', handle: 'anna' }],
  });
  if (outcome.ok || outcome.reason !== 'invalid') throw new Error('accepted');
  expect(outcome.problems.map(({ field }) => field)).toEqual([
    'zone',
    'delayGridMinutes',
    'lateAfterMinutes',
    'mailFrom',
    'postalAddress',
    'managers',
  ]);
  expect(outcome.problems.at(-1)?.message).toBe('Nobody here is @anna; did you mean @ana?');
  expect(await world.audit()).toEqual([]);
});

test('taking a sender away names the sequences whose mails come from it, those of another or of the owner not', async () => {
  const from = (id: string, address: string) => ({
    id,
    kind: 'email',
    from: { address },
    email: { subject: 's', body: 'b' },
  });
  const [ana, ben] = ['ana@team.example', 'ben@harbor.example'];
  await change({ addSenders: ['@team.example', ben] });
  const used = await world.publish({
    name: 'One',
    steps: [from('a', ana), from('b', 'Ana@Team.example'), from('c', ben)],
  });
  await world.publish({ name: 'Two', steps: [from('a', ben), from('b', '{{owner.email}}')] });
  const lost = [{ sequence: { id: used.sequenceId }, addresses: [ana] }];
  expect(await change({ removeSenders: ['@team.example'] })).toMatchObject({
    ok: true,
    lostSenders: { lost, unread: null },
  });
  expect(await change({ removeSenders: ['@team.example'] })).toMatchObject({ ok: true, lostSenders: { lost: [] } });
  const both = [{ sequence: { name: 'One' } }, { sequence: { name: 'Two' } }];
  expect(await change({ removeSenders: [ben] })).toMatchObject({ lostSenders: { lost: both } });
});

test('a sender and a postal address cannot be taken away where the configuration has none', async () => {
  expect(await change({ mailFrom: null, postalAddress: null })).toMatchObject({ ok: false, reason: 'invalid' });
  const settings = { ...world.app.settings, mailFrom: 'a@b.example', postalAddress: '3 Pier Road' };
  const app = { ...world.app, settings };
  const outcome = await changeSettings(app, { actor: world.admin, change: { mailFrom: null, postalAddress: null } });
  expect(outcome).toMatchObject({ ok: true, settings: { mailFrom: 'a@b.example', postalAddress: '3 Pier Road' } });
});

test('managers come and go, one by one or as a whole list', async () => {
  const ana = { by: 'handle', handle: 'ana' } as const;
  const mia = { by: 'handle', handle: 'mia' } as const;
  const names = async () => (await showSettings(world.app, { actor: world.rep })).managers.map(({ name }) => name);
  await change({ addManagers: [ana] });
  expect(await names()).toEqual(['Ana Ruiz', 'mia']);
  await change({ removeManagers: [mia] });
  expect(await names()).toEqual(['Ana Ruiz']);
  await change({ managers: [mia] });
  expect(await names()).toEqual(['mia']);
});

test('admins alone see what receivers of webhooks check signatures with', async () => {
  const now = await world.clock.now();
  const list = {
    name: 'welcome-kit',
    items: [{ item: 'Mug', quantity: 1 }],
    to: { kind: 'webhook', url: 'https://pack.example/in' },
    days: ['mon'],
    at: '17:00',
  } as const;
  await world.store.transact((tables) =>
    saveList({ tables, ids: world.ids, now }, { workspace: world.workspace, list, savedById: null }),
  );
  const [stored] = await world.store.read.parcels.lists(world.workspace.id);
  expect((await showSettings(world.app, { actor: world.admin })).webhookSecrets).toEqual([
    { of: 'list welcome-kit', secret: world.deliveries.secretOf(stored?.id ?? '') },
    { of: 'rules', secret: world.deliveries.secretOf(null) },
  ]);
  expect((await showSettings(world.app, { actor: world.manager })).webhookSecrets).toEqual([]);
});
