import { pause } from '../../../src/app/enrollments/pause.js';
import { removeFromSequence } from '../../../src/app/enrollments/removeFromSequence.js';
import { openMailboxes } from '../../../src/app/firing/openMailboxes.js';
import { createLimitsWorld, type LimitsWorld } from './limits-world.js';

let world: LimitsWorld;
beforeEach(async () => {
  world = await createLimitsWorld();
});
afterEach(() => world.close());

test('what surely did not leave counts for nothing; what may have left does', async () => {
  await world.limit(2);
  await world.due(4);
  world.mailer.answerNext(
    { outcome: { kind: 'deferred', reason: 'busy', retryAfterMs: 60_000, cause: 'sender' } },
    { outcome: { kind: 'unknown', reason: 'broken' } },
  );
  await world.fire('2026-03-02T09:00');
  // One did not leave: its place is free again, and it comes first.
  expect(await world.fire('2026-03-02T09:05')).toHaveLength(1);
  expect(await world.queued()).toBe(2);
});

test('whose turn comes and who sends nothing passes it on within the hour', async () => {
  await world.limit(2);
  await world.due(6);
  await world.fire('2026-03-02T09:00');
  const { rows } = await world.pool.query(
    `SELECT c.email FROM enrollments e JOIN contacts c ON c.id = e.contact_id
     WHERE e.queued_for IS NOT NULL ORDER BY e.held_due_at, e.id LIMIT 1`,
  );
  await world.store.read.suppressions.add({
    id: world.ids.next(),
    workspaceId: world.workspace.id,
    email: rows[0].email,
    reason: 'by-hand',
    createdAt: world.at('2026-03-02T09:30'),
    createdById: null,
  });
  const sent = await world.fire('2026-03-02T10:00');
  expect(sent).toHaveLength(2);
  expect(sent).not.toContain(rows[0].email);
  expect(await world.queued()).toBe(1);
});

test.each([
  ['is paused by hand', pause],
  ['is removed', removeFromSequence],
])('whose turn has come and who %s before it is used passes it on within the hour', async (_, act) => {
  await world.limit(1);
  await world.due(3);
  await world.fire('2026-03-02T09:00');
  await world.clock.freezeAt(world.at('2026-03-02T10:00'));
  await openMailboxes(world.deps);
  const { rows } = await world.pool.query(
    'SELECT e.id, c.email FROM enrollments e JOIN contacts c ON c.id = e.contact_id WHERE queued_for IS NOT NULL ORDER BY due_at',
  );
  await act(world.app, { actor: world.rep, target: { kind: 'enrollment', enrollmentId: rows[0].id } });
  expect(await world.fire('2026-03-02T10:01')).toEqual([rows[1].email]);
});

test('a mail that the provider refuses leaves its place in the hour to the next that waits', async () => {
  await world.limit(2);
  await world.due(5);
  world.mailer.answerNext({ outcome: { kind: 'refused', reason: 'no such address' } });
  expect(await world.fire('2026-03-02T09:00')).toHaveLength(2);
  expect(await world.fire('2026-03-02T09:02')).toHaveLength(0);
  expect(await world.queued()).toBe(2);
});

test('one that is paused or ended while it waits goes no more, and comes to its place again when it goes on', async () => {
  await world.limit(1);
  await world.due(3);
  await world.fire('2026-03-02T09:00');
  const { rows } = await world.pool.query(
    'SELECT id FROM enrollments WHERE queued_for IS NOT NULL ORDER BY held_due_at, id',
  );
  const enrollment = await world.store.read.enrollments.byId(rows[0].id);
  if (enrollment === null) throw new Error('gone');
  const stopped = { ...enrollment, hold: 'failed' as const, holdReason: 'by the test', queuedFor: null };
  await world.store.read.enrollments.save(stopped, world.at('2026-03-02T09:10'));
  expect(await world.fire('2026-03-02T10:00')).toHaveLength(1);
  expect(await world.queued()).toBe(0);
  await world.store.read.enrollments.save(
    { ...enrollment, queuedFor: null, dueAt: world.at('2026-03-02T10:30') },
    world.at('2026-03-02T10:30'),
  );
  expect(await world.fire('2026-03-02T10:30')).toHaveLength(0);
  expect(await world.fire('2026-03-02T11:00')).toHaveLength(1);
});
