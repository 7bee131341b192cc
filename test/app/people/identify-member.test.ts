import { findMember } from '../../../src/app/people/findMember.js';
import { identifyMember } from '../../../src/app/people/identifyMember.js';
import { type AppWorld, createAppWorld } from '../../support/app-world.js';
import { aPerson } from '../../support/memory-directory.js';

let world: AppWorld;
beforeEach(async () => {
  world = await createAppWorld();
});
afterEach(() => world.close());

const identify = (slackUserId: string, app = world.app) =>
  identifyMember(app, { workspaceId: world.workspace.id, slackUserId });

async function daysLater(days: number) {
  await world.clock.freezeAt((await world.clock.now()).plus({ days }));
}

test('somebody new is asked about once and remembered', async () => {
  world.directory.everybody.push(aPerson('ben', { name: 'Ben Okafor', zone: 'Europe/London' }));
  const first = await identify('UBEN');
  expect(first).toMatchObject({ ok: true, member: { handle: 'ben', name: 'Ben Okafor', zone: 'Europe/London' } });
  expect(await identify('UBEN')).toEqual(first);
  expect(world.directory.asked()).toBe(1);
});

test('after a day Slack is asked again: a new name counts, a manager stays one', async () => {
  world.directory.everybody.push(aPerson('mia', { name: 'Mia Berg' }));
  await daysLater(2);
  expect(await identify('UMIA')).toMatchObject({
    ok: true,
    member: { id: world.manager.id, name: 'Mia Berg', isManager: true },
  });
});

test('while Slack is away, who is known stays known, and a stranger cannot be judged', async () => {
  await daysLater(2);
  world.directory.goAway();
  expect(await identify('UANA')).toMatchObject({ ok: true, member: { id: world.rep.id } });
  await expect(identify('UNEW')).rejects.toThrow('Slack cannot be reached');
});

test.each([
  ['a guest, a bot or somebody of another workspace is refused', { isRefused: true }, 'refused'],
  ['nobody of that id is unknown', null, 'unknown-person'],
] as const)('%s', async (_title, person, reason) => {
  if (person !== null) world.directory.everybody.push(aPerson('gus', person));
  expect(await identify('UGUS')).toMatchObject({ ok: false, reason });
});

test('somebody who left is refused once Slack says so', async () => {
  world.directory.everybody.push(aPerson('mia', { isRefused: true }));
  await daysLater(2);
  expect(await identify('UMIA')).toMatchObject({ ok: false, reason: 'refused' });
});

test('the configuration makes admins by id and by address', async () => {
  for (const admins of [['uana'], ['ana@harbor.example']]) {
    const app = { ...world.app, settings: { ...world.app.settings, admins } };
    expect(await identify('UANA', app)).toMatchObject({ ok: true, member: { isSlackAdmin: true } });
  }
  expect(await identify('UANA')).toMatchObject({ ok: true, member: { isSlackAdmin: false } });
});

test('an owner that an import named by address is the person of that address', async () => {
  const imported = await world.member('ben', { slackUserId: null, name: 'ben', email: 'Ben@Harbor.example' });
  world.directory.everybody.push(aPerson('ben', { slackUserId: 'U9', name: 'Ben Okafor' }));
  expect(await identify('U9')).toMatchObject({
    ok: true,
    member: { id: imported.id, slackUserId: 'U9', name: 'Ben Okafor' },
  });
});

test('several at once make one member', async () => {
  world.directory.everybody.push(aPerson('ben'));
  const found = await world.atOnce(Array.from({ length: 5 }, () => () => identify('UBEN')));
  expect(new Set(found.map((one) => one.ok && one.member.id)).size).toBe(1);
  const members = await world.store.read.members.all(world.workspace.id);
  expect(members.filter(({ handle }) => handle === 'ben')).toHaveLength(1);
});

test('the first admin gives the account zone, others do not', async () => {
  await world.store.read.workspaces.update(world.workspace.id, { zone: 'UTC', zoneIsSet: false });
  const zone = async () => (await world.store.read.workspaces.byId(world.workspace.id))?.zone;
  world.directory.everybody.push(
    aPerson('rep', { zone: 'Asia/Tokyo' }),
    aPerson('boss', { isAdmin: true, zone: 'Europe/Oslo' }),
    aPerson('chief', { isAdmin: true, zone: 'Europe/Rome' }),
  );
  await identify('UREP');
  expect(await zone()).toBe('UTC');
  await identify('UBOSS');
  await identify('UCHIEF');
  expect(await zone()).toBe('Europe/Oslo');
  expect(await world.audit()).toMatchObject([{ action: 'settings', subject: 'zone', detail: { to: 'Europe/Oslo' } }]);
});

describe('finding whom somebody means', () => {
  const find = (reference: Parameters<typeof findMember>[1]['reference']) =>
    findMember(world.app, { actor: world.rep, reference });

  test('by handle, address, Slack id or "me"', async () => {
    world.directory.everybody.push(aPerson('ben'));
    expect(await find({ by: 'me' })).toEqual({ ok: true, member: world.rep });
    expect(await find({ by: 'handle', handle: 'Mia' })).toMatchObject({ ok: true, member: { id: world.manager.id } });
    expect(await find({ by: 'email', email: 'ben@harbor.example' })).toMatchObject({
      ok: true,
      member: { handle: 'ben' },
    });
    expect(await find({ by: 'slack-id', slackUserId: 'UBEN' })).toMatchObject({ ok: true, member: { handle: 'ben' } });
  });

  test('nobody is listed to find an address; a slip in one is answered with the nearest member', async () => {
    world.directory.everybody.push(aPerson('ben'));
    expect(await find({ by: 'email', email: 'Ben@harbor.example' })).toMatchObject({ ok: true });
    expect(await find({ by: 'email', email: 'bem@harbor.example' })).toMatchObject({
      reason: 'unknown-person',
      nearest: 'ben@harbor.example',
    });
    expect(world.directory.listed()).toBe(0);
  });

  test('two letters in the wrong order are a slip; somebody else altogether is not suggested', async () => {
    world.directory.everybody.push(aPerson('ben', { name: 'Ben Okafor' }));
    expect(await find({ by: 'handle', handle: 'bne' })).toMatchObject({ nearest: '@ben' });
    expect(await find({ by: 'handle', handle: 'zoa' })).toMatchObject({ nearest: null });
  });

  test('a slip is answered with the nearest, a guest is refused', async () => {
    world.directory.everybody.push(aPerson('gus', { isRefused: true }));
    expect(await find({ by: 'handle', handle: 'anna' })).toEqual({
      ok: false,
      reason: 'unknown-person',
      named: '@anna',
      nearest: '@ana',
    });
    expect(await find({ by: 'handle', handle: 'gus' })).toMatchObject({ ok: false, reason: 'refused-person' });
  });
});
