import { digestRefused } from '../../../src/app/digests/digestRefused.js';
import { runDueDigests } from '../../../src/app/digests/runDueDigests.js';
import { scheduleDigest } from '../../../src/app/digests/scheduleDigest.js';
import { showDigest } from '../../../src/app/digests/showDigest.js';
import { stopDigest } from '../../../src/app/digests/stopDigest.js';
import type { TestDatabase } from '../../support/database.js';
import { waitsOrIsOver } from '../../support/locks.js';
import { createDigestDatabase, createDigestWorld, type DigestWorld, utc } from './digest-world.js';

let database: TestDatabase;
let world: DigestWorld;
beforeAll(async () => {
  database = await createDigestDatabase();
});
afterAll(() => database.drop());
beforeEach(async () => {
  world = await createDigestWorld(database);
  await schedule('daily');
});

/** At 08:30 in Berlin: 07:30 UTC in winter. First due on Wednesday, 4 March. */
const schedule = (rhythm: 'daily' | 'weekdays') =>
  scheduleDigest(world.deps, {
    workspace: world.workspace,
    by: world.manager,
    channel: 'C1',
    rhythm,
    at: '08:30',
    zone: null,
  });
const run = (iso: string) => runDueDigests(world.deps, world.setNow(iso));
const digest = async () => (await world.store.read.digests.byChannel(world.workspace.id, 'C1')) ?? fail('no digest');
const spans = async () =>
  (await world.digestPosts()).map(({ content: { from, to, lateFrom } }) => [from, to, lateFrom]);

test('before its time nothing is posted', async () => {
  expect(await run('2026-03-04T07:29:59Z')).toBe(0);
  expect(await world.digestPosts()).toEqual([]);
});

test('at its time it is posted to its channel, once, and moves to the next', async () => {
  expect(await run('2026-03-04T07:30:02Z')).toBe(1);
  expect(await run('2026-03-04T07:30:03Z')).toBe(0);
  const [post, ...others] = await world.digestPosts();
  expect(others).toEqual([]);
  const { id, dueAt } = await digest();
  expect(post).toMatchObject({ conversation: 'C1', key: `digest:${id}:2026-03-04T07:30:00.000Z` });
  expect(post?.dueAt).toEqual(utc('2026-03-04T07:30:02Z').toJSDate());
  expect(dueAt.toISO()).toBe('2026-03-05T07:30:00.000Z');
});

test('each reports from where the one before ended, to a minute before its own: what has just settled is still being written', async () => {
  await run('2026-03-04T07:30:02Z');
  await run('2026-03-05T07:30:40Z');
  expect(await spans()).toEqual([
    ['2026-03-02T12:00:00.000Z', '2026-03-04T07:29:00.000Z', undefined],
    ['2026-03-04T07:29:00.000Z', '2026-03-05T07:29:00.000Z', undefined],
  ]);
});

test('on weekdays the one of Monday reports the weekend too', async () => {
  await schedule('weekdays');
  await run('2026-03-06T07:30:00Z');
  expect((await digest()).dueAt.toISO()).toBe('2026-03-09T07:30:00.000Z');
  await run('2026-03-09T07:30:00Z');
  expect((await spans())[1]).toEqual(['2026-03-06T07:29:00.000Z', '2026-03-09T07:29:00.000Z', undefined]);
});

test('two workers that claim at the same time post it once', async () => {
  const now = world.setNow('2026-03-04T07:30:00Z');
  const ran = await Promise.all(Array.from({ length: 6 }, () => runDueDigests(world.deps, now)));
  expect(ran.reduce((sum, one) => sum + one, 0)).toBe(1);
  expect(await world.digestPosts()).toHaveLength(1);
});

test('a worker whose claim was posted already by its key adds nothing', async () => {
  await run('2026-03-04T07:30:00Z');
  await world.prisma.digest.updateMany({ data: { dueAt: utc('2026-03-04T07:30:00Z').toJSDate() } });
  await run('2026-03-04T07:30:05Z');
  expect(await world.digestPosts()).toHaveLength(1);
});

test('a change of the schedule that crosses a run does not report anything twice', async () => {
  const now = world.setNow('2026-03-04T07:30:00Z');
  const changing = await world.store.transact(async (tables) => {
    const [due] = await tables.digests.claimDue(now, 1);
    const waits = schedule('weekdays');
    await waitsOrIsOver(database.pool, waits);
    await tables.digests.save({ ...(due ?? fail('not due')), reportedTo: now }, now);
    return { waits };
  });
  expect(await changing.waits).toMatchObject({ ok: true });
  expect((await digest()).reportedTo.toISO()).toBe(now.toISO());
});

