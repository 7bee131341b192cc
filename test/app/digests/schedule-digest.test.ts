import { listDigests } from '../../../src/app/digests/listDigests.js';
import { scheduleDigest } from '../../../src/app/digests/scheduleDigest.js';
import { stopDigest } from '../../../src/app/digests/stopDigest.js';
import type { TestDatabase } from '../../support/database.js';
import { insertMember } from '../../support/rows.js';
import { createDigestDatabase, createDigestWorld, type DigestWorld, utc } from './digest-world.js';

let database: TestDatabase;
let world: DigestWorld;
beforeAll(async () => {
  database = await createDigestDatabase();
});
afterAll(() => database.drop());
beforeEach(async () => {
  world = await createDigestWorld(database);
});

const schedule = (given: Partial<Parameters<typeof scheduleDigest>[1]> = {}) =>
  scheduleDigest(world.deps, {
    workspace: world.workspace,
    by: world.manager,
    channel: 'C1',
    rhythm: 'daily',
    at: '8:30am',
    zone: null,
    ...given,
  });

test('a digest is scheduled in the account zone and answers its first time', async () => {
  const outcome = await schedule();
  expect(outcome).toMatchObject({
    ok: true,
    replaced: null,
    digest: { channel: 'C1', channelName: 'sales', rhythm: 'daily', at: '08:30', zone: 'Europe/Berlin' },
  });
  expect(outcome.ok && outcome.digest.dueAt.toISO()).toBe('2026-03-04T07:30:00.000Z');
  expect(await listDigests(world.deps, { workspaceId: world.workspace.id })).toMatchObject([{ channelName: 'sales' }]);
});

test('the first digest reports the last 24 hours', async () => {
  const outcome = await schedule();
  expect(outcome.ok && outcome.digest.reportedTo.toISO()).toBe('2026-03-02T12:00:00.000Z');
});

test('a zone of the caller is taken, one that is none is not', async () => {
  expect(await schedule({ zone: 'America/New_York' })).toMatchObject({
    ok: true,
    digest: { zone: 'America/New_York' },
  });
  expect(await schedule({ zone: 'Berlin' })).toEqual({
    ok: false,
    reason: 'bad-zone',
    why: 'Berlin is not a time zone; did you mean Europe/Berlin?',
  });
});

test("a channel's digest is replaced, says what it was and goes on where it left off", async () => {
  await schedule();
  world.setNow('2026-03-03T15:00:00Z');
  const changed = await schedule({ rhythm: 'weekdays', at: '17:00' });
  expect(changed).toMatchObject({ ok: true, replaced: { rhythm: 'daily', at: '08:30' }, digest: { at: '17:00' } });
  const digests = await listDigests(world.deps, { workspaceId: world.workspace.id });
  expect(digests.map(({ at, reportedTo }) => [at, reportedTo.toISO()])).toEqual([
    ['17:00', '2026-03-02T12:00:00.000Z'],
  ]);
});

test.each([
  [{ at: 'soon' }, { ok: false, reason: 'bad-time', given: 'soon' }],
  [{ channel: 'C2' }, { ok: false, reason: 'not-in-channel', channelName: 'random' }],
  [{ channel: 'C3' }, { ok: false, reason: 'channel-not-found' }],
])('%j changes nothing and says why', async (given, refusal) => {
  expect(await schedule(given)).toEqual(refusal);
  expect(await listDigests(world.deps, { workspaceId: world.workspace.id })).toEqual([]);
});

test('a rep may neither schedule nor stop one, and is told who could', async () => {
  const rep = await insertMember(world.prisma, { workspaceId: world.workspace.id });
  const refusal = { ok: false, reason: 'not-allowed', needs: 'manager' };
  expect(await schedule({ by: rep })).toEqual(refusal);
  await schedule();
  expect(await stopDigest(world.deps, { workspaceId: world.workspace.id, by: rep, channel: 'C1' })).toEqual(refusal);
  expect(await listDigests(world.deps, { workspaceId: world.workspace.id })).toHaveLength(1);
});

test('a digest is stopped, and a second stop finds none', async () => {
  await schedule();
  const stop = () => stopDigest(world.deps, { workspaceId: world.workspace.id, by: world.manager, channel: 'C1' });
  expect(await stop()).toMatchObject({ ok: true, stopped: { channelName: 'sales', at: '08:30' } });
  expect(await stop()).toEqual({ ok: false, reason: 'no-digest' });
});

test('who scheduled, changed and stopped it is in the audit', async () => {
  await schedule();
  await schedule({ at: '9am' });
  await stopDigest(world.deps, { workspaceId: world.workspace.id, by: world.manager, channel: 'C1' });
  const entries = await world.prisma.auditEntry.findMany({ orderBy: { id: 'asc' } });
  const zone = 'Europe/Berlin';
  expect(entries.map(({ actorId, action, subject, detail }) => ({ actorId, action, subject, detail }))).toEqual(
    [
      { action: 'digest.schedule', detail: { rhythm: 'daily', at: '08:30', zone, before: null } },
      {
        action: 'digest.schedule',
        detail: { rhythm: 'daily', at: '09:00', zone, before: { rhythm: 'daily', at: '08:30', zone } },
      },
      { action: 'digest.stop', detail: { rhythm: 'daily', at: '09:00', zone } },
    ].map((entry) => ({ ...entry, actorId: world.manager.id, subject: '#sales' })),
  );
  expect(entries[0]?.at).toEqual(utc('2026-03-03T12:00:00Z').toJSDate());
});
