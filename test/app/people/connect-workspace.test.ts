import { createDatabaseClock } from '../../../src/adapters/postgres/clock.js';
import { createStore } from '../../../src/adapters/prisma/store.js';
import { importFiles } from '../../../src/app/importing/importFiles.js';
import { connectWorkspace } from '../../../src/app/people/connectWorkspace.js';
import { identifyMember } from '../../../src/app/people/identifyMember.js';
import { createTestDatabase, type TestDatabase } from '../../support/database.js';
import { ids } from '../../support/ids.js';
import { aPerson, createMemoryDirectory } from '../../support/memory-directory.js';

let database: TestDatabase;
beforeEach(async () => {
  database = await createTestDatabase();
});
afterEach(() => database.drop());

function given(zone: string | null = null) {
  const store = createStore(database);
  const directory = createMemoryDirectory([aPerson('ana', { name: 'Ana Ruiz' })]);
  const settings = { admins: [], zone, mailFrom: null };
  return {
    store,
    clock: createDatabaseClock(database.pool),
    ids,
    directory,
    texter: null,
    postcards: null,
    deliveries: { mayBePlain: false },
    settings,
    poke: () => {},
  };
}

test('the first start makes a workspace, the next finds it', async () => {
  const deps = given();
  const first = await connectWorkspace(deps);
  expect(first).toMatchObject({ slackTeamId: 'T1', name: 'Harbor Analytics', zone: 'UTC', zoneIsSet: false });
  expect(await connectWorkspace(deps)).toMatchObject(first);
});

test('the zone is that of the configuration, but not over one that was chosen', async () => {
  const deps = given('Europe/Oslo');
  const { id } = await connectWorkspace(deps);
  expect(await deps.store.read.workspaces.byId(id)).toMatchObject({ zone: 'Europe/Oslo', zoneIsSet: true });
  await deps.store.read.workspaces.update(id, { zone: 'Asia/Tokyo' });
  expect(await connectWorkspace(deps)).toMatchObject({ zone: 'Asia/Tokyo' });
});

test('without one configured, the zone is that of the first admin in Slack', async () => {
  const deps = given();
  deps.directory.everybody.push(aPerson('boss', { isAdmin: true, zone: 'Europe/Rome' }));
  expect(await connectWorkspace(deps)).toMatchObject({ zone: 'Europe/Rome', zoneIsSet: true });
});

test('what was imported before is taken over, with its owners', async () => {
  const deps = given();
  const { directory: _slack, ...offline } = deps;
  const content = 'email,owner\nada@example.com,ana@harbor.example\n';
  const result = await importFiles(offline, [{ name: 'contacts.csv', content }]);
  if (!result.ok) throw new Error(JSON.stringify(result));
  const workspace = await connectWorkspace(deps);
  expect(workspace).toMatchObject({ id: result.imported.workspace.id, slackTeamId: 'T1' });
  const ada = await deps.store.read.contacts.byEmail(workspace.id, 'ada@example.com');
  const ana = await deps.store.read.members.byId(ada?.ownerId ?? '');
  expect(ana).toMatchObject({ slackUserId: 'UANA', name: 'Ana Ruiz' });
  expect(await identifyMember(deps, { workspaceId: workspace.id, slackUserId: 'UANA' })).toMatchObject({
    member: { id: ana?.id },
  });
});

test('two programs that start at once share one workspace', async () => {
  const deps = given();
  const [one, other] = await Promise.all([connectWorkspace(deps), connectWorkspace(deps)]);
  expect(one.id).toBe(other.id);
  expect(await deps.store.read.workspaces.all()).toHaveLength(1);
});
