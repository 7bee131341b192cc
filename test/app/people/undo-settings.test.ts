import { changeSettings, type SettingsChange } from '../../../src/app/people/changeSettings.js';
import { showSettings } from '../../../src/app/people/showSettings.js';
import { undoSettings } from '../../../src/app/people/undoSettings.js';
import { type AppWorld, createAppWorld } from '../../support/app-world.js';

/** Taking settings back. */
let world: AppWorld;
beforeEach(async () => {
  world = await createAppWorld();
});
afterEach(() => world.close());

const change = async (asked: SettingsChange) => {
  const outcome = await changeSettings(world.app, { actor: world.admin, change: asked });
  if (!outcome.ok) throw new Error(outcome.reason);
  return outcome.entryIds;
};
const undo = (entryIds: readonly string[], actor = world.admin) => undoSettings(world.app, { actor, entryIds });
const settings = () => showSettings(world.app, { actor: world.admin });
const all: SettingsChange = {
  zone: 'Europe/Oslo',
  delayGridMinutes: 15,
  lateAfterMinutes: 60,
  mailFrom: 'team@harbor.example',
  addSenders: ['@harbor.example'],
  postalAddress: '2 Pier Road, Portland',
  addManagers: [{ by: 'slack-id', slackUserId: 'UANA' }],
  removeManagers: [{ by: 'slack-id', slackUserId: 'UMIA' }],
};

test('what one change did is taken back whole, managers too; and that can be taken back', async () => {
  const before = await settings();
  const entryIds = await change(all);
  const after = await settings();
  const undone = await undo(entryIds);
  expect(undone).toMatchObject({ ok: true, changed: expect.arrayContaining(['zone', 'managers']) });
  expect(await settings()).toEqual(before);
  if (undone.ok) await undo(undone.entryIds);
  expect(await settings()).toEqual(after);
});

test('where one of them was set again since, nothing is taken back, and it is named', async () => {
  const entryIds = await change(all);
  await change({ lateAfterMinutes: 30, addManagers: [{ by: 'slack-id', slackUserId: 'UMIA' }] });
  const before = await settings();
  expect(await undo(entryIds)).toEqual({
    ok: false,
    reason: 'changed-since',
    settings: ['lateAfterMinutes', 'managers'],
  });
  expect(await settings()).toEqual(before);
});

test('a second time nothing is changed', async () => {
  const entryIds = await change({ zone: 'Europe/Oslo' });
  await undo(entryIds);
  expect(await undo(entryIds)).toEqual({ ok: false, reason: 'changed-since', settings: ['zone'] });
});

test('takes an admin, and entries of settings', async () => {
  const entryIds = await change({ zone: 'Europe/Oslo' });
  expect(await undo(entryIds, world.manager)).toEqual({ ok: false, reason: 'not-allowed', needs: 'admin' });
  expect(await undo([])).toEqual({ ok: false, reason: 'gone' });
  expect(await undo([...entryIds, world.ids.next()])).toEqual({ ok: false, reason: 'gone' });
  expect(await settings()).toMatchObject({ zone: 'Europe/Oslo' });
});
