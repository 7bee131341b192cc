import { claimShares } from '../../../src/adapters/prisma/claim-shares.js';
import { newWorkspace } from '../../../src/app/people/newWorkspace.js';
import { createWorld, monday, type World } from '../../support/world.js';

let world: World;
beforeEach(async () => {
  world = await createWorld();
});
afterEach(() => world.close());

/** The shares of a claim of ten, and the statements that were asked for them. */
async function shared(newer: readonly string[] = []) {
  const asked: string[] = [];
  const shares = await claimShares(
    (statement, values) => {
      asked.push(statement.name);
      return world.statements.read(statement, values);
    },
    { asked: ['email', (await world.clock.now()).toJSDate()], limit: 10, newer: new Set(newer) },
  );
  return { shares, asked };
}

async function anotherWorkspace() {
  const settings = { zone: world.workspace.zone, zoneIsSet: true, mailFrom: null, postalAddress: null };
  const another = newWorkspace({ id: world.ids.next(), slackTeamId: 'T2', name: 'Northwind', ...settings });
  await world.store.read.workspaces.create(another, monday);
}

/** Three mails that are due. */
async function due() {
  const mail = { id: 'intro', kind: 'email', when: 'immediately', email: { subject: 'Hi', body: 'Hi' } };
  const version = await world.publish({ steps: [mail] });
  for (const name of ['ada', 'bo', 'cy']) await world.enrollIn(version, { email: `${name}@example.com` });
  return version;
}

test('the only workspace has all of a claim, and nobody counts what it has due', async () => {
  await due();
  expect(await shared()).toEqual({
    shares: [{ workspaceId: world.workspace.id, share: 10 }],
    asked: ['first-workspaces'],
  });
});

test('of several each has what it has due, and those that have nothing due have none', async () => {
  await due();
  await anotherWorkspace();
  expect((await shared()).shares).toEqual([{ workspaceId: world.workspace.id, share: 3 }]);
});

test('what only a newer program can read counts for nobody', async () => {
  const { id } = await due();
  await anotherWorkspace();
  expect((await shared([id])).shares).toEqual([]);
});

test('before there is any workspace nobody has a share', async () => {
  await world.pool.query('TRUNCATE workspaces CASCADE');
  expect((await shared()).shares).toEqual([]);
});