test('days down: one late digest that covers all of it and says so, then on time again', async () => {
  await run('2026-03-04T07:30:00Z');
  expect(await run('2026-03-08T10:17:30Z')).toBe(1);
  expect((await spans()).slice(1)).toEqual([
    ['2026-03-04T07:29:00.000Z', '2026-03-08T10:16:00.000Z', '2026-03-05T07:30:00.000Z'],
  ]);
  expect((await digest()).dueAt.toISO()).toBe('2026-03-09T07:30:00.000Z');
  const [, late] = await world.digestPosts();
  const shown = late && (await showDigest(world.store.read, late.content, utc('2026-03-08T10:17:31Z')));
  expect(shown?.lateFrom?.toISO()).toBe('2026-03-05T07:30:00.000Z');
  await run('2026-03-09T07:30:00Z');
  expect((await spans())[2]).toEqual(['2026-03-08T10:16:00.000Z', '2026-03-09T07:29:00.000Z', undefined]);
});

test('one that is posted a quarter of an hour after its time does not call itself late', async () => {
  await run('2026-03-04T07:45:00Z');
  const [post] = await world.digestPosts();
  expect(post?.content.lateFrom).toBeUndefined();
  const shown = post && (await showDigest(world.store.read, post.content, utc('2026-03-04T07:45:00Z')));
  expect(shown).toMatchObject({ lateFrom: null, zone: 'Europe/Berlin', title: 'Digest for Wednesday 4 March' });
});

test('one that Slack could not take for hours says that it is late', async () => {
  await run('2026-03-04T07:30:00Z');
  const [post] = await world.digestPosts();
  const shown = post && (await showDigest(world.store.read, post.content, utc('2026-03-04T10:00:00Z')));
  expect(shown?.lateFrom?.toISO()).toBe('2026-03-04T07:30:00.000Z');
});

test('it keeps its wall time over a change of the clock', async () => {
  await run('2026-03-28T07:30:00Z');
  expect((await digest()).dueAt.toISO()).toBe('2026-03-29T06:30:00.000Z');
});

test('one that was stopped before it was shown is not shown', async () => {
  await run('2026-03-04T07:30:00Z');
  const [post] = await world.digestPosts();
  await stopDigest(world.deps, { workspaceId: world.workspace.id, by: world.manager, channel: 'C1' });
  expect(post && (await showDigest(world.store.read, post.content, utc('2026-03-04T07:30:01Z')))).toBeNull();
});

describe('when the channel refuses it', () => {
  const refuse = async (iso: string, code = 'not_in_channel') => {
    const post = (await world.digestPosts()).at(-1) ?? fail('no post');
    const { id, workspaceId, conversation, content, enrollmentId, key } = post;
    const given = { id, workspaceId, conversation, content, enrollmentId, key, dueAt: utc(iso) };
    await world.store.transact((tables) => digestRefused(tables, world.deps.ids, given, code, utc(iso)));
  };
  const notices = async () =>
    (await world.prisma.post.findMany({ where: { kind: 'notice' }, orderBy: { id: 'asc' } })).map(
      ({ conversation, content }) => ({ conversation, content }),
    );

  test.each([
    ['not_in_channel', 'I am not a member of it any more.'],
    ['channel_not_found', 'The channel is gone, or it is private and I am not in it.'],
    ['is_archived', 'The channel is archived.'],
    ['restricted_action', 'Slack refused it: restricted_action.'],
  ])('%s is told to whoever scheduled it', async (code, reason) => {
    await run('2026-03-04T07:30:00Z');
    await refuse('2026-03-04T07:30:01Z', code);
    const notice = { kind: 'digest-undeliverable', channelName: 'sales', reason };
    expect(await notices()).toEqual([{ conversation: 'UMIA', content: { kind: 'notice', notice } }]);
  });

  test('they are told once a day at most', async () => {
    await run('2026-03-04T07:30:00Z');
    await refuse('2026-03-04T07:30:01Z');
    await refuse('2026-03-04T20:00:00Z');
    expect(await notices()).toHaveLength(1);
    await run('2026-03-05T07:30:00Z');
    await refuse('2026-03-05T07:30:01Z');
    expect(await notices()).toHaveLength(2);
  });

  test('the next digest reports what this one could not', async () => {
    await run('2026-03-04T07:30:00Z');
    await refuse('2026-03-04T07:30:01Z');
    await run('2026-03-05T07:30:00Z');
    expect((await spans())[1]).toEqual(['2026-03-02T12:00:00.000Z', '2026-03-05T07:29:00.000Z', undefined]);
  });

  test('the refusal of an older one leaves a newer report alone', async () => {
    await run('2026-03-04T07:30:00Z');
    const [old] = await world.digestPosts();
    await run('2026-03-05T07:30:00Z');
    const post = old ?? fail('no post');
    await world.store.transact((tables) =>
      digestRefused(
        tables,
        world.deps.ids,
        { ...post, dueAt: utc('2026-03-05T07:31:00Z') },
        'is_archived',
        utc('2026-03-05T07:31:00Z'),
      ),
    );
    expect((await digest()).reportedTo.toISO()).toBe('2026-03-05T07:29:00.000Z');
  });
});

function fail(message: string): never {
  throw new Error(message);
}
