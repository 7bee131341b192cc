import { takeRowsInHand } from '../../../src/adapters/prisma/enrollment-statements.js';
import { createWorld, type World } from '../../support/world.js';

let world: World;
beforeEach(async () => {
  world = await createWorld();
});
afterEach(() => world.close());

const intro = { id: 'intro', kind: 'email', when: 'immediately', email: { subject: 'Hello', body: 'Hi there.' } };

/** One that is due, and taken. */
async function taken() {
  const { enrollment } = await world.enrollIn(await world.publish({ steps: [intro] }));
  const now = await world.clock.now();
  await world.store.read.enrollments.takeInHand([enrollment.id], now);
  return { enrollment, now };
}

const claimed = async () => {
  const now = await world.clock.now();
  const { due } = await world.store.transact(({ enrollments }) => enrollments.claimDue('email', now, 10));
  return due.map(({ id }) => id);
};

test('what is taken in hand is read as a row that was written as a whole while it is in flight', async () => {
  const { enrollment } = await taken();
  const { enrollments } = world.store.read;
  const inFlight = { ...enrollment, dueAt: null };
  expect(await enrollments.byId(enrollment.id)).toEqual(inFlight);
  expect(await enrollments.find({ workspaceId: enrollment.workspaceId })).toEqual([inFlight]);
});

test('what is taken in hand is due to nobody', async () => {
  const { now } = await taken();
  const { enrollments, readings } = world.store.read;
  expect(await claimed()).toEqual([]);
  expect(await enrollments.nextDueAt('email')).toBeNull();
  const { due: counted } = await readings.queues({ steps: ['email'], lookUps: [] }, now);
  expect(counted.get('email')).toBe(0);
  await world.clock.freezeAt(now.plus({ minutes: 1 }));
  const later = await world.enrollIn(await world.publish({ name: 'Another', steps: [intro] }), {
    email: 'bo@example.com',
  });
  expect(await enrollments.ahead(later.enrollment.id)).toBe(0);
});

test('what is taken in hand is not late for want of a worker', async () => {
  const { enrollment, now: from } = await taken();
  const now = from.plus({ hours: 3 });
  const question = { workspaceId: enrollment.workspaceId, from, to: now, now, kinds: ['email'], lateMinutes: 30 };
  const { late } = await world.store.read.digests.figures({ ...question, waitingSince: from, most: 10 });
  expect(late.total).toBe(0);
});

test('a contact whose dates change does not wake what is taken in hand', async () => {
  const { enrollment, now } = await taken();
  await world.pool.query(`UPDATE sequence_versions SET definition = definition || '{"type": "date"}'`);
  await world.store.read.enrollments.wakeDated([enrollment.contactId], now.plus({ hours: 1 }));
  const { rows } = await world.pool.query('SELECT due_at, in_hand FROM enrollments');
  expect(rows).toEqual([{ due_at: enrollment.dueAt?.toJSDate(), in_hand: true }]);
});

test.each([
  ['saved', 'due'],
  ['left to a newer program', 'due'],
  ['set aside', 'not due'],
])('what is %s is in nobody’s hands any more', async (how, standing) => {
  const { enrollment, now } = await taken();
  await world.store.transact(async ({ enrollments }) => {
    if (how === 'saved') await enrollments.save(enrollment, now);
    else if (how === 'set aside') await enrollments.setAside([{ id: enrollment.id, reason: 'unreadable' }], now);
    else await enrollments.leaveToNewer([enrollment.id], now);
  });
  expect(await claimed()).toEqual(standing === 'due' ? [enrollment.id] : []);
  const { rows } = await world.pool.query('SELECT in_hand FROM enrollments');
  expect(rows).toEqual([{ in_hand: false }]);
});

test('what is not due at all is in nobody’s hands', async () => {
  await taken();
  await expect(world.pool.query('UPDATE enrollments SET due_at = NULL')).rejects.toThrow('enrollments_in_hand');
});

test('taking one in hand writes no index, also on pages that are as full as pages get', async () => {
  const sequence = await world.publish({ steps: [intro] });
  for (let count = 0; count < 100; count += 1) await world.enrollIn(sequence, { email: `ada${count}@example.com` });
  const client = await world.pool.connect();
  const writesWithIndexes = async () => {
    await client.query('SELECT pg_stat_force_next_flush()');
    const { rows } = await client.query(
      `SELECT n_tup_upd - n_tup_hot_upd AS count FROM pg_stat_user_tables WHERE relname = 'enrollments'`,
    );
    return Number(rows[0].count);
  };
  try {
    const { rows: ofEachPage } = await client.query(
      'SELECT DISTINCT ON ((ctid::text::point)[0]) id FROM enrollments ORDER BY (ctid::text::point)[0]',
    );
    expect(ofEachPage.length).toBeGreaterThan(3);
    const before = await writesWithIndexes();
    await client.query(takeRowsInHand.text, [ofEachPage.map(({ id }) => id), new Date()]);
    expect((await writesWithIndexes()) - before).toBe(0);
  } finally {
    client.release();
  }
});
